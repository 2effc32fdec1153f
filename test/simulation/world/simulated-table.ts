import { isDeepStrictEqual } from 'node:util';
import { cursorAt, positionOf } from '../../../shared/adapters/table-cursor.ts';
import {
  ConditionRefusedError,
  type IndexName,
  indexes,
  type Key,
  type Page,
  type Query,
  type Row,
  type Table,
  type TransactionReason,
  TransactionRefusedError,
  type Update,
  type Write,
} from '../../../shared/ports/table.ts';
import { holds } from './held-condition.ts';
import { pageOf } from './page-of.ts';
import { simulatedIndex } from './simulated-index.ts';
import { checkKey, refuse, type StoredRow, storedRow } from './stored-row.ts';
import type { TableChange } from './table-change.ts';

const mostTransactionBytes = 4 * 1024 * 1024;

/**
 * The table in memory. It refuses what DynamoDB refuses and has its stream. Rows are handed out frozen. Beyond what the
 * emulator shows, indexes can be read as they were some writes ago and transactions can meet another one (`stale` and
 * `conflict` of the fault plan), and as on AWS, but not in dynoxide, a write that changes nothing leaves no stream record.
 */
export type SimulatedTable = Table &
  Readonly<{
    /** Changes after the given number (0 for all), oldest first, at most `most`. */
    readStream(after: number, most?: number): readonly TableChange[];
    /** An index as it was before the newest `writes` changes. */
    queryStaleIndex(index: IndexName, query: Query, writes: number): Promise<Page<Key>>;
    /** Whether anything is in a partition of an index, as it is now. */
    isAnyIn(index: IndexName, partition: string): boolean;
    /** Every row there is, for checks at the end of a story. A row that was not written since is the same object. */
    rows(): readonly Row[];
  }>;

