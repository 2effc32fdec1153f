/** How far a search for subsets goes. A step is one amount taken into account; no clock is asked. */
export type SearchBounds = Readonly<{ mostParts: number; mostSolutions: number; mostSteps: number }>;

/** Subsets as places in the list of amounts. `isComplete` is false where a bound ended the search: there may be more. */
export type SubsetSearch = Readonly<{ subsets: readonly (readonly number[])[]; isComplete: boolean }>;

/**
 * All subsets of two or more positive amounts that add up to the target exactly, up to the bounds. Subsets that differ
 * only in which of several equal amounts they take are one solution, shown with the earliest of them.
 */
export function subsetsWithSum(amounts: readonly number[], target: number, bounds: SearchBounds): SubsetSearch {
  const places = amounts
    .map((_, place) => place)
    .filter((place) => (amounts[place] ?? 0) > 0 && (amounts[place] ?? 0) < target)
    .toSorted((a, b) => (amounts[b] ?? 0) - (amounts[a] ?? 0) || a - b);
  const sorted = places.map((place) => amounts[place] ?? 0);
  // What the amounts from a place on add up to: a branch that cannot reach the target any more is not followed.
  const reachable = new Array<number>(sorted.length + 1).fill(0);
  for (let at = sorted.length - 1; at >= 0; at -= 1) reachable[at] = (reachable[at + 1] ?? 0) + (sorted[at] ?? 0);

  const subsets: number[][] = [];
  const taken: number[] = [];
  let steps = 0;
  const isOver = (): boolean => steps > bounds.mostSteps || subsets.length > bounds.mostSolutions;

  const take = (at: number, rest: number): void => {
    const amount = sorted[at] ?? 0;
    steps += 1;
    taken.push(at);
    if (amount < rest) search(at + 1, rest - amount);
    else if (taken.length > 1) subsets.push(taken.map((index) => places[index] ?? 0).toSorted((a, b) => a - b));
    taken.pop();
  };
  const search = (from: number, rest: number): void => {
    if (taken.length === bounds.mostParts) return;
    for (let at = from; at < sorted.length && (reachable[at] ?? 0) >= rest && !isOver(); at += 1) {
      const isRepetition = at > from && sorted[at - 1] === sorted[at];
      if ((sorted[at] ?? 0) <= rest && !isRepetition) take(at, rest);
    }
  };
  search(0, target);
  return { subsets: subsets.slice(0, bounds.mostSolutions), isComplete: !isOver() };
}
