import { ecomFaults } from '../../../infra/local/simulators/ecom/ecom-state.ts';
import type { Violation } from '../promised.ts';
import type { Played, Seeded } from '../seeded-run.ts';
import { inClosedWorld } from '../world/closed-world.ts';
import { faults, faultsAt } from '../world/fault-plan.ts';
import type { PortCalls } from '../world/port-calls.ts';
import { type SeededRandom, seededRandom } from '../world/seeded-random.ts';
import { playEcom } from './ecom-play.ts';
import { ecomViolations } from './ecom-properties.ts';
import { type EcomCircumstances, isNeverEnding } from './ecom-run.ts';
import { ecomStories } from './ecom-stories.ts';
import { conclusionsWithoutFaults } from './undisturbed.ts';

const [faultPercent, ecomFaultPercent, inTheMiddlePercent, mostRequests] = [5, 4, 60, 14];
const [everyPercent, latestSeconds] = [100, 900] as const;

/** Names of the stories of this world. */
export const ecomStoryNames: readonly string[] = ecomStories.map(({ name }) => name);

/**
 * Plays the story that a seed picks: which webhooks are lost, doubled and late, which steps are done in the middle of a
 * reading, which calls go wrong on whose side, and in whose turn each happens. The same each time.
 */
export async function playSeed({ seed, story: wanted, faults: named, isTold = false }: Seeded): Promise<Played> {
  const random = seededRandom(seed);
  const story = random.pick(ecomStories.filter(({ name }) => wanted === undefined || name === wanted));
  // Generators of their own, so that a change of one delivery does not reshuffle all that follows.
  const faultRandom = seededRandom(seed ^ 0x5eed);
  const plan = named
    ? faultsAt(named)
    : () => (faultRandom.chance(faultPercent) ? faultRandom.pick(faults) : undefined);
  let calls: PortCalls | undefined;
  const played = (violations: readonly Violation[]) => {
    return { seed, story: story.name, violations, trace: calls?.trace() ?? [] };
  };
  try {
    return await inClosedWorld(async () => {
      const circumstances = { ...ofEcom(random, seededRandom(seed ^ 0xec0)), plan, random, isTold };
      const expected = await conclusionsWithoutFaults(story);
      const ending = await playEcom(story, circumstances, (system) => {
        calls = system.calls;
      });
      return played(await ecomViolations(story, ending, expected));
    });
  } catch (error) {
    if (!isNeverEnding(error)) throw error;
    return played([{ property: 'everything comes to rest', found: error.message }]);
  }
}

/** What eCom does in a seed: some shops lose every webhook, most lose some. */
function ofEcom(random: SeededRandom, ecomRandom: SeededRandom): Omit<EcomCircumstances, 'plan'> {
  const lostPercent = random.pick([0, 20, 20, everyPercent]);
  // Often so soon that two things happen within one of eCom's seconds.
  const requestsBetween = () => ecomRandom.below(ecomRandom.chance(50) ? 5 : mostRequests);
  const arrival = () => (ecomRandom.chance(50) ? 0 : ecomRandom.below(latestSeconds));
  return {
    webhook() {
      if (ecomRandom.chance(lostPercent)) return [];
      return ecomRandom.chance(20) ? [arrival(), arrival()] : [arrival()];
    },
    beforeRequest: (step) => (step > 1 && ecomRandom.chance(inTheMiddlePercent) ? requestsBetween() : undefined),
    failing: () => (ecomRandom.chance(ecomFaultPercent) ? ecomRandom.pick(ecomFaults) : undefined),
    sweepsAtOnce: () => (ecomRandom.chance(15) ? 2 : 1),
  };
}
