import { violationsOf } from './properties.ts';
import { creditNoteToTask } from './stories/credit-note-to-task.ts';
import { play } from './story.ts';
import { faults } from './world/fault-plan.ts';
import { seededRandom } from './world/seeded-random.ts';

const faultPercent = 8;

/**
 * Plays the story that a seed picks, with the faults, the disorder and the duplicates that follow from it, and says
 * what was wrong in the end. The same seed plays the same way.
 */
export async function brokenBySeed(seed: number): Promise<readonly unknown[]> {
  const random = seededRandom(seed);
  const story = random.pick(creditNoteToTask);
  // Faults come from a generator of their own, so that a change of one delivery does not reshuffle all faults after it.
  const faultRandom = seededRandom(seed ^ 0x5eed);
  const plan = () => (faultRandom.chance(faultPercent) ? faultRandom.pick(faults) : undefined);
  const ending = await play(story, { plan, random });
  return (await violationsOf(story, ending)).map((violation) => ({ seed, story: story.name, ...violation }));
}
