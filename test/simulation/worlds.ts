import { ecomStoryNames, playSeed as playEcomSeed } from './ecom/ecom-seeded-run.ts';
import { playSeed as playProviderSeed, providerStoryNames } from './providers/provider-seeded-run.ts';
import { playSeed, storyNames } from './seeded-run.ts';

/**
 * The worlds whose seeds can be played in the long run: from a request to its tasks, from eCom to its tasks, and
 * from what a provider shows to tasks that are settled.
 */
export const worlds = {
  requests: { playSeed, storyNames },
  ecom: { playSeed: playEcomSeed, storyNames: ecomStoryNames },
  providers: { playSeed: playProviderSeed, storyNames: providerStoryNames },
} as const;
/** The name of one of them. */
export type WorldName = keyof typeof worlds;

/** The names of all worlds. */
export const worldNames = ['requests', 'ecom', 'providers'] as const satisfies readonly WorldName[];

/** The world that has a story. */
export const worldOf = (story: string): WorldName | undefined =>
  worldNames.find((name) => worlds[name].storyNames.includes(story));
