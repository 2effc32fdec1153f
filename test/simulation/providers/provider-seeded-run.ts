import type { Played, Seeded } from '../seeded-run.ts';
import { inClosedWorld } from '../world/closed-world.ts';
import { faults, faultsAt, noFaults } from '../world/fault-plan.ts';
import type { PortCalls } from '../world/port-calls.ts';
import { seededRandom } from '../world/seeded-random.ts';
import { playProviders } from './play-providers.ts';
import type { Essence } from './provider-essence.ts';
import { providerViolations } from './provider-properties.ts';
import { type ProviderStory, providerStories } from './provider-stories.ts';

const faultPercent = 5;
const busyPercent = 10;

/** Names of the stories of this world. */
export const providerStoryNames: readonly string[] = providerStories.map(({ name }) => name);

const calmEssences = new Map<string, Essence>();

/** What a story comes to when nothing goes wrong. */
async function calmEssenceOf(story: ProviderStory): Promise<Essence> {
  const known = calmEssences.get(story.name);
  if (known !== undefined) return known;
  const { essence } = await playProviders(story, { plan: noFaults });
  calmEssences.set(story.name, essence);
  return essence;
}

/** Plays the story that a seed picks, with what goes wrong and comes late, twice or never; the same each time. */
export async function playSeed({ seed, story: wanted, faults: named, isTold }: Seeded): Promise<Played> {
  const random = seededRandom(seed);
  const story = random.pick(providerStories.filter(({ name }) => wanted === undefined || name === wanted));
  // Generators of their own, so that a change of one delivery does not reshuffle all faults after it.
  const faultRandom = seededRandom(seed ^ 0x5eed);
  const busyRandom = seededRandom(seed ^ 0xb5);
  const plan = named
    ? faultsAt(named)
    : () => (faultRandom.chance(faultPercent) ? faultRandom.pick(faults) : undefined);
  const isProviderBusy = () => (busyRandom.chance(busyPercent) ? busyRandom.pick([429, 503] as const) : undefined);
  let calls: PortCalls | undefined;
  const played = (violations: Played['violations']): Played => {
    return { seed, story: story.name, violations, trace: calls?.trace() ?? [] };
  };
  try {
    return await inClosedWorld(async () => {
      const calm = await calmEssenceOf(story);
      const ending = await playProviders(story, { plan, isProviderBusy, random, isTold }, (system) => {
        calls = system.calls;
      });
      return played(await providerViolations(story, ending, calm));
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NeverAtRestError')) throw error;
    return played([{ property: 'everything comes to rest', found: error.message }]);
  }
}
