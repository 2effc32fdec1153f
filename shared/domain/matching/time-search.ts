import type { NumberColumn } from './number-column.ts';

/** The first place in a list of rows, sorted by time, whose time is not before the given one. */
export function firstAtOrAfter(times: NumberColumn, rows: readonly number[], seconds: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times.at(rows[middle] ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
