import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that repeats itself: the same seed gives the same answers to the same questions. */
export type SeededRandom = Readonly<{
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  /** Whether something happens that happens so often in a hundred. Asks the generator nothing for 0. */
  chance(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
}>;

/** A generator for one seed. */
export function seededRandom(seed: number): SeededRandom {
  const generator = xoroshiro128plus(seed);
  const below = (limit: number) => uniformInt(generator, 0, limit - 1);
  return {
    below,
    chance: (percent) => percent > 0 && below(100) < percent,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
    shuffled(items) {
      const keyed = items.map((item) => ({ item, at: below(0x4000_0000) }));
      return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
    },
  };
}
