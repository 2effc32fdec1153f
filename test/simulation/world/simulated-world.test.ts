import { describe, expect, it } from 'vitest';
import { EventBusUnavailableError } from '../../../shared/ports/event-bus.ts';
import { QueueUnavailableError } from '../../../shared/ports/queue.ts';
import {
  ConditionRefusedError,
  type Row,
  TableUnavailableError,
  TransactionRefusedError,
} from '../../../shared/ports/table.ts';
import { type Fault, faultsAt, noFaults } from './fault-plan.ts';
import { portCalls } from './port-calls.ts';
import { seededRandom } from './seeded-random.ts';
import { simulatedBus } from './simulated-bus.ts';
import { simulatedQueue } from './simulated-queue.ts';
import { simulatedTable } from './simulated-table.ts';
import { virtualClock } from './virtual-clock.ts';
import { busWithFaults, queueWithFaults, tableWithFaults } from './with-faults.ts';

const aRow = (attributes: Partial<Row> = {}): Row => ({ pk: 'CASE#demo#1', sk: 'CASE', schema: 1, ...attributes });
const anEvent = {
  source: 'avoir',
  detailType: 'RefundCaseOpened.v1',
  time: '2026-11-12T09:30:00.000Z',
  detail: '{"a":1}',
};

function aWorld(planned: Readonly<Record<number, Fault>> = {}) {
  const clock = virtualClock();
  const calls = portCalls(faultsAt(planned));
  const process = calls.startProcess('a process');
  const store = simulatedTable();
  const stored = simulatedQueue(clock, { name: 'queue', visibilityTimeoutSeconds: 60 });
  const { source, detailType } = anEvent;
  const plainBus = simulatedBus({ rules: [{ source, detailType, queue: stored }] });
  return {
    clock,
    calls,
    process,
    store,
    stored,
    table: tableWithFaults(process, store),
    queue: queueWithFaults(process, stored),
    bus: busWithFaults(process, plainBus),
  };
}

describe('a call of the simulated world', () => {
  it('does nothing when it is lost, and says that nobody answered', async () => {
    const { table, store } = aWorld({ 1: 'lost' });
    await expect(table.put(aRow())).rejects.toBeInstanceOf(TableUnavailableError);
    expect(store.rows()).toStrictEqual([]);
  });

  it('does all of it when only the answer is lost, and says the same', async () => {
    const { table, store } = aWorld({ 1: 'applied_without_answer' });
    await expect(table.put(aRow())).rejects.toBeInstanceOf(TableUnavailableError);
    expect(store.rows()).toStrictEqual([aRow()]);
  });

  it('meets its own write when the SDK repeats it', async () => {
    const { table } = aWorld({ 1: 'applied_twice' });
    const refusal = table.put(aRow(), { kind: 'absent' });
    await expect(refusal).rejects.toBeInstanceOf(ConditionRefusedError);
    await expect(refusal).rejects.toMatchObject({ existing: aRow() });
  });

  it.each([
    ['crash_before', []],
    ['crash_after', [aRow()]],
  ] as const)('never comes back from a %s, and neither does anything else of that process', async (fault, rows) => {
    const { table, store, process, calls } = aWorld({ 1: fault });
    const settled: string[] = [];
    const note = (name: string) => () => settled.push(name);
    table.put(aRow()).then(note('put'), note('put'));
    table.put(aRow({ sk: 'OTHER' })).then(note('other'), note('other'));
    await process.crashed;
    await new Promise(setImmediate);
    expect(settled).toStrictEqual([]);
    expect(store.rows()).toStrictEqual(rows);
    await tableWithFaults(calls.startProcess('a process'), store).put(aRow({ sk: 'LATER' }));
    expect(store.rows()).toHaveLength(rows.length + 1);
  });

  it('is refused as a whole when another transaction is at the same rows', async () => {
    const { table, store } = aWorld({ 1: 'conflict' });
    const refusal = table.transact([{ kind: 'put', row: aRow() }]);
    await expect(refusal).rejects.toBeInstanceOf(TransactionRefusedError);
    await expect(refusal).rejects.toMatchObject({ reasons: [{ kind: 'conflict' }] });
    expect(store.rows()).toStrictEqual([]);
  });

  it('reads an index as it was when the index lags behind', async () => {
    const { table } = aWorld({ 3: 'stale' });
    await table.put(aRow({ workKey: 'due', workOrder: '1' }));
    await table.update({ key: aRow(), set: { workOrder: '2' } });
    expect((await table.queryIndex('work', { partition: 'due' })).items).toStrictEqual([]);
    expect((await table.queryIndex('work', { partition: 'due' })).items).toStrictEqual([
      { pk: 'CASE#demo#1', sk: 'CASE' },
    ]);
  });

  it('stores some messages and publishes some events when the other side refuses a part', async () => {
    const { queue, bus, stored } = aWorld({ 1: 'in_part', 2: 'in_part' });
    const refusal = queue.send([{ body: '1' }, { body: '2' }, { body: '3' }]);
    await expect(refusal).rejects.toBeInstanceOf(QueueUnavailableError);
    await expect(refusal).rejects.toMatchObject({ failedCodes: ['InternalError', 'InternalError'] });
    expect(stored.messages().map(({ body }) => body)).toStrictEqual(['1']);
    const results = await bus.publish([anEvent, anEvent]);
    expect(results).toStrictEqual([{ published: true }, { published: false, code: 'InternalException' }]);
    expect(stored.messages()).toHaveLength(2);
  });

  it('has its own word of the bus that does not answer', async () => {
    const { bus } = aWorld({ 1: 'lost' });
    await expect(bus.publish([anEvent])).rejects.toBeInstanceOf(EventBusUnavailableError);
  });

  it('stands in the trace with its number, and with its fault only where it made a difference', async () => {
    const { table, queue, calls } = aWorld({ 1: 'conflict', 2: 'applied_twice' });
    await table.get(aRow());
    await queue.send([{ body: '{}' }]);
    expect(calls.trace()).toStrictEqual([
      { number: 1, process: 'a process', operation: 'table.get' },
      { number: 2, process: 'a process', operation: 'queue.send', fault: 'applied_twice' },
    ]);
  });

  it('lets a plan without faults be', () => {
    expect(noFaults({ number: 1, process: 'a process', operation: 'table.get' })).toBeUndefined();
  });
});

