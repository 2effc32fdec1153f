import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import type { SeedSpan, Tally } from './seed-span.ts';

// So many that the whole suite stays short; `npm run simulate` plays as many as one likes.
const seedCount = 20_000;

/** Plays every seed on all cores and answers what broke a promise, told call by call with the command that plays it again. */
async function playAll(): Promise<Readonly<{ seeds: number; failures: readonly string[] }>> {
  const step = availableParallelism();
  let seeds = 0;
  const failures: string[] = [];
  const threads = Array.from({ length: step }, (_, thread) => {
    const workerData: SeedSpan = { world: 'requests', first: 1 + thread, end: 1 + seedCount, step };
    const worker = new Worker(new URL('./seed-span-worker.ts', import.meta.url), { workerData });
    worker.on('message', (tally: Tally) => {
      seeds += tally.seeds;
      failures.push(...tally.failures);
      if (failures.length > 0) worker.postMessage('stop');
    });
    // Rejects where the thread fails, instead of the seeds that it plays.
    return once(worker, 'exit');
  });
  await Promise.all(threads);
  return { seeds, failures };
}

it('ends well over thousands of seeds of disorder, duplicates, outages, lost calls and crashes', async () => {
  expect(await playAll()).toEqual({ seeds: seedCount, failures: [] });
}, 600_000);
