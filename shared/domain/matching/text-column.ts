// Room for a quarter more, each time: what is reserved and not used counts as memory too.
const growth = 1.25;
const encoder = new TextEncoder();

/**
 * Texts of many rows in one block of bytes, addressed by row: an id costs its characters and four bytes, where an object
 * of its own would cost eight times that. The empty text stands for a missing one.
 */
export class TextColumn {
  #bytes = new Uint8Array(256);
  #ends = new Uint32Array(32);
  #size = 0;

  /** Rows so far. */
  get size(): number {
    return this.#size;
  }

  /** The block of all texts, valid until the next one is added. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Appends the text of the next row. */
  add(text: string): void {
    const start = this.startOf(this.#size);
    // A character becomes at most three bytes.
    this.#makeRoom(start + text.length * 3);
    let end = start;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) {
        end = start + encoder.encodeInto(text, this.#bytes.subarray(start)).written;
        break;
      }
      this.#bytes[end] = code;
      end += 1;
    }
    if (end > 0) this.#setEnd(end);
    this.#size += 1;
  }

  startOf(row: number): number {
    return row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
  }

  endOf(row: number): number {
    return this.#ends[row] ?? 0;
  }

  isEmpty(row: number): boolean {
    return this.startOf(row) === this.endOf(row);
  }

  /** The text of a row. */
  at(row: number): string {
    const { buffer, byteOffset } = this.#bytes;
    const start = this.startOf(row);
    return Buffer.from(buffer, byteOffset + start, this.endOf(row) - start).toString('utf8');
  }

  #makeRoom(bytes: number): void {
    if (bytes > this.#bytes.length) {
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(Math.ceil(bytes * growth)));
    }
  }

  /** A column of texts that are all missing has no ends: each of them is 0. */
  #setEnd(end: number): void {
    if (this.#size >= this.#ends.length) {
      this.#ends = new Uint32Array(this.#ends.buffer.transfer(4 * Math.ceil((this.#size + 1) * growth)));
    }
    this.#ends[this.#size] = end;
  }
}

/** Order of two rows by the bytes of their texts, which depends on nothing but the texts. */
export function compareTexts(a: TextColumn, rowA: number, b: TextColumn, rowB: number): number {
  const endA = a.endOf(rowA);
  const endB = b.endOf(rowB);
  let atA = a.startOf(rowA);
  let atB = b.startOf(rowB);
  for (; atA < endA && atB < endB; atA += 1, atB += 1) {
    const difference = (a.bytes[atA] ?? 0) - (b.bytes[atB] ?? 0);
    if (difference !== 0) return difference;
  }
  return endA - atA - (endB - atB);
}
