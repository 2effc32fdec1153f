type Numbers = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Whole numbers of many rows, addressed by row; 0 stands for a missing one. The kind of array says how large they get. */
export class NumberColumn {
  readonly #make: (size: number) => Numbers;
  #values: Numbers;
  #size = 0;

  constructor(make: (size: number) => Numbers = (size) => new Float64Array(size)) {
    this.#make = make;
    this.#values = make(32);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends the number of the next row. */
  add(value: number): void {
    if (this.#size === this.#values.length) {
      const larger = this.#make(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#size] = value;
    if (this.#values[this.#size] !== value) throw new RangeError('Not a whole number that the column can hold.');
    this.#size += 1;
  }

  at(row: number): number {
    return this.#values[row] ?? 0;
  }
}

/** Columns for numbers that stay small. */
export const smallNumbers = (): NumberColumn => new NumberColumn((size) => new Uint16Array(size));
/** Columns for row numbers, of which -1 is none. */
export const rowNumbers = (): NumberColumn => new NumberColumn((size) => new Int32Array(size));
