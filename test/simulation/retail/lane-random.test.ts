import { expect, it } from 'vitest';
import { faults } from '../world/fault-plan.ts';
import { seededRandom } from '../world/seeded-random.ts';
import { laneViolations } from './lane-properties.ts';
import { atOnce, ourStories } from './lane-stories.ts';
import { playLane } from './lane-system.ts';

const faultPercent = 6;
const holdUpPercent = 3;

/** Plays the story that a seed picks, with two or three workers whose calls interleave by chance; the same each time. */
async function brokenBySeed(seed: number): Promise<readonly unknown[]> {
  const random = seededRandom(seed);
  const story = atOnce(random.pick(ourStories), 2 + random.below(2));
  // Generators of their own, so that a change of one delivery does not reshuffle all faults after it.
  const faultRandom = seededRandom(seed ^ 0x5eed);
  const holdUpRandom = seededRandom(seed ^ 0x401d);
  const plan = () => (faultRandom.chance(faultPercent) ? faultRandom.pick(faults) : undefined);
  const ending = await playLane(story, { plan, isHeldUp: () => holdUpRandom.chance(holdUpPercent), random });
  return (await laneViolations(story, ending)).map((violation) => ({ seed, story: story.name, ...violation }));
}

it('ends well over 100 seeds of faults, hold-ups and workers that get in each other’s way', async () => {
  for (let seed = 1; seed <= 100; seed += 1) expect(await brokenBySeed(seed)).toEqual([]);
});
