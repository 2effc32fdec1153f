/** Whole numbers of many rows, addressed by row; 0 stands for a missing one. */
export class NumberColumn {
  #values = new Float64Array(32);
  #size = 0;

  /** The numbers of all rows, valid until the next one is added. */
  get values(): Float64Array {
    return this.#values;
  }

  /** Appends the number of the next row. */
  add(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError('Not a whole number.');
    if (this.#size === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#size] = value;
    this.#size += 1;
  }

  at(row: number): number {
    return this.#values[row] ?? 0;
  }
}
