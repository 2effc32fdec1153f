import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Chance } from './simulator.ts';

/** Chance that repeats itself: the same seed gives the same answers to the same questions. */
export function seededChance(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  return { below: (limit) => uniformInt(generator, 0, limit - 1) };
}
