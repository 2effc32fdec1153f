/** Primary key of a row: everything with one `pk` is read by one query, in the order of `sk`. */
export type Key = Readonly<{ pk: string; sk: string }>;

/** What a row may hold: JSON without `null`; `undefined` members are left out when it is written. */
export type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value | undefined };

/** One stored row. `schema` says which shape its other attributes have; `version` rises with each change where a row has one. */
export type Row = Key & Readonly<{ schema: number } & { [attribute: string]: Value | undefined }>;

/** The sparse indexes of the table. Each holds only rows that carry both of its attributes, and only their keys. */
export const indexes = {
  work: { partition: 'workKey', order: 'workOrder' },
  payment: { partition: 'paymentKey', order: 'paymentOrder' },
  amount: { partition: 'amountKey', order: 'amountOrder' },
} as const;

/** Name of a sparse index. */
export type IndexName = keyof typeof indexes;

/** The closed set of conditions under which a write may happen. Rules are decided before, in the domain, never here. */
export type Condition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'version_equals'; readonly version: number }
  | { readonly kind: 'attribute_equals'; readonly attribute: string; readonly value: string | number | boolean }
  | { readonly kind: 'attribute_at_least'; readonly attribute: string; readonly value: number };

/** Replaces the whole row under its key, when the condition (if any) holds. */
export type Put = Readonly<{ kind: 'put'; row: Row; condition?: Condition }>;

/** Sets and removes single attributes of a row; without a condition a missing row is created. */
export type Update = Readonly<{
  kind: 'update';
  key: Key;
  set: { readonly [attribute: string]: Value };
  remove?: readonly string[];
  condition?: Condition;
}>;

/** Takes part in a transaction only to hold it to a condition. */
export type Check = Readonly<{ kind: 'check'; key: Key; condition: Condition }>;

/** One part of a transaction. */
export type Write = Put | Update | Check;

/** Which part of a partition to read; bounds of `between` are inclusive, as text. */
export type SortRange =
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

/** One page of a query. Of an index it gives keys only, perhaps stale: a hint, never a ground for a decision. */
export type Query = Readonly<{
  partition: string;
  range?: SortRange | undefined;
  descending?: boolean;
  limit?: number;
  cursor?: string | undefined;
}>;

/** Rows of one page; `cursor` is there when more may follow. */
export type Page<Item> = Readonly<{ items: readonly Item[]; cursor?: string | undefined }>;

/**
 * The one table. Reads of base rows are strongly consistent. Writes either happen whole or throw:
 * {@link ConditionRefusedError}, {@link TransactionRefusedError}, or {@link TableUnavailableError} when it
 * is not known whether the write happened.
 */
export interface Table {
  get(key: Key): Promise<Row | undefined>;
  /** At most 100 keys; missing rows are left out; the order of the answer is that of the keys. */
  getMany(keys: readonly Key[]): Promise<readonly Row[]>;
  query(query: Query): Promise<Page<Row>>;
  queryIndex(index: IndexName, query: Query): Promise<Page<Key>>;
  put(row: Row, condition?: Condition): Promise<void>;
  update(update: Omit<Update, 'kind'>): Promise<void>;
  /** At most 100 writes on different keys, all or none. */
  transact(writes: readonly Write[]): Promise<void>;
}

/**
 * The condition of a single write did not hold. `existing` is the row that stood in the way, if there is one: perhaps
 * what this very write stored, when its first answer was lost on the way.
 */
export class ConditionRefusedError extends Error {
  override readonly name = 'ConditionRefusedError';
  readonly existing: Row | undefined;
  constructor(existing: Row | undefined) {
    super('The condition of the write did not hold.');
    this.existing = existing;
  }
}

/** At least one condition of a transaction did not hold, or another transaction was at the same rows; nothing was written. */
export class TransactionRefusedError extends Error {
  override readonly name = 'TransactionRefusedError';
  /** One entry per write, in order: why this one stood in the way, or `none`. */
  readonly reasons: readonly TransactionReason[];
  constructor(reasons: readonly TransactionReason[]) {
    super(`The transaction was refused: ${reasons.map((reason) => reason.kind).join(', ')}.`);
    this.reasons = reasons;
  }
}

/** Why one write of a refused transaction stood in the way. */
export type TransactionReason =
  | { readonly kind: 'none' }
  | { readonly kind: 'condition'; readonly existing: Row | undefined }
  | { readonly kind: 'conflict' };

/** The table did not answer, or too late, or is throttled: the write may or may not have happened. */
export class TableUnavailableError extends Error {
  override readonly name = 'TableUnavailableError';
}

/**
 * The request can never succeed: a row beyond 400 kB, a key twice in a transaction, empty text in a key. A fault of
 * ours, which no repetition heals. Nothing was written.
 */
export class TableRequestInvalidError extends Error {
  override readonly name = 'TableRequestInvalidError';
}

/** The text is no cursor of such a query: whoever sent it made it up or changed it. */
export class CursorInvalidError extends Error {
  override readonly name = 'CursorInvalidError';
}
