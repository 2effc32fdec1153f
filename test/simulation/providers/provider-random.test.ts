import { expect, it } from 'vitest';
import { playSeed } from './provider-seeded-run.ts';

it('ends well over 40 seeds of words that come late, twice, out of order or never, and of faults on both sides', async () => {
  for (let seed = 1; seed <= 40; seed += 1) expect(await playSeed({ seed })).toMatchObject({ seed, violations: [] });
});

it('plays the same seed the same way', async () => {
  for (const seed of [7, 17, 30]) {
    expect(JSON.stringify(await playSeed({ seed, isTold: true }))).toBe(
      JSON.stringify(await playSeed({ seed, isTold: true })),
    );
  }
});
