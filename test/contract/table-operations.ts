import { isDeepStrictEqual } from 'node:util';
import {
  type Condition,
  ConditionRefusedError,
  type IndexName,
  type Key,
  type Query,
  type Row,
  type SortRange,
  type Table,
  TransactionRefusedError,
  type Update,
  type Write,
} from '../../shared/ports/table.ts';
import { type SeededRandom, seededRandom } from '../simulation/world/seeded-random.ts';

/** An operation with what either table answered; errors are compared by class, reasons and rows, never by their text. */
export type Difference = Readonly<{ number: number; operation: string; first: unknown; second: unknown }>;

/** Does the same operations on both tables, one after the other, and gives the first whose answers differ. */
export async function firstDifference(
  first: Table,
  second: Table,
  { seed, operations }: Readonly<{ seed: number; operations: number }>,
): Promise<Difference | undefined> {
  const random = seededRandom(seed);
  const cursors = new Map<string, string>();
  for (let number = 1; number <= operations; number += 1) {
    const { text, run } = anOperation(random, cursors);
    const answers = [await outcomeOf(run(first)), await outcomeOf(run(second))];
    if (!isDeepStrictEqual(answers[0], answers[1]))
      return { number, operation: text, first: answers[0], second: answers[1] };
    remember(cursors, text, answers[0]);
  }
  return undefined;
}

type AnOperation = Readonly<{ text: string; run(table: Table): Promise<unknown> }>;

function anOperation(random: SeededRandom, cursors: ReadonlyMap<string, string>): AnOperation {
  const kinds = [
    'get',
    'getMany',
    'query',
    'queryIndex',
    'put',
    'put',
    'update',
    'update',
    'transact',
    'transact',
  ] as const;
  const kind = random.pick(kinds);
  switch (kind) {
    case 'get': {
      const key = aKey(random);
      return { text: `get ${JSON.stringify(key)}`, run: (table) => table.get(key) };
    }
    case 'getMany': {
      const keys = Array.from({ length: random.below(8) }, () => aKey(random));
      return { text: `getMany ${JSON.stringify(keys)}`, run: (table) => table.getMany(keys) };
    }
    case 'query': {
      const query = aQuery(random, aPartition(random), sortKeys);
      return aPagedOperation(random, 'query', query, cursors, (table, paged) => table.query(paged));
    }
    case 'queryIndex': {
      const index = random.pick<IndexName>(['work', 'payment', 'amount']);
      const query = aQuery(random, random.chance(2) ? '' : random.pick(indexPartitions), orders);
      return aPagedOperation(random, `queryIndex ${index}`, query, cursors, (table, paged) =>
        table.queryIndex(index, paged),
      );
    }
    case 'put': {
      const { row, condition } = aPut(random);
      return { text: `put ${JSON.stringify({ row, condition })}`, run: (table) => table.put(row, condition) };
    }
    case 'update': {
      const update = random.chance(3) ? anInvalidUpdate(random) : anUpdate(random);
      return { text: `update ${JSON.stringify(update)}`, run: (table) => table.update(update) };
    }
    case 'transact': {
      const writes = Array.from({ length: random.chance(2) ? 0 : 1 + random.below(4) }, () => aWrite(random));
      return { text: `transact ${JSON.stringify(writes)}`, run: (table) => table.transact(writes) };
    }
  }
}

const sortKeys = ['CASE', 'TASK#1', 'TASK#10', 'TASK#2', 'é', '\u{1F600}', '\uFF5E'] as const;
const indexPartitions = ['due', 'lane', 'EUR'] as const;
const orders = ['2026-11-12', '2026-11-13', '2026-11-14', '1', '10', '2', 'z'] as const;
const texts = ['', 'open', 'closed', 'Zoë', '\u{1F600}'] as const;

const removable = ['state', 'lines', 'workKey', 'workOrder', 'missing'] as const;

const aPartition = (random: SeededRandom): string => (random.chance(1) ? '' : `CASE#${random.below(4)}`);

const aKey = (random: SeededRandom): Key => ({
  pk: aPartition(random),
  sk: random.chance(1) ? '' : random.pick(sortKeys),
});

// Members that are the same for a key: rows with the same place in an index have no order that DynamoDB promises.
function indexAttributes(random: SeededRandom, { pk, sk }: Key) {
  const order = (name: string) => `${random.pick(orders)}#${name}#${pk}#${sk}`;
  return {
    ...(random.chance(60) && { workKey: random.pick(indexPartitions), workOrder: order('w') }),
    ...(random.chance(30) && { paymentKey: random.pick(indexPartitions), paymentOrder: order('p') }),
    ...(random.chance(30) && {
      amountKey: random.pick(indexPartitions),
      ...(random.chance(80) && { amountOrder: order('a') }),
    }),
  };
}

