import { describe, expect, it } from 'vitest';
import { faults, faultsAt, faultsOf, noFaults } from '../world/fault-plan.ts';
import { seededRandom } from '../world/seeded-random.ts';
import { tokenViolations } from './token-properties.ts';
import { playTokens, type TokenStory } from './token-system.ts';

const alone: TokenStory = { name: 'one function', functions: 1, rounds: 3 };
const stories: readonly TokenStory[] = [
  alone,
  { name: 'two functions at once', functions: 2, rounds: 3 },
  { name: 'three functions at once', functions: 3, rounds: 2 },
];

async function brokenBy(story: TokenStory, disturbance: Parameters<typeof playTokens>[1], said: unknown) {
  const ending = await playTokens(story, disturbance);
  const violations = tokenViolations(ending, { mayAskTwice: disturbance.isHeldUp !== undefined });
  return violations.map((violation) => ({ story: story.name, said, ...violation }));
}

async function faultsIn(story: TokenStory) {
  const { calls } = await playTokens(story, { plan: noFaults });
  return calls.trace().flatMap(({ number, operation }) => faultsOf[operation].map((fault) => ({ number, fault })));
}

describe.each(stories)('tokens that rotate: $name', (story) => {
  it('are renewed once an hour when nothing goes wrong', async () => {
    const ending = await playTokens(story, { plan: noFaults });
    expect(tokenViolations(ending, { mayAskTwice: false })).toEqual([]);
    expect(ending.renewals).toHaveLength(story.rounds);
  });

  it('are never lost, whichever call is lost, done unseen, done twice or the last of its process', async () => {
    const planned = await faultsIn(story);
    expect(planned.length).toBeGreaterThan(40);
    for (const { number, fault } of planned) {
      expect(await brokenBy(story, { plan: faultsAt({ [number]: fault }) }, { number, fault })).toEqual([]);
    }
  });

  it('are never lost, whichever call or answer is held up until others have taken over', async () => {
    const { turns } = await playTokens(story, { plan: noFaults });
    for (let heldUp = 1; heldUp <= turns; heldUp += 1) {
      const isHeldUp = (turn: number) => turn === heldUp;
      expect(await brokenBy(story, { plan: noFaults, isHeldUp }, { heldUp })).toEqual([]);
    }
  });
});

describe('tokens that rotate', () => {
  it('are never lost by any two faults of one function', async () => {
    const planned = await faultsIn(alone);
    for (const [place, first] of planned.entries()) {
      for (const second of planned.slice(place + 1)) {
        if (first.number === second.number) continue;
        const plan = faultsAt({ [first.number]: first.fault, [second.number]: second.fault });
        expect(await brokenBy(alone, { plan }, [first, second])).toEqual([]);
      }
    }
  }, 60_000);

  it('are never lost over 200 seeds of faults, hold-ups and functions that get in each other’s way', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const [faultRandom, holdUpRandom] = [seededRandom(seed ^ 0x5eed), seededRandom(seed ^ 0x401d)];
      const plan = () => (faultRandom.chance(10) ? faultRandom.pick(faults) : undefined);
      const disturbance = { plan, isHeldUp: () => holdUpRandom.chance(5), random };
      const story = { name: 'a seed', functions: 2 + random.below(2), rounds: 4 };
      expect(await brokenBy(story, disturbance, { seed })).toEqual([]);
    }
  }, 60_000);
});
