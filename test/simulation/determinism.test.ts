import { expect, it } from 'vitest';
import { playSeed } from './seeded-run.ts';
import { failureText, shrunkFailure } from './shrunk-failure.ts';

it('plays the same seed the same way, call by call and word by word', async () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const first = await playSeed({ seed, isTold: true });
    const second = await playSeed({ seed, isTold: true });
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  }
});

it('plays other seeds another way', async () => {
  const traces = new Set<string>();
  for (const seed of [1, 2, 3, 4, 5]) traces.add(JSON.stringify((await playSeed({ seed })).trace));
  expect(traces.size).toBe(5);
});

it('tells a failure as a sequence of calls with the command that plays it again', async () => {
  const played = await playSeed({ seed: 7 });
  // The seed breaks nothing, so it is asked about a promise that it is said to have broken.
  const pretended = { ...played, violations: [{ property: 'nothing ever happens', found: 'something' }] };
  const shrunk = await shrunkFailure(pretended);
  if (shrunk === undefined) throw new Error('Nothing was found.');
  const text = failureText(shrunk);
  expect(text).toContain('Seed 7');
  expect(text).toContain('not kept: nothing ever happens');
  expect(text).toMatch(/\n +1 {2}\S+ table\.\w+ +/);
  expect(text).toMatch(/\nAgain: npm run simulate -- --first-seed 7 --seeds 1 --faults \S+$/);
});
