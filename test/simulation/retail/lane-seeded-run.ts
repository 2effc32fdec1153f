import type { Violation } from '../promised.ts';
import { faults } from '../world/fault-plan.ts';
import { seededRandom } from '../world/seeded-random.ts';
import { laneViolations } from './lane-properties.ts';
import { atOnce, ourStories } from './lane-stories.ts';
import { playLane } from './lane-system.ts';

const faultPercent = 6;
const holdUpPercent = 3;

/** Plays the story that a seed picks, with two or three workers whose calls interleave by chance; the same each time. */
export async function playSeed({ seed }: Readonly<{ seed: number }>) {
  const random = seededRandom(seed);
  const story = atOnce(random.pick(ourStories), 2 + random.below(2));
  // Generators of their own, so that a change of one delivery does not reshuffle all faults after it.
  const faultRandom = seededRandom(seed ^ 0x5eed);
  const holdUpRandom = seededRandom(seed ^ 0x401d);
  const plan = () => (faultRandom.chance(faultPercent) ? faultRandom.pick(faults) : undefined);
  const ending = await playLane(story, { plan, isHeldUp: () => holdUpRandom.chance(holdUpPercent), random });
  const violations: readonly Violation[] = await laneViolations(story, ending);
  return { seed, story: story.name, violations };
}