/** An empty table. */
export function simulatedTable(): SimulatedTable {
  const partitions = new Map<string, Map<string, StoredRow>>();
  const changes: TableChange[] = [];
  const secondary = {
    work: simulatedIndex('work'),
    payment: simulatedIndex('payment'),
    amount: simulatedIndex('amount'),
  };

  const stored = ({ pk, sk }: Key): Row | undefined => partitions.get(pk)?.get(sk)?.row;

  function store(next: StoredRow): void {
    const { row } = next;
    const oldRow = stored(row);
    const partition = partitions.get(row.pk) ?? new Map<string, StoredRow>();
    partitions.set(row.pk, partition.set(row.sk, next));
    if (oldRow && isDeepStrictEqual(oldRow, row)) return;
    const change = { sequenceNumber: changes.length + 1, ...(oldRow && { oldRow }), newRow: row };
    changes.push(change);
    for (const index of Object.values(secondary)) index.apply(change);
  }

  // What a put carries is looked at before any condition, what an update makes of a row only after it held.
  function carried(write: Write): StoredRow | undefined {
    if (write.kind === 'put') return storedRow(write.row);
    checkKey(write.key);
    if (write.kind === 'update') checkUpdate(write);
    return undefined;
  }

  const made = (write: Write): StoredRow | undefined =>
    write.kind === 'update' ? storedRow(updated(stored(write.key), write)) : undefined;

  function writeAlone(write: Write): void {
    const put = carried(write);
    const existing = stored(keyOf(write));
    if (!holds(write.condition, existing)) throw new ConditionRefusedError(existing);
    const next = put ?? made(write);
    if (next) store(next);
  }

  function writeTogether(writes: readonly Write[]): void {
    if (writes.length === 0 || writes.length > 100) refuse(`a transaction of ${writes.length} writes`);
    if (new Set(writes.map((write) => nameOf(keyOf(write)))).size < writes.length)
      refuse('the same key twice in a transaction');
    const puts = writes.map(carried);
    const reasons = writes.map((write): TransactionReason => {
      const existing = stored(keyOf(write));
      return holds(write.condition, existing) ? { kind: 'none' } : { kind: 'condition', existing };
    });
    const isRefused = reasons.some(({ kind }) => kind !== 'none');
    const nexts = writes.flatMap((write, index) => puts[index] ?? (isRefused ? [] : (made(write) ?? [])));
    if (nexts.reduce((sum, { bytes }) => sum + bytes, 0) > mostTransactionBytes)
      refuse('a transaction of more than 4 MB');
    if (isRefused) throw new TransactionRefusedError(reasons);
    for (const next of nexts) store(next);
  }

  function readIndex(index: IndexName, query: Query, staleWrites: number): Page<Key> {
    const { partition, cursor } = query;
    const after = cursor === undefined ? undefined : positionOf(index, partition, cursor);
    const source = secondary[index];
    const candidates =
      staleWrites > 0 ? source.candidatesBefore(partition, changes.slice(-staleWrites)) : source.candidates(partition);
    const place = after && [after[indexes[index].order], after.pk, after.sk].map((text) => text ?? '');
    const { items, last } = pageOf(candidates, query, place);
    const order = last?.place[0] ?? '';
    return { items, ...(last && { cursor: cursorAt(index, { ...last.item, [indexes[index].order]: order }) }) };
  }

  function readPartition(query: Query): Page<Row> {
    const { partition, cursor } = query;
    const after = cursor === undefined ? undefined : positionOf(undefined, partition, cursor);
    const candidates = [...(partitions.get(partition)?.values() ?? [])].map(({ row, bytes }) => {
      return { place: [row.sk], bytes, item: row };
    });
    const { items, last } = pageOf(candidates, query, after && [after.sk ?? '']);
    return { items, ...(last && { cursor: cursorAt(undefined, { pk: partition, sk: last.item.sk }) }) };
  }

  function readRow(key: Key): Row | undefined {
    checkKey(key);
    return stored(key);
  }

  function readRows(keys: readonly Key[]): readonly Row[] {
    if (keys.length > 100) refuse('more than 100 keys in one read');
    return keys.flatMap((key) => readRow(key) ?? []);
  }

  return {
    get: (key) => promised(() => readRow(key)),
    getMany: (keys) => promised(() => readRows(keys)),
    query: (query) => promised(() => readPartition(query)),
    queryIndex: (index, query) => promised(() => readIndex(index, query, 0)),
    queryStaleIndex: (index, query, writes) => promised(() => readIndex(index, query, writes)),
    put: (row, condition) => promised(() => writeAlone({ kind: 'put', row, ...(condition && { condition }) })),
    update: (update) => promised(() => writeAlone({ kind: 'update', ...update })),
    transact: (writes) => promised(() => writeTogether(writes)),
    readStream: (after, most) => changes.slice(after, most === undefined ? undefined : after + most),
    isAnyIn: (index, partition) => secondary[index].isAnyIn(partition),
    rows: () => [...partitions.values()].flatMap((partition) => [...partition.values()].map(({ row }) => row)),
  };
}

// What is thrown becomes a refused promise, as from a real table.
const promised = <Answer>(work: () => Answer): Promise<Answer> => new Promise((resolve) => resolve(work()));

const keyOf = (write: Write): Key => (write.kind === 'put' ? write.row : write.key);

const nameOf = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

function updated(existing: Row | undefined, { key: { pk, sk }, set, remove = [] }: Update): Row {
  const kept = Object.entries(existing ?? {}).filter(([attribute]) => !remove.includes(attribute));
  const { schema, ...rest } = { ...Object.fromEntries(kept), ...set };
  if (typeof schema !== 'number') throw new TypeError('An update made a row without its schema.');
  return { ...rest, pk, sk, schema };
}

function checkUpdate({ set, remove = [] }: Update): void {
  const touched = [...Object.keys(set), ...remove];
  if (new Set(touched).size < touched.length) refuse('an update that touches an attribute twice');
  if (touched.includes('pk') || touched.includes('sk')) refuse('an update of a key');
  if (touched.includes('')) refuse('an attribute without a name');
}
