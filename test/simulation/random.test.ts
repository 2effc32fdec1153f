import { expect, it } from 'vitest';
import { playSeed } from './seeded-run.ts';

// So many that the whole suite stays short; `npm run simulate` plays as many as one likes.
const seedCount = 2_000;

it('ends well over thousands of seeds of disorder, duplicates, outages, lost calls and crashes', async () => {
  for (let seed = 1; seed <= seedCount; seed += 1) {
    const { violations, story } = await playSeed({ seed });
    expect({ seed, story, violations }).toEqual({ seed, story, violations: [] });
  }
}, 600_000);