const attributes = (random: SeededRandom) => ({
  version: random.below(4),
  ...(random.chance(60) && { state: random.pick(texts) }),
  ...(random.chance(50) && { amountMinor: random.pick([0, -0, 1, -1299, 0.1, 1e21, Number.MAX_SAFE_INTEGER, 1e-7]) }),
  ...(random.chance(30) && { isOpen: random.chance(50) }),
  ...(random.chance(30) && { lines: [{ sku: 'A', tags: [], none: undefined }, random.below(3), random.pick(texts)] }),
  ...(random.chance(20) && { event: { eventId: `e${random.below(9)}`, detail: '{}' } }),
});

function aRow(random: SeededRandom, key = aKey(random)): Row {
  return { ...key, schema: 1, ...attributes(random), ...indexAttributes(random, key) };
}

function aCondition(random: SeededRandom): Condition {
  const attribute = random.pick(['state', 'amountMinor', 'isOpen', 'version', 'missing']);
  return random.pick<Condition>([
    { kind: 'absent' },
    { kind: 'version_equals', version: random.below(4) },
    { kind: 'attribute_equals', attribute, value: random.pick(['open', '', 0, 1, true, 0.1, 1e21]) },
    { kind: 'attribute_at_least', attribute, value: random.pick([0, 1, -2000, 1e20]) },
  ]);
}

const perhaps = (random: SeededRandom, condition: Condition) => (random.chance(50) ? { condition } : {});

const aPut = (random: SeededRandom) => ({ row: aRow(random), ...perhaps(random, aCondition(random)) });

function anUpdate(random: SeededRandom): Omit<Update, 'kind'> {
  const key = aKey(random);
  const set = { schema: 1, ...attributes(random), ...(random.chance(30) && indexAttributes(random, key)) };
  const remove = random.shuffled(removable).slice(0, random.below(3));
  return { key, set, remove: remove.filter((name) => !(name in set)), ...perhaps(random, aCondition(random)) };
}

// Two faults at once: DynamoDB looks at the request first and dynoxide at the condition, so none is asked here.
function anInvalidUpdate(random: SeededRandom): Omit<Update, 'kind'> {
  const { key, set } = anUpdate(random);
  return random.pick([
    { key, set: { ...set, pk: 'moved' } },
    { key, set, remove: ['version'] },
    { key, set: { ...set, workKey: '' } },
    { key, set: { ...set, amountKey: 5 } },
  ]);
}

function aWrite(random: SeededRandom): Write {
  const kind = random.pick(['put', 'update', 'check'] as const);
  if (kind === 'put') return { kind, ...aPut(random) };
  if (kind === 'update') return { kind, ...anUpdate(random) };
  return { kind, key: aKey(random), condition: aCondition(random) };
}

function aQuery(random: SeededRandom, partition: string, places: readonly string[]): Query {
  const place = () => (random.chance(2) ? '' : random.pick(places));
  const range = random.pick<SortRange>([
    { kind: 'prefix', prefix: [...place()].slice(0, random.below(6)).join('') },
    { kind: 'between', from: place(), to: place() },
  ]);
  return {
    partition,
    ...(random.chance(70) && { range }),
    ...(random.chance(30) && { descending: true }),
    ...(random.chance(50) && { limit: random.chance(2) ? 0 : 1 + random.below(4) }),
  };
}

// A page is asked for twice as a rule: from the start, and later from where it ended, whatever was written meanwhile.
function aPagedOperation(
  random: SeededRandom,
  name: string,
  query: Query,
  cursors: ReadonlyMap<string, string>,
  run: (table: Table, query: Query) => Promise<unknown>,
): AnOperation {
  const known = [...cursors.entries()].filter(([text]) => text.startsWith(name));
  if (known.length > 0 && random.chance(40)) {
    const [text, cursor] = random.pick(known);
    const first: Query = JSON.parse(text.slice(text.indexOf('{')));
    return {
      text: `${name} on ${JSON.stringify({ ...first, cursor })}`,
      run: (table) => run(table, { ...first, cursor }),
    };
  }
  if (random.chance(2)) {
    const cursor = random.pick(['', 'x', 'W10', 'WyIiXQ', 'eyJwayI6MX0']);
    return { text: `${name} with made up ${cursor}`, run: (table) => run(table, { ...query, cursor }) };
  }
  return { text: `${name} ${JSON.stringify(query)}`, run: (table) => run(table, query) };
}

function remember(cursors: Map<string, string>, text: string, answer: unknown): void {
  const isPage = text.startsWith('query') && !text.includes(' on ') && !text.includes(' with ');
  if (!isPage || typeof answer !== 'object' || answer === null || !('value' in answer)) return;
  const page = answer.value;
  if (typeof page === 'object' && page !== null && 'cursor' in page && typeof page.cursor === 'string') {
    cursors.set(text, page.cursor);
    const [oldest] = cursors.keys();
    if (cursors.size > 50 && oldest !== undefined) cursors.delete(oldest);
  }
}

async function outcomeOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { value: structuredClone(await answer) };
  } catch (error) {
    if (error instanceof ConditionRefusedError) return { refused: error.name, existing: error.existing };
    if (error instanceof TransactionRefusedError) return { refused: error.name, reasons: error.reasons };
    return { refused: error instanceof Error ? error.name : String(error) };
  }
}
