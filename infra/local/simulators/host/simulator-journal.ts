import { closeSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import * as z from 'zod';
import type { SimulatedRequest, Simulator } from '../simulator.ts';

/** Where the requests are kept that changed a simulator. */
export type SimulatorJournal = Readonly<{
  /** The latest instant that was noted; 0 when there is none. */
  lastAt: number;
  /** Notes a request. What is noted survives the end of the process, however that comes. */
  append(request: SimulatedRequest, at: number): void;
  close(): void;
}>;

const entrySchema = z.object({
  at: z.number(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
});

/**
 * Opens a journal and plays what stands in it to a simulator that knows nothing yet: the same requests at the same times
 * bring it to where it was. A line that a killed process left half written is cut off, for nobody was answered.
 */
export function openJournal(path: string, simulator: Simulator): SimulatorJournal {
  const file = openSync(path, 'a+', 0o600);
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  let lastAt = 0;
  for (const line of whole.split('\n')) {
    if (line === '') continue;
    const { request, at } = entrySchema.parse(JSON.parse(line));
    simulator.handle(request, at);
    lastAt = at;
  }
  return {
    lastAt,
    append(request, at) {
      // Written at once and not synchronised: the operating system keeps it when this process is killed.
      writeSync(file, `${JSON.stringify({ at, request })}\n`);
    },
    close: () => closeSync(file),
  };
}

/** A simulator that notes every request by which it changed, before it answers. */
export function journaled(simulator: Simulator, journal: SimulatorJournal): Simulator {
  return {
    changes: simulator.changes,
    handle(request, now) {
      const before = simulator.changes();
      const answer = simulator.handle(request, now);
      if (simulator.changes() !== before) journal.append(request, now);
      return answer;
    },
  };
}
