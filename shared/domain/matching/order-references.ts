import type { TextColumn } from './text-column.ts';
import type { TextNumbers } from './text-numbers.ts';

/** What the references of each row say about its order. */
export type OrderReferences = Readonly<{
  /** Number of the one known order that the row names, or 0. */
  orders: Uint32Array;
  /** 1 where the row names a known order, or something that begins like the shop's order numbers. */
  isOurs: Uint8Array;
}>;

// A bare number inside a longer text is an order's only if it is too long for an amount, a year or a house number.
const fewestDigitsAlone = 6;

/**
 * Looks for known order numbers in references: a whole line, a word of it, or the beginning of a word that goes on with
 * a hyphen (`ORD1001-CN1`). A row that names two different orders names none: nothing ambiguous is followed.
 */
export function findOrders(references: TextColumn, known: TextNumbers, orderPrefix: string): OrderReferences {
  const orders = new Uint32Array(references.size);
  const isOurs = new Uint8Array(references.size);
  const prefix = orderPrefix.toUpperCase();
  const reading: Reading = { bytes: references.bytes, known, prefix, order: 0, isAmbiguous: false, isOurs: false };
  for (let row = 0; row < references.size; row += 1) {
    if (references.isEmpty(row)) continue;
    readRow(reading, references.startOf(row), references.endOf(row));
    orders[row] = reading.isAmbiguous ? 0 : reading.order;
    isOurs[row] = reading.isOurs ? 1 : 0;
  }
  return { orders, isOurs };
}

type Reading = {
  readonly bytes: Uint8Array;
  readonly known: TextNumbers;
  readonly prefix: string;
  order: number;
  isAmbiguous: boolean;
  isOurs: boolean;
};

const newline = 0x0a;
const space = 0x20;

function readRow(reading: Reading, start: number, end: number): void {
  reading.order = 0;
  reading.isAmbiguous = false;
  reading.isOurs = false;
  let from = start;
  while (from < end) {
    let to = from;
    while (to < end && reading.bytes[to] !== newline) to += 1;
    readLine(reading, from, to);
    from = to + 1;
  }
}

function readLine(reading: Reading, start: number, end: number): void {
  let from = start;
  let to = end;
  while (from < to && reading.bytes[from] === space) from += 1;
  while (to > from && reading.bytes[to - 1] === space) to -= 1;
  const whole = reading.known.find(reading.bytes, from, to);
  if (whole !== 0) note(reading, whole);
  else readWords(reading, from, to);
}

function readWords(reading: Reading, start: number, end: number): void {
  let from = start;
  while (from < end) {
    while (from < end && !isWordByte(reading.bytes[from])) from += 1;
    let to = from;
    while (to < end && isWordByte(reading.bytes[to])) to += 1;
    if (to > from) readWord(reading, from, to, to - from === end - start);
    from = to;
  }
}

function readWord(reading: Reading, start: number, end: number, isAlone: boolean): void {
  if (beginsLikeOrder(reading, start, end)) reading.isOurs = true;
  for (let to = end; to > start; to = lastHyphen(reading.bytes, start, to)) {
    if (!isAlone && isShortNumber(reading.bytes, start, to)) continue;
    const order = reading.known.find(reading.bytes, start, to);
    if (order !== 0) {
      note(reading, order);
      return;
    }
  }
}

function note(reading: Reading, order: number): void {
  if (reading.order !== 0 && reading.order !== order) reading.isAmbiguous = true;
  reading.order = order;
  reading.isOurs = true;
}

function beginsLikeOrder({ bytes, prefix }: Reading, start: number, end: number): boolean {
  if (prefix === '' || end - start <= prefix.length) return false;
  for (let at = 0; at < prefix.length; at += 1) {
    if (upper(bytes[start + at] ?? 0) !== prefix.charCodeAt(at)) return false;
  }
  return isDigit(bytes[start + prefix.length] ?? 0);
}

/** The place of the last hyphen or underscore of a word, or its start. */
function lastHyphen(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1;
  while (at > start && bytes[at] !== hyphen && bytes[at] !== underscore) at -= 1;
  return at;
}

function isShortNumber(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start >= fewestDigitsAlone) return false;
  for (let at = start; at < end; at += 1) if (!isDigit(bytes[at] ?? 0)) return false;
  return true;
}

const hyphen = 0x2d;
const underscore = 0x5f;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const upper = (byte: number): number => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte);

function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = upper(byte);
  return isDigit(byte) || (letter >= 0x41 && letter <= 0x5a) || byte === hyphen || byte === underscore || byte > 0x7f;
}
