import { indexes, type Key, type Row, TableRequestInvalidError, type Value } from '../../../shared/ports/table.ts';

const mostRowBytes = 400 * 1024;
const mostPartitionBytes = 2048;
const mostSortBytes = 1024;
const deepestNesting = 32;
const numbersEndAt = 1e126;
const smallestNumber = 1e-130;

/** A row as the simulated table keeps it: frozen, so that it can be handed out without a copy, and weighed. */
export type StoredRow = Readonly<{ row: Row; bytes: number }>;

/** Takes a row over as DynamoDB would: `undefined` left out, weighed, refused for what DynamoDB refuses. */
export function storedRow(row: Row): StoredRow {
  checkKey(row);
  checkIndexKeys(row);
  const weighed = new WeighedCopy();
  const copy = weighed.ofMembers(row, 0);
  const { bytes } = weighed;
  if (bytes > mostRowBytes) refuse(`a row of ${bytes} bytes`);
  const { pk, sk, schema, ...rest } = copy;
  if (typeof pk !== 'string' || typeof sk !== 'string' || typeof schema !== 'number') {
    // DynamoDB would take it; whoever read it would find no row of ours.
    throw new TypeError('A row without its schema was written.');
  }
  return { row: Object.freeze({ pk, sk, schema, ...rest }), bytes };
}

/** Refuses a primary key that DynamoDB refuses. */
export function checkKey({ pk, sk }: Key): void {
  checkText('pk', pk, mostPartitionBytes);
  checkText('sk', sk, mostSortBytes);
}

/** The length of a text as DynamoDB counts it. */
export const bytesOf = (text: string): number => Buffer.byteLength(text);

/** Ends a request that DynamoDB would call invalid. */
export function refuse(what: string): never {
  throw new TableRequestInvalidError(`DynamoDB refuses ${what}.`);
}

const indexAttributes = Object.values(indexes);

function checkIndexKeys(attributes: { readonly [name: string]: Value | undefined }): void {
  for (const { partition, order } of indexAttributes) {
    checkIndexText(partition, attributes[partition], mostPartitionBytes);
    checkIndexText(order, attributes[order], mostSortBytes);
  }
}

function checkIndexText(name: string, value: Value | undefined, mostBytes: number): void {
  if (value === undefined) return;
  if (typeof value !== 'string') refuse(`${name} of an index that is not text`);
  checkText(name, value, mostBytes);
}

function checkText(name: string, text: string, mostBytes: number): void {
  if (text === '') refuse(`empty ${name}`);
  if (bytesOf(text) > mostBytes) refuse(`${name} of more than ${mostBytes} bytes`);
}

// DynamoDB's published way of weighing: names and text by their UTF-8 bytes, one byte a flag, three for a list or map
// and one for each member; a number about one byte for two digits and one more.
class WeighedCopy {
  bytes = 0;

  ofMembers(members: { readonly [name: string]: Value | undefined }, depth: number): Record<string, Value> {
    const copy: Record<string, Value> = {};
    // By for … in V8 compiles this loop for one shape, meets another, and begins again: a fifth of all time on two cores.
    for (const name of Object.keys(members)) {
      const member = members[name];
      if (member === undefined) continue;
      this.bytes += bytesOfName(name);
      copy[name] = this.#of(member, depth);
    }
    return copy;
  }

  #of(value: Value, depth: number): Value {
    if (depth > deepestNesting) refuse(`more than ${deepestNesting} levels`);
    if (typeof value === 'string') {
      this.bytes += bytesOf(value);
      return value;
    }
    if (typeof value === 'boolean') {
      this.bytes += 1;
      return value;
    }
    if (typeof value === 'number') {
      this.bytes += 1 + Math.ceil(String(value).length / 2);
      return checkedNumber(value);
    }
    if (isList(value)) {
      this.bytes += 3 + value.length;
      return Object.freeze(value.map((member) => this.#of(member, depth + 1)));
    }
    const copy = this.ofMembers(value, depth + 1);
    this.bytes += 3 + Object.keys(copy).length;
    return Object.freeze(copy);
  }
}

const bytesOfNames = new Map<string, number>();

// The names of attributes are few, and each is weighed in every row.
function bytesOfName(name: string): number {
  const known = bytesOfNames.get(name);
  if (known !== undefined) return known;
  const bytes = bytesOf(name);
  bytesOfNames.set(name, bytes);
  return bytes;
}

function checkedNumber(value: number): number {
  const size = Math.abs(value);
  if (!(size < numbersEndAt) || (size < smallestNumber && size !== 0)) refuse(`the number ${value}`);
  return value === 0 ? 0 : value; // there is no negative zero in DynamoDB
}

// Array.isArray alone does not narrow a readonly array out of a union.
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
