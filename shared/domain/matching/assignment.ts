/**
 * The assignment of rows to columns with the greatest total gain, each used at most once; gains of 0 or less are left
 * unassigned. Answers the column of each row, or -1. Cubic (the Hungarian method by shortest augmenting paths), so only
 * for small blocks; equal totals are decided by the order of rows and columns alone.
 */
export function bestAssignment(gains: readonly (readonly number[])[]): readonly number[] {
  const columns = gains.reduce((most, row) => Math.max(most, row.length), 0);
  const search = new AssignmentSearch(gains, columns);
  for (let row = 1; row <= gains.length; row += 1) search.place(row);
  return search.columnsOfRows();
}

/** Rows and columns count from 1 in here; column 0 is where the row that is being placed starts. */
class AssignmentSearch {
  readonly #gains: readonly (readonly number[])[];
  readonly #columns: number;
  /** Every row has a column of its own beyond the real ones, at gain 0, which stands for being left out. */
  readonly #width: number;
  readonly #rowPotential: Float64Array;
  readonly #columnPotential: Float64Array;
  readonly #rowOfColumn: Int32Array;
  readonly #previous: Int32Array;
  readonly #distance: Float64Array;
  readonly #isReached: Uint8Array;

  constructor(gains: readonly (readonly number[])[], columns: number) {
    this.#gains = gains;
    this.#columns = columns;
    this.#width = columns + gains.length;
    this.#rowPotential = new Float64Array(gains.length + 1);
    this.#columnPotential = new Float64Array(this.#width + 1);
    this.#rowOfColumn = new Int32Array(this.#width + 1);
    this.#previous = new Int32Array(this.#width + 1);
    this.#distance = new Float64Array(this.#width + 1);
    this.#isReached = new Uint8Array(this.#width + 1);
  }

  /** Gives a row the column that costs least in all, moving rows placed before where that is better. */
  place(row: number): void {
    this.#distance.fill(Number.POSITIVE_INFINITY);
    this.#isReached.fill(0);
    this.#rowOfColumn[0] = row;
    let column = 0;
    do {
      this.#isReached[column] = 1;
      this.#lengthen(column);
      column = this.#nearest();
      this.#shift(this.#distance[column] ?? 0);
    } while (this.#rowOfColumn[column] !== 0);
    while (column !== 0) {
      const before = this.#previous[column] ?? 0;
      this.#rowOfColumn[column] = this.#rowOfColumn[before] ?? 0;
      column = before;
    }
  }

  columnsOfRows(): readonly number[] {
    const columns = new Array<number>(this.#gains.length).fill(-1);
    for (let column = 1; column <= this.#columns; column += 1) {
      const row = this.#rowOfColumn[column] ?? 0;
      if (row > 0 && this.#cost(row, column) < 0) columns[row - 1] = column - 1;
    }
    return columns;
  }

  #cost(row: number, column: number): number {
    return column > this.#columns ? 0 : -Math.max(0, this.#gains[row - 1]?.[column - 1] ?? 0);
  }

  /** Carries the paths on from a column over the row that has it. */
  #lengthen(from: number): void {
    const row = this.#rowOfColumn[from] ?? 0;
    const potential = this.#rowPotential[row] ?? 0;
    for (let to = 1; to <= this.#width; to += 1) {
      if (this.#isReached[to] === 1) continue;
      const length = this.#cost(row, to) - potential - (this.#columnPotential[to] ?? 0);
      if (length < (this.#distance[to] ?? 0)) {
        this.#distance[to] = length;
        this.#previous[to] = from;
      }
    }
  }

  #nearest(): number {
    let best = 0;
    for (let to = 1; to <= this.#width; to += 1) {
      if (this.#isReached[to] === 1) continue;
      if (best === 0 || (this.#distance[to] ?? 0) < (this.#distance[best] ?? 0)) best = to;
    }
    return best;
  }

  /** Makes what was reached cost nothing more, so that the next lengths are again those of whole paths. */
  #shift(by: number): void {
    for (let to = 0; to <= this.#width; to += 1) {
      if (this.#isReached[to] === 1) {
        const row = this.#rowOfColumn[to] ?? 0;
        this.#rowPotential[row] = (this.#rowPotential[row] ?? 0) + by;
        this.#columnPotential[to] = (this.#columnPotential[to] ?? 0) - by;
      } else {
        this.#distance[to] = (this.#distance[to] ?? 0) - by;
      }
    }
  }
}
