import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SeedSpan, Tally } from './seed-span.ts';
import type { FromSeedThread, ToSeedThread } from './seed-span-worker.ts';

// Short enough that all threads end together, although some seeds take a hundred times as long as others.
const seedsOfSpan = 500;

/**
 * Plays a span on all cores, each thread taking a part whenever it has nothing left, and reports what was played now and
 * then. Ends early once `stop` is aborted. Throws what a thread threw.
 */
export async function playOnAllCores(
  { first, end, ...asked }: SeedSpan,
  report: (tally: Tally) => void,
  stop?: AbortSignal,
): Promise<void> {
  let next = first;
  const isOver = (): boolean => next >= end || (stop?.aborted ?? false);

  async function runThread(): Promise<void> {
    const worker = new Worker(new URL('./seed-span-worker.ts', import.meta.url));
    const tell = (message: ToSeedThread | SeedSpan): void => worker.postMessage(message);
    const onStop = (): void => tell('stop');
    stop?.addEventListener('abort', onStop, { once: true });
    worker.on('message', (message: FromSeedThread) => {
      if (message !== 'free') report(message);
      else if (isOver()) tell('end');
      else {
        const from = next;
        next = Math.min(from + seedsOfSpan, end);
        tell({ ...asked, first: from, end: next });
      }
    });
    // Rejects where the thread fails, instead of the seeds that it plays.
    await once(worker, 'exit').finally(() => stop?.removeEventListener('abort', onStop));
  }

  const threads = Math.min(availableParallelism(), Math.ceil((end - first) / seedsOfSpan));
  await Promise.all(Array.from({ length: threads }, runThread));
}
