import { noFaults } from '../world/fault-plan.ts';
import { type Conclusions, conclusionsOf } from './ecom-conclusions.ts';
import { playEcom } from './ecom-play.ts';
import type { EcomStory } from './ecom-stories.ts';

const known = new Map<EcomStory, Conclusions>();

/** What comes of a story when every webhook comes at once and nothing goes wrong. */
export async function conclusionsWithoutFaults(story: EcomStory): Promise<Conclusions> {
  const before = known.get(story);
  if (before !== undefined) return before;
  const { system } = await playEcom(story, { plan: noFaults });
  const conclusions = conclusionsOf(system.table);
  known.set(story, conclusions);
  return conclusions;
}
