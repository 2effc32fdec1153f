import { expect, it } from 'vitest';
import { brokenBySeed } from './seeded-run.ts';

it('ends well over 2,000 seeds of disorder, duplicates, lost calls and crashes', async () => {
  for (let seed = 1; seed <= 2_000; seed += 1) expect(await brokenBySeed(seed)).toEqual([]);
});
