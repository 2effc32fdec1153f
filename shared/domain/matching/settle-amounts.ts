import { bestAssignment } from './assignment.ts';
import { type SearchBounds, subsetsWithSum } from './subset-sum.ts';

/** An amount and its time in seconds, by which equal amounts are told apart. */
export type TimedAmount = Readonly<{ amountMinor: number; at: number }>;

/** Tasks and refunds, by their places in the block, whose amounts agree exactly: one on one side at least. */
export type Settled = Readonly<{
  tasks: readonly number[];
  refunds: readonly number[];
  /** False where another way to settle the block exists that is more than an exchange of equal amounts. */
  isOnlyWay: boolean;
}>;

/** A block after its exact amounts and sums were found; what is left has no exact partner in it. */
export type Settlement = Readonly<{
  settled: readonly Settled[];
  openTasks: readonly number[];
  openRefunds: readonly number[];
}>;

/** Up to so many refunds for one task or tasks for one refund. Nobody splits further, and chance finds sums of more. */
export const sumBounds: SearchBounds = { mostParts: 6, mostSolutions: 8, mostSteps: 20_000 };

// Above that a search finds sums by chance; equal amounts are still paired.
const mostOpenForSums = 40;

/**
 * Settles the tasks and refunds of one payment (or of one order) exactly, in whole minor units: equal amounts first, of
 * several those nearest in time; then one refund for several tasks and several refunds for one task, where that is the only way.
 * Where amounts settle both sides completely it does not matter which of several ways was meant.
 */
export function settleAmounts(
  tasks: readonly TimedAmount[],
  refunds: readonly TimedAmount[],
  bounds: SearchBounds = sumBounds,
): Settlement {
  const taskAmounts = tasks.map(({ amountMinor }) => amountMinor);
  const refundAmounts = refunds.map(({ amountMinor }) => amountMinor);
  const pairs = pairEqual(tasks, refunds);
  const openTasks = placesWithout(taskAmounts.length, new Set(pairs.map(([task]) => task)));
  const openRefunds = placesWithout(refundAmounts.length, new Set(pairs.map(([, refund]) => refund)));
  if (openTasks.length === 0 && openRefunds.length === 0)
    return { settled: pairs.map(certain), openTasks, openRefunds };

  const sums =
    openTasks.length > 0 && openRefunds.length > 0
      ? findSums({ taskAmounts, refundAmounts, openTasks, openRefunds, bounds })
      : [];
  const stillOpenTasks = without(
    openTasks,
    sums.flatMap(({ tasks }) => tasks),
  );
  const stillOpenRefunds = without(
    openRefunds,
    sums.flatMap(({ refunds }) => refunds),
  );
  const taskSide = { amounts: taskAmounts, stillOpen: stillOpenTasks };
  const refundSide = { amounts: refundAmounts, stillOpen: stillOpenRefunds };
  const settled = pairs.map(([task, refund]): Settled => {
    const amount = taskAmounts[task] ?? 0;
    const couldBeSum = hasOtherSum(amount, taskSide, bounds) || hasOtherSum(amount, refundSide, bounds);
    return { tasks: [task], refunds: [refund], isOnlyWay: !couldBeSum };
  });
  return { settled: [...settled, ...sums], openTasks: stillOpenTasks, openRefunds: stillOpenRefunds };
}

const certain = ([task, refund]: readonly [number, number]): Settled => ({
  tasks: [task],
  refunds: [refund],
  isOnlyWay: true,
});

function pairEqual(tasks: readonly TimedAmount[], refunds: readonly TimedAmount[]): (readonly [number, number])[] {
  const tasksOf = placesByAmount(tasks);
  const refundsOf = placesByAmount(refunds);
  const pairs: (readonly [number, number])[] = [];
  for (const [amount, taskPlaces] of tasksOf) {
    const refundPlaces = refundsOf.get(amount) ?? [];
    pairs.push(...nearestPairs(taskPlaces, refundPlaces, (task, refund) => apart(tasks[task], refunds[refund])));
  }
  return pairs;
}

function placesByAmount(amounts: readonly TimedAmount[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [place, { amountMinor }] of amounts.entries()) {
    const known = places.get(amountMinor);
    if (known === undefined) places.set(amountMinor, [place]);
    else known.push(place);
  }
  return places;
}

const apart = (a: TimedAmount | undefined, b: TimedAmount | undefined): number => Math.abs((a?.at ?? 0) - (b?.at ?? 0));

