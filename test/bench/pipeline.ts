import { type BenchRetail, openBenchRetail } from './bench-retail.ts';
import { creditNoteBody } from './credit-note-load.ts';
import { type HttpCaller, httpCaller } from './http-caller.ts';
import { type Range, type Send, sendAsFastAsAnswered, sendAtRate } from './load.ts';
import { type MeasuredSystem, startMeasuredSystem } from './measured-system.ts';
import { allTasksOpen } from './open-tasks.ts';
import { quantile } from './quantile.ts';
import { cpuByPart, heapBytes, heapsByPart, readUsage, residentBytes, type Usage } from './usage.ts';
import { atLeast, atMost, type BenchOptions, InterruptedError, type Verdict } from './verdict.ts';

const bars = {
  notesPerSecond: 250,
  soldPerSecond: 120,
  p99Milliseconds: 150,
  heapGrowthPercent: 10,
  residentMegabytes: 700,
} as const;
const shopId = 'demo';
const inFlight = 16;
const mostAttempts = 5;
const defaultNotes = 6000;
const warmUpNotes = 600;
const halfLoadSeconds = 10;
const megabyte = 1_000_000;

type Setting = Readonly<{
  system: MeasuredSystem;
  caller: HttpCaller;
  /** Where the credit notes end, if they are followed so far. */
  retail: BenchRetail | undefined;
  notes: number;
  print: (line: string) => void;
}>;

/** Throughput, latency, CPU and memory of the whole system on one machine (design §8, whole system). */
export async function pipeline({
  notes = defaultNotes,
  stock,
  profileFolder,
  print,
}: BenchOptions): Promise<readonly Verdict[]> {
  const system = await startMeasuredSystem({ profileFolder, withStock: stock });
  const caller = httpCaller(system);
  const retail = stock ? await openBenchRetail(system.url, shopId) : undefined;
  const measured = measure({ system, caller, retail, notes, print });
  try {
    return await Promise.race([measured, interrupted()]);
  } finally {
    await system.stop();
    // Whatever was still under way has failed by now; why is known already.
    await measured.catch(() => undefined);
    caller.closeConnections();
  }
}

/** Rejects when somebody stops this process, so that the system is ended first. */
function interrupted(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new InterruptedError(signal)));
  return promise;
}

async function measure(setting: Setting): Promise<readonly Verdict[]> {
  const { system, caller, notes, print } = setting;
  const sender = createSender(caller);
  const warmUp: Range = { from: 0, to: warmUpNotes };
  await sendAsFastAsAnswered(sender.send, warmUp, inFlight);
  await allDone(setting, warmUp);

  const full: Range = { from: warmUp.to, to: warmUp.to + notes };
  const memoryBefore = await readUsage(system, 'collect');
  // Read again, so that the collection is no part of what a credit note costs.
  const before = await readUsage(system);
  const notesPerSecond = await atFullLoad(setting, sender.send, full);
  printCpu(before, await readUsage(system), setting);
  const memoryAfter = await readUsage(system, 'collect');
  printMemory(memoryBefore, memoryAfter, print);

  const perSecond = setting.retail ? bars.soldPerSecond : bars.notesPerSecond;
  const half: Range = { from: full.to, to: full.to + (perSecond / 2) * halfLoadSeconds };
  const p99Milliseconds = await atHalfLoad(setting, sender.send, half);
  print(`\nCredit notes that had to be sent again: ${sender.repetitions()}`);
  const growthPercent = (heapBytes(memoryAfter) / heapBytes(memoryBefore) - 1) * 100;
  return [
    atLeast(`credit notes to ${endOf(setting)}`, notesPerSecond, perSecond, 'a second'),
    atMost(`p99 at ${perSecond / 2} a second`, p99Milliseconds, bars.p99Milliseconds, 'ms'),
    atMost(`growth of the heaps over ${notes} credit notes`, growthPercent, bars.heapGrowthPercent, '%'),
    atMost(`memory after ${notes} credit notes`, residentBytes(memoryAfter) / megabyte, bars.residentMegabytes, 'MB'),
  ];
}

