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
  const { copy, bytes } = copyOfMembers(row, 0);
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

function checkIndexKeys(attributes: { readonly [name: string]: Value | undefined }): void {
  for (const { partition, order } of Object.values(indexes)) {
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

type Copy = Readonly<{ copy: Value; bytes: number }>;

// DynamoDB's published way of weighing: names and text by their UTF-8 bytes, one byte a flag, three for a list or map
// and one for each member; a number about one byte for two digits and one more.
function copyOf(value: Value, depth: number): Copy {
  if (depth > deepestNesting) refuse(`more than ${deepestNesting} levels`);
  if (typeof value === 'string') return { copy: value, bytes: bytesOf(value) };
  if (typeof value === 'boolean') return { copy: value, bytes: 1 };
  if (typeof value === 'number') return { copy: checkedNumber(value), bytes: 1 + Math.ceil(String(value).length / 2) };
  if (isList(value)) {
    const members = value.map((member) => copyOf(member, depth + 1));
    const bytes = members.reduce((sum, member) => sum + member.bytes + 1, 3);
    return { copy: Object.freeze(members.map((member) => member.copy)), bytes };
  }
  const members = copyOfMembers(value, depth + 1);
  return { copy: Object.freeze(members.copy), bytes: members.bytes + 3 + Object.keys(members.copy).length };
}

function copyOfMembers(
  members: { readonly [name: string]: Value | undefined },
  depth: number,
): Readonly<{ copy: Record<string, Value>; bytes: number }> {
  const copy: Record<string, Value> = {};
  let bytes = 0;
  for (const name in members) {
    const member = members[name];
    if (member === undefined) continue;
    const kept = copyOf(member, depth);
    copy[name] = kept.copy;
    bytes += bytesOf(name) + kept.bytes;
  }
  return { copy, bytes };
}

function checkedNumber(value: number): number {
  const size = Math.abs(value);
  if (!(size < numbersEndAt) || (size < smallestNumber && size !== 0)) refuse(`the number ${value}`);
  return value === 0 ? 0 : value; // there is no negative zero in DynamoDB
}

// Array.isArray alone does not narrow a readonly array out of a union.
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
