import type { TextColumn } from './text-column.ts';

const lowerA = 0x61;
const lowerZ = 0x7a;
const caseBit = 0x20;
const smallest = 64;
/** The tables whose texts are numbered together: tasks, payments, refunds. */
const mostColumns = 4;
/** The share of slots that are taken at most, as one over it. */
const fullest = 1.5;

const folded = (byte: number): number => (byte >= lowerA && byte <= lowerZ ? byte - caseBit : byte);

/**
 * Gives equal texts of several columns the same number, from 1; the empty text has 0. Rows are then compared, grouped and
 * joined by whole numbers. The numbers depend on the order of the rows and must not show in any result.
 */
export class TextNumbers {
  readonly #foldsCase: boolean;
  readonly #columns: TextColumn[] = [];
  // Hash and number side by side, for what is looked for among millions is in no cache: one miss finds both.
  #slots = new Uint32Array(smallest * 2);
  // Where the text of a number stands first: its row, and in the lowest bits its column.
  #places = new Uint32Array(smallest);
  #distinct = 0;

  /** With `foldsCase`, ASCII letters count as equal in both cases. */
  constructor(foldsCase = false) {
    this.#foldsCase = foldsCase;
  }

  /** How many different texts there are. */
  get distinct(): number {
    return this.#distinct;
  }

  /** The numbers of a column's rows. */
  number(column: TextColumn): Uint32Array {
    const columnNumber = this.#columns.push(column) - 1;
    const numbers = new Uint32Array(column.size);
    for (let row = 0; row < column.size; row += 1) {
      const start = column.startOf(row);
      const end = column.endOf(row);
      if (start === end) continue;
      const hash = this.#hash(column.bytes, start, end);
      const slot = this.#slotOf(column.bytes, start, end, hash);
      const known = this.#slots[slot + 1] ?? 0;
      numbers[row] = known === 0 ? this.#add(slot, hash, columnNumber, row) : known;
    }
    return numbers;
  }

  /** The number of the text between two places of a block of bytes, or 0 where no column has it. */
  find(bytes: Uint8Array, start: number, end: number): number {
    if (start >= end) return 0;
    return this.#slots[this.#slotOf(bytes, start, end, this.#hash(bytes, start, end)) + 1] ?? 0;
  }

  #add(slot: number, hash: number, column: number, row: number): number {
    this.#distinct += 1;
    const number = this.#distinct;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = number;
    this.#places[number] = row * mostColumns + column;
    // Moved, not copied: the former memory is free at once.
    if (number + 1 === this.#places.length) {
      this.#places = new Uint32Array(this.#places.buffer.transfer(this.#places.byteLength * 2));
    }
    if (number * 2 * fullest > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const former = this.#slots;
    const slots = new Uint32Array(former.length * 2);
    const mask = slots.length - 1;
    for (let at = 0; at < former.length; at += 2) {
      const number = former[at + 1] ?? 0;
      if (number === 0) continue;
      const hash = former[at] ?? 0;
      let slot = (hash * 2) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = number;
    }
    this.#slots = slots;
    former.buffer.transfer(0);
  }

  // FNV-1a, and a last mixing because the low bits choose the slot.
  #hash(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      hash = Math.imul(hash ^ (this.#foldsCase ? folded(byte) : byte), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  /** The slot that holds the text, or the empty one where it belongs. */
  #slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash * 2) & mask;
    for (;;) {
      const number = slots[slot + 1] ?? 0;
      if (number === 0 || (slots[slot] === hash && this.#isText(number, bytes, start, end))) return slot;
      slot = (slot + 2) & mask;
    }
  }

  #isText(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const place = this.#places[number] ?? 0;
    const column = this.#columns[place % mostColumns];
    if (column === undefined) return false;
    const row = Math.floor(place / mostColumns);
    const from = column.startOf(row);
    if (column.endOf(row) - from !== end - start) return false;
    const other = column.bytes;
    for (let at = 0; at < end - start; at += 1) {
      const a = other[from + at] ?? 0;
      const b = bytes[start + at] ?? 0;
      if (a !== b && !(this.#foldsCase && folded(a) === folded(b))) return false;
    }
    return true;
  }
}
