/** Rows by the number they share. The rows of one number keep their order. */
export type RowGroups = Readonly<{
  /** The rows of a number, as a view that costs nothing. */
  rowsOf: (number: number) => Uint32Array;
  startOf: (number: number) => number;
  endOf: (number: number) => number;
  rows: Uint32Array;
}>;

/** Groups rows by their numbers from 1 to `highest`; rows with number 0 are in no group. Linear: two passes. */
export function groupRows(numbers: Uint32Array, highest: number): RowGroups {
  const starts = new Uint32Array(highest + 2);
  for (const number of numbers) if (number > 0) starts[number] = (starts[number] ?? 0) + 1;
  let start = 0;
  for (let number = 1; number <= highest + 1; number += 1) {
    const count = starts[number] ?? 0;
    starts[number] = start;
    start += count;
  }
  const next = starts.slice();
  const rows = new Uint32Array(start);
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] ?? 0;
    if (number === 0) continue;
    const place = next[number] ?? 0;
    rows[place] = row;
    next[number] = place + 1;
  }
  const startOf = (number: number): number => starts[number] ?? 0;
  const endOf = (number: number): number => starts[number + 1] ?? 0;
  return { startOf, endOf, rows, rowsOf: (number) => rows.subarray(startOf(number), endOf(number)) };
}