describe('the stream of the simulated table', () => {
  it('tells every change with the row before and after, in order, and nothing of writes that change nothing', async () => {
    const table = simulatedTable();
    await table.put(aRow());
    await table.put(aRow());
    await table.transact([
      { kind: 'put', row: aRow({ version: 2 }) },
      { kind: 'put', row: aRow({ sk: 'LEDGER' }) },
    ]);
    const changes = [
      { sequenceNumber: 1, newRow: aRow() },
      { sequenceNumber: 2, oldRow: aRow(), newRow: aRow({ version: 2 }) },
      { sequenceNumber: 3, newRow: aRow({ sk: 'LEDGER' }) },
    ];
    expect(table.readStream(0)).toStrictEqual(changes);
    expect(table.readStream(1, 1)).toStrictEqual(changes.slice(1, 2));
  });
});

describe('the simulated queue and bus', () => {
  it('show a message again when nobody finished it in time, and only then', async () => {
    const { queue, stored, clock } = aWorld();
    await queue.send([{ body: '{}' }]);
    const [first] = stored.receive();
    clock.advance(59_999);
    expect(stored.receive()).toStrictEqual([]);
    clock.advanceTo(stored.nextVisibleAt() ?? 0);
    const [second] = stored.receive();
    expect(second).toMatchObject({ messageId: first?.messageId, receiveCount: 2 });
    stored.delete(first?.receiptHandle ?? '');
    expect(stored.messages()).toHaveLength(1);
    stored.delete(second?.receiptHandle ?? '');
    expect(stored.nextVisibleAt()).toBeUndefined();
  });

  it.each([
    ['an empty message', { body: '' }],
    ['a delay of more than 15 minutes', { body: '{}', delaySeconds: 901 }],
    ['what only a FIFO queue takes', { body: '{}', deduplicationId: 'a' }],
  ])('refuse %s, and then store nothing of the sending', async (_, message) => {
    const { queue, stored } = aWorld();
    await expect(queue.send([{ body: '{}' }, message])).rejects.toBeInstanceOf(RangeError);
    expect(stored.messages()).toStrictEqual([]);
  });

  it('keep the order of each group of a FIFO queue, and show nothing of a group of which something is in hand', async () => {
    const clock = virtualClock();
    const queue = simulatedQueue(clock, { name: 'queue.fifo', visibilityTimeoutSeconds: 60, isFifo: true });
    const message = (body: string, groupId: string) => ({ body, groupId, deduplicationId: body });
    await queue.send([message('a1', 'a'), message('a2', 'a'), message('b1', 'b'), message('a1', 'a')]);
    expect(queue.receive(1).map(({ body }) => body)).toEqual(['a1']);
    const [other, ...more] = queue.receive();
    expect([other?.body, ...more]).toEqual(['b1']);
    queue.delete(other?.receiptHandle ?? '');
    expect(queue.nextVisibleAt()).toBe(clock.nowMilliseconds() + 60_000);
    clock.advance(60_000);
    expect(queue.receive().map(({ body }) => body)).toEqual(['a1', 'a2']);
    await expect(queue.send([{ body: '{}' }])).rejects.toBeInstanceOf(RangeError);
  });

  it('repeat and reorder by the seed, the same way each time', async () => {
    const deliveries = async (seed: number) => {
      const disorder = { random: seededRandom(seed), duplicatePercent: 50 };
      const queue = simulatedQueue(virtualClock(), { name: 'queue', visibilityTimeoutSeconds: 60, disorder });
      await queue.send(Array.from({ length: 8 }, (_, number) => ({ body: `${number}` })));
      return [...queue.receive(), ...queue.receive()].map(({ body }) => body);
    };
    expect(await deliveries(1)).toStrictEqual(await deliveries(1));
    expect(new Set((await deliveries(1)).slice(0, 8)).size).toBe(8);
    expect((await deliveries(1)).length).toBeGreaterThan(8);
    expect(await deliveries(1)).not.toStrictEqual((await deliveries(1)).toSorted());
  });

  it('wrap an event as EventBridge does, and only for the queue of a rule that names it', async () => {
    const { bus, stored } = aWorld();
    await bus.publish([anEvent, { ...anEvent, detailType: 'RefundCaseOpened.v2' }]);
    const [message, ...others] = stored.receive();
    expect(others).toStrictEqual([]);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      'detail-type': 'RefundCaseOpened.v1',
      source: 'avoir',
      time: '2026-11-12T09:30:00.000Z',
      detail: { a: 1 },
    });
  });

  it('answer for an event whose detail is no object, as EventBridge does', async () => {
    const { bus } = aWorld();
    expect(await bus.publish([{ ...anEvent, detail: '[]' }])).toStrictEqual([
      { published: false, code: 'MalformedDetail' },
    ]);
  });
});