/** As many pairs as there can be. Where one side has more, those nearest in time; otherwise first with first. */
function nearestPairs(
  tasks: readonly number[],
  refunds: readonly number[],
  distance: (task: number, refund: number) => number,
): readonly (readonly [number, number])[] {
  const inTurn = tasks.length === refunds.length || Math.max(tasks.length, refunds.length) > mostOpenForSums;
  if (tasks.length === 0 || refunds.length === 0) return [];
  const distances = inTurn ? [] : tasks.map((task) => refunds.map((refund) => distance(task, refund)));
  const farthest = Math.max(...distances.flat(), 0) + 1;
  const partners = inTurn
    ? tasks.map((_, place) => place)
    : bestAssignment(distances.map((row) => row.map((each) => farthest * tasks.length - each)));
  return partners.flatMap((partner, place) => {
    const [task, refund] = [tasks[place], refunds[partner]];
    return task === undefined || refund === undefined ? [] : [[task, refund] as const];
  });
}

type OpenBlock = Readonly<{
  taskAmounts: readonly number[];
  refundAmounts: readonly number[];
  openTasks: readonly number[];
  openRefunds: readonly number[];
  bounds: SearchBounds;
}>;

/** Sums among what no equal amount settled. Two that share a member exclude each other: the first stands, as not the only way. */
function findSums(block: OpenBlock): readonly Settled[] {
  const { taskAmounts, refundAmounts, openTasks, openRefunds, bounds } = block;
  if (openTasks.length + openRefunds.length > mostOpenForSums) return [];
  const candidates: Settled[] = [];
  for (const refund of openRefunds) {
    for (const found of sumsOf(refundAmounts[refund] ?? 0, openTasks, taskAmounts, bounds)) {
      candidates.push({ tasks: found.places, refunds: [refund], isOnlyWay: found.isComplete });
    }
  }
  for (const task of openTasks) {
    for (const found of sumsOf(taskAmounts[task] ?? 0, openRefunds, refundAmounts, bounds)) {
      candidates.push({ tasks: [task], refunds: found.places, isOnlyWay: found.isComplete });
    }
  }
  return withoutOverlaps(candidates);
}

function sumsOf(target: number, places: readonly number[], amounts: readonly number[], bounds: SearchBounds) {
  const { subsets, isComplete } = subsetsWithSum(
    places.map((place) => amounts[place] ?? 0),
    target,
    bounds,
  );
  return subsets.map((subset) => ({ places: subset.map((index) => places[index] ?? 0), isComplete }));
}

function withoutOverlaps(candidates: readonly Settled[]): readonly Settled[] {
  const uses = new Map<string, number>();
  const keysOf = ({ tasks, refunds }: Settled) => [
    ...tasks.map((place) => `t${place}`),
    ...refunds.map((place) => `r${place}`),
  ];
  for (const candidate of candidates) for (const key of keysOf(candidate)) uses.set(key, (uses.get(key) ?? 0) + 1);
  const taken = new Set<string>();
  const chosen: Settled[] = [];
  for (const candidate of candidates) {
    const keys = keysOf(candidate);
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    chosen.push({ ...candidate, isOnlyWay: candidate.isOnlyWay && keys.every((key) => uses.get(key) === 1) });
  }
  return chosen;
}

type Side = Readonly<{ amounts: readonly number[]; stillOpen: readonly number[] }>;

/** Whether an amount that found its equal could also be the sum of parts, at least one of which nothing else settles. */
function hasOtherSum(amount: number, { amounts, stillOpen }: Side, bounds: SearchBounds): boolean {
  const smaller = stillOpen.filter((place) => (amounts[place] ?? 0) < amount);
  if (smaller.length === 0) return false;
  if (amounts.length > mostOpenForSums) return true;
  return smaller.some((place) => {
    const others = amounts.filter((_, other) => other !== place);
    const rest = amount - (amounts[place] ?? 0);
    if (others.includes(rest)) return true;
    const { subsets, isComplete } = subsetsWithSum(others, rest, {
      ...bounds,
      mostParts: bounds.mostParts - 1,
      mostSolutions: 1,
    });
    return subsets.length > 0 || !isComplete;
  });
}

const placesWithout = (count: number, used: ReadonlySet<number>): number[] =>
  Array.from({ length: count }, (_, place) => place).filter((place) => !used.has(place));

function without(places: readonly number[], used: readonly number[]): number[] {
  const taken = new Set(used);
  return places.filter((place) => !taken.has(place));
}
