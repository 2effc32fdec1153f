import type { SeededRandom } from '../../simulation/world/seeded-random.ts';

/** What really happened to a credit note, which no side is told. */
export type Fate = 'exact' | 'split' | 'batched' | 'twice' | 'short' | 'never';

/** What happens to a credit note of that amount, by a chance from 0 to 99 (the shares of the matching issue). */
export function fateOf(chance: number, amountMinor: number): Fate {
  if (chance < 2) return 'never';
  if (chance < 3 && amountMinor > 1) return 'short';
  if (chance < 4) return 'twice';
  return chance < 7 && amountMinor > 2 ? 'split' : 'exact';
}

/** An amount of three or more in two or three parts. */
export function partsOf(amountMinor: number, random: SeededRandom): readonly number[] {
  const first = 1 + random.below(amountMinor - 2);
  const rest = amountMinor - first;
  if (rest < 3 || random.chance(60)) return [first, rest];
  const second = 1 + random.below(rest - 1);
  return [first, second, rest - second];
}
