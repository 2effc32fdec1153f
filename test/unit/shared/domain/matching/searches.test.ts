import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bestAssignment } from '../../../../../shared/domain/matching/assignment.ts';
import { settleAmounts, sumBounds } from '../../../../../shared/domain/matching/settle-amounts.ts';
import { subsetsWithSum } from '../../../../../shared/domain/matching/subset-sum.ts';

const amounts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 9 });
const wide = { mostParts: 9, mostSolutions: 1000, mostSteps: 1_000_000 };

/** Every subset of two or more with that sum, by its amounts. */
function bruteForce(all: readonly number[], target: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (let bits = 0; bits < 2 ** all.length; bits += 1) {
    const subset = all.filter((_, place) => (bits & (1 << place)) !== 0);
    if (subset.length > 1 && subset.reduce((sum, amount) => sum + amount, 0) === target) found.add(inWords(subset));
  }
  return found;
}

const inWords = (subset: readonly number[]): string => subset.toSorted((a, b) => a - b).join('+');

describe('the search for sums', () => {
  test.prop([amounts, fc.integer({ min: 2, max: 40 })])('finds every way there is, and each once', (all, target) => {
    const { subsets, isComplete } = subsetsWithSum(all, target, wide);
    const found = subsets.map((subset) => inWords(subset.map((place) => all[place] ?? 0)));

    expect(isComplete).toBe(true);
    expect(new Set(found)).toEqual(bruteForce(all, target));
    expect(new Set(found).size).toBe(found.length);
  });

  it('ends at its bounds on a large block, and says that there may be more', () => {
    const large = Array.from({ length: 200 }, (_, index) => 1000 + ((index * 7919) % 997));

    expect(subsetsWithSum(large, 6001, { ...sumBounds, mostSteps: 500 }).isComplete).toBe(false);
    expect(subsetsWithSum([1, 2, 3, 4, 5], 6, { ...sumBounds, mostSolutions: 1 })).toEqual({
      subsets: [[0, 4]],
      isComplete: false,
    });
  });

  it('uses no more parts than allowed', () => {
    expect(subsetsWithSum([1, 2, 3, 4], 10, { ...wide, mostParts: 3 }).subsets).toEqual([]);
  });
});

describe('settling a block', () => {
  const timed = (minors: readonly number[]) => minors.map((amountMinor, at) => ({ amountMinor, at }));

  test.prop([amounts, amounts])('settles nothing twice, and only what adds up', (taskAmounts, refundAmounts) => {
    const { settled, openTasks, openRefunds } = settleAmounts(timed(taskAmounts), timed(refundAmounts));
    const sum = (places: readonly number[], from: readonly number[]) =>
      places.reduce((total, place) => total + (from[place] ?? 0), 0);

    for (const { tasks, refunds } of settled) expect(sum(tasks, taskAmounts)).toBe(sum(refunds, refundAmounts));
    const tasks = [...settled.flatMap((group) => group.tasks), ...openTasks].toSorted((a, b) => a - b);
    const refunds = [...settled.flatMap((group) => group.refunds), ...openRefunds].toSorted((a, b) => a - b);
    expect(tasks).toEqual(taskAmounts.map((_, place) => place));
    expect(refunds).toEqual(refundAmounts.map((_, place) => place));
  });

  it('pairs equal amounts with what is nearest in time', () => {
    const tasks = [
      { amountMinor: 500, at: 0 },
      { amountMinor: 500, at: 100 },
    ];

    expect(settleAmounts(tasks, [{ amountMinor: 500, at: 101 }])).toMatchObject({
      settled: [{ tasks: [1], refunds: [0], isOnlyWay: true }],
      openTasks: [0],
    });
  });

  it('is not sure of a pair whose amount the open ones add up to as well', () => {
    expect(settleAmounts(timed([1000, 2000, 3000]), timed([3000])).settled).toEqual([
      { tasks: [2], refunds: [0], isOnlyWay: false },
    ]);
  });

  it('is sure where everything is settled, whichever way was meant', () => {
    expect(
      settleAmounts(timed([1000, 2000, 3000]), timed([3000, 1000, 2000])).settled.every((group) => group.isOnlyWay),
    ).toBe(true);
  });
});

describe('the best assignment', () => {
  const gains = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), { maxLength: 4 });
  const total = (all: readonly (readonly number[])[], columns: readonly number[]) =>
    columns.reduce((sum, column, row) => sum + (column < 0 ? 0 : (all[row]?.[column] ?? 0)), 0);
  const best = (all: readonly (readonly number[])[], used: ReadonlySet<number> = new Set()): number => {
    const [first, ...rest] = all;
    if (first === undefined) return 0;
    const taking = first.map((gain, column) => (used.has(column) ? 0 : gain + best(rest, new Set([...used, column]))));
    return Math.max(best(rest, used), ...taking);
  };

  test.prop([gains])('gains as much as the best of all assignments, and uses no column twice', (all) => {
    const columns = bestAssignment(all);
    const used = columns.filter((column) => column >= 0);

    expect(total(all, columns)).toBe(best(all));
    expect(new Set(used).size).toBe(used.length);
  });
});
