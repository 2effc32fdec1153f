import { expect, it } from 'vitest';
import { playOnAllCores } from './seed-threads.ts';

// So many that the whole suite stays short; `npm run simulate` plays as many as one likes.
const seedCount = 20_000;

it('ends well over thousands of seeds of disorder, duplicates, outages, lost calls and crashes', async () => {
  let seeds = 0;
  const failures: string[] = [];
  const stop = new AbortController();
  await playOnAllCores(
    { world: 'requests', first: 1, end: 1 + seedCount },
    (tally) => {
      seeds += tally.seeds;
      failures.push(...tally.failures);
      if (failures.length > 0) stop.abort();
    },
    stop.signal,
  );
  expect({ seeds, failures }).toEqual({ seeds: seedCount, failures: [] });
}, 600_000);
