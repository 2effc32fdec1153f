import { expect, it } from 'vitest';
import { playSeed } from './ecom-seeded-run.ts';

it('ends well over 25 seeds of webhooks lost, late and doubled, of faults on both sides and changes in the middle', async () => {
  for (let seed = 1; seed <= 25; seed += 1) expect(await playSeed({ seed })).toMatchObject({ seed, violations: [] });
});

it('plays the same seed the same way', async () => {
  for (const seed of [4, 58]) {
    expect(JSON.stringify(await playSeed({ seed, isTold: true }))).toBe(
      JSON.stringify(await playSeed({ seed, isTold: true })),
    );
  }
});
