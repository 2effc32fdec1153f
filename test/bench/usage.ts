import type { MeasuredSystem } from './measured-system.ts';
import type { ProcessReading, Question } from './probe-messages.ts';
import { type ProcessEntry, processTree } from './process-table.ts';

/** All that was used up to a moment. */
export type Usage = Readonly<{
  system: ProcessReading;
  tree: readonly ProcessEntry[];
  generatorCpuMilliseconds: number;
}>;

/** Reads what the system, the programs below it and this process used; collects the system's garbage first if asked to. */
export async function readUsage({ read, processId }: MeasuredSystem, question: Question = 'read'): Promise<Usage> {
  const { user, system: kernel } = process.cpuUsage();
  const system = await read(question);
  return { system, tree: processTree(processId), generatorCpuMilliseconds: (user + kernel) / 1000 };
}

/** CPU milliseconds used between two readings, by part, the largest first. */
export function cpuByPart(before: Usage, after: Usage): readonly (readonly [part: string, milliseconds: number])[] {
  const parts = new Map<string, number>();
  const add = (part: string, milliseconds: number): void => {
    parts.set(part, (parts.get(part) ?? 0) + milliseconds);
  };
  const earlier = new Map(before.system.threads.map(({ threadId, cpuMilliseconds }) => [threadId, cpuMilliseconds]));
  let inThreads = 0;
  for (const { name, threadId, cpuMilliseconds } of after.system.threads) {
    const used = cpuMilliseconds - (earlier.get(threadId) ?? 0);
    add(name === 'main' ? 'main thread (HTTP front, bus, queues, pollers)' : name, used);
    inThreads += used;
  }
  add('garbage collection and I/O threads', after.system.cpuMilliseconds - before.system.cpuMilliseconds - inThreads);
  const [, ...children] = after.tree;
  const earlierChildren = new Map(before.tree.map(({ processId, cpuMilliseconds }) => [processId, cpuMilliseconds]));
  for (const { processId, name, cpuMilliseconds } of children) {
    add(name, cpuMilliseconds - (earlierChildren.get(processId) ?? 0));
  }
  add('load generator', after.generatorCpuMilliseconds - before.generatorCpuMilliseconds);
  return [...parts].toSorted(([, a], [, b]) => b - a);
}

/** Bytes on the heaps of all threads. */
export const heapBytes = ({ system }: Usage): number =>
  system.threads.reduce((sum, { heapUsedBytes }) => sum + heapUsedBytes, 0);

/** Threads and the bytes on their heaps, by what runs in them. */
export function heapsByPart({ system }: Usage): ReadonlyMap<string, Readonly<{ threads: number; bytes: number }>> {
  const parts = new Map<string, Readonly<{ threads: number; bytes: number }>>();
  for (const { name, heapUsedBytes } of system.threads) {
    const { threads, bytes } = parts.get(name) ?? { threads: 0, bytes: 0 };
    parts.set(name, { threads: threads + 1, bytes: bytes + heapUsedBytes });
  }
  return parts;
}

/** Memory of the system and of every program below it that the operating system holds for it. */
export const residentBytes = ({ tree }: Usage): number => tree.reduce((sum, entry) => sum + entry.residentBytes, 0);
