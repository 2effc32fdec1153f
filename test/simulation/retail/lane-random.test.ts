import { expect, it } from 'vitest';
import { playSeed } from './lane-seeded-run.ts';

it('ends well over 100 seeds of faults, hold-ups and workers that get in each other’s way', async () => {
  for (let seed = 1; seed <= 100; seed += 1) expect(await playSeed({ seed })).toMatchObject({ seed, violations: [] });
});