async function atFullLoad(setting: Setting, send: Send, range: Range): Promise<number> {
  const { caller, notes, print } = setting;
  // The front closes what nobody used for five seconds, maybe just when it is used again.
  caller.closeConnections();
  const startedAt = performance.now();
  const latencies = await sendAsFastAsAnswered(send, range, inFlight);
  const answeredPerSecond = notes / ((performance.now() - startedAt) / 1000);
  const openPerSecond = notes / (((await allDone(setting, range)) - startedAt) / 1000);
  print(`Full load, ${notes} credit notes with ${inFlight} in flight`);
  print(`  answered over HTTP  ${answeredPerSecond.toFixed(0)} a second`);
  print(`  to ${endOf(setting)}  ${openPerSecond.toFixed(0)} a second`);
  print(`  answered within     ${latencyText(latencies)}`);
  return openPerSecond;
}

async function atHalfLoad(setting: Setting, send: Send, range: Range): Promise<number> {
  const { caller, print } = setting;
  const perSecond = (range.to - range.from) / halfLoadSeconds;
  caller.closeConnections();
  const latencies = await sendAtRate(send, range, perSecond);
  await allDone(setting, range);
  print(`\nHalf load, ${perSecond} a second arriving at random for ${halfLoadSeconds} seconds`);
  print(`  answered within     ${latencyText(latencies)}`);
  return quantile(latencies, 0.99);
}

const endOf = ({ retail }: Setting): string => (retail ? 'their refund sale' : 'their open task');

/** Waits until these credit notes are where they end, and answers when that was (`performance.now`). */
async function allDone({ caller, retail }: Setting, range: Range): Promise<number> {
  const openAt = await allTasksOpen(caller, shopId, range);
  return retail ? Math.max(openAt, await retail.completed(range.to)) : openAt;
}

/** Sends a credit note until it is taken, as every client must: nobody knows what a request without an answer has done. */
function createSender(caller: HttpCaller): Readonly<{ send: Send; repetitions: () => number }> {
  let repetitions = 0;
  return {
    repetitions: () => repetitions,
    async send(index) {
      const body = creditNoteBody(index, new Date());
      for (let attempt = 1; ; attempt += 1) {
        const { status, body: answer } = await caller.post(`/shops/${shopId}/credit-notes`, body);
        if (status === 201 || (status === 200 && attempt > 1)) return;
        if (status !== 503 || attempt === mostAttempts) throw new Error(`Credit note ${index}: ${status} ${answer}`);
        repetitions += 1;
      }
    },
  };
}

function printCpu(before: Usage, after: Usage, { notes, print }: Setting): void {
  const parts = cpuByPart(before, after);
  const total = parts.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  print(`\nCPU per credit note: ${(total / notes).toFixed(2)} ms`);
  for (const [part, milliseconds] of parts) print(`  ${(milliseconds / notes).toFixed(2).padStart(5)} ms  ${part}`);
}

function printMemory(before: Usage, after: Usage, print: (line: string) => void): void {
  const row = (earlier: number, later: number, what: string): void =>
    print(`  ${inMegabytes(earlier)}  ${inMegabytes(later)}  ${what}`);
  print('\nMemory before and after (MB)');
  row(heapBytes(before), heapBytes(after), 'all heaps after garbage collection');
  const heapsBefore = heapsByPart(before);
  for (const [part, { threads, bytes }] of heapsByPart(after)) {
    row(heapsBefore.get(part)?.bytes ?? 0, bytes, `  ${part}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`);
  }
  const earlier = new Map(before.tree.map(({ processId, residentBytes: bytes }) => [processId, bytes]));
  for (const { processId, name, residentBytes: bytes } of after.tree) {
    row(earlier.get(processId) ?? 0, bytes, `${name}, resident`);
  }
}

const inMegabytes = (bytes: number): string => (bytes / megabyte).toFixed(0).padStart(5);

const latencyText = (latencies: readonly number[]): string =>
  `p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(1)} ms`;
