type Numbers = Int8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Room for a quarter more, each time: what is reserved and not used counts as memory too. */
const growth = 1.25;

/**
 * Whole numbers of many rows, addressed by row; 0 stands for a missing one. A number takes one byte until one comes that
 * needs two, and so on: most columns hold a currency, a kind, or an amount below twenty million.
 */
export class NumberColumn {
  #values: Numbers = new Int8Array(32);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Appends the number of the next row. Throws a `RangeError` on what is no whole number. */
  add(value: number): void {
    // Moving the memory, instead of copying it, gives the former one back at once, not at some garbage collection.
    if (this.#size === this.#values.length) this.#values = longer(this.#values);
    this.#values[this.#size] = value;
    while (this.#values[this.#size] !== value) {
      if (!Number.isSafeInteger(value)) throw new RangeError('Not a whole number.');
      this.#values = wider(this.#values);
      this.#values[this.#size] = value;
    }
    this.#size += 1;
  }

  at(row: number): number {
    return this.#values[row] ?? 0;
  }
}

function longer(values: Numbers): Numbers {
  const buffer = values.buffer.transfer(Math.ceil(values.length * growth) * values.BYTES_PER_ELEMENT);
  if (values instanceof Int8Array) return new Int8Array(buffer);
  if (values instanceof Int16Array) return new Int16Array(buffer);
  return values instanceof Int32Array ? new Int32Array(buffer) : new Float64Array(buffer);
}

function wider(values: Numbers): Numbers {
  if (values instanceof Int8Array) return new Int16Array(values);
  if (values instanceof Int16Array) return new Int32Array(values);
  return new Float64Array(values);
}
