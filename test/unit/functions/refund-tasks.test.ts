import { beforeEach, describe, expect, it } from 'vitest';
import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { acceptCreditNote } from '../../../functions/accept-credit-note/accept-credit-note.ts';
import { chaseRefunds } from '../../../functions/chase-refunds/chase-refunds.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { publishOutbox } from '../../../functions/publish-outbox/publish-outbox.ts';
import { reconcileTask, UnknownRefundTaskError } from '../../../functions/reconcile-task/reconcile-task.ts';
import type { OutgoingEvent } from '../../../shared/ports/event-bus.ts';
import { reconciliationMessageSchema } from '../../../shared/stores/reconciliation-message.ts';
import { readTask } from '../../../shared/stores/refund-task-store.ts';
import { simulatedBus } from '../../simulation/world/simulated-bus.ts';
import { type SimulatedQueue, simulatedQueue } from '../../simulation/world/simulated-queue.ts';
import { type SimulatedTable, simulatedTable } from '../../simulation/world/simulated-table.ts';
import { type VirtualClock, virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop, id } from '../../support/orders.ts';
import { aCreditNoteRequest } from '../../support/requests.ts';

const settings = { shop: async () => aShop(), shops: async () => [aShop()] };
const shopId = id.shop('demo');
const caseId = id.refundCase('CN-1');
let clock: VirtualClock;
let table: SimulatedTable;
let reconciliationQueue: SimulatedQueue;

beforeEach(() => {
  clock = virtualClock('2026-11-12T09:30:00.000Z');
  table = simulatedTable();
  reconciliationQueue = simulatedQueue(clock, { name: 'reconciliation', visibilityTimeoutSeconds: 180 });
});

async function openedEvent() {
  const request = aCreditNoteRequest();
  await acceptCreditNote({ table, clock }, { shopId, shop: aShop(), request, dryRun: false });
  const bus = simulatedBus({ rules: [] });
  const changes = table.readStream(0).map(({ sequenceNumber, newRow, oldRow }) => {
    return { sequenceNumber: String(sequenceNumber), newImage: newRow, oldImage: oldRow };
  });
  expect(await publishOutbox({ bus }, changes)).toBeUndefined();
  const [event] = bus.published();
  return refundCaseOpenedV1.schema.parse(JSON.parse(event?.detail ?? ''));
}

const messages = () =>
  reconciliationQueue.messages().map(({ body }) => reconciliationMessageSchema.parse(JSON.parse(body)));

describe('a case that was opened', () => {
  it('gets one task for each payment, with what locates the transaction, and asks for it to be looked at', async () => {
    await openRefundTasks({ table, clock, reconciliationQueue }, await openedEvent());
    expect(await readTask(table, shopId, caseId, 1)).toMatchObject({
      state: { name: 'awaiting_refund' },
      facts: {
        taskId: 'CN-1~1',
        orderNumber: 'ORD00123',
        orderTotalMinor: 2500,
        dueOn: '2026-11-26',
        payment: { provider: 'paypal', account: 'main', providerPaymentId: 'CAP-1', amountMinor: 1000 },
      },
    });
    expect(messages()).toEqual([{ kind: 'reconcile_task', shopId, caseId, paymentNumber: 1 }]);
  });

  it('keeps its task as it is when its event comes again', async () => {
    const event = await openedEvent();
    await openRefundTasks({ table, clock, reconciliationQueue }, event);
    clock.advance(120_000);
    await reconcileTask({ table, settings, clock }, { kind: 'reconcile_task', shopId, caseId, paymentNumber: 1 });
    const before = await readTask(table, shopId, caseId, 1);
    await openRefundTasks({ table, clock, reconciliationQueue }, event);
    expect(await readTask(table, shopId, caseId, 1)).toEqual(before);
    expect(messages()).toHaveLength(2);
  });
});

describe('a look at a task', () => {
  const look = () =>
    reconcileTask({ table, settings, clock }, { kind: 'reconcile_task', shopId, caseId, paymentNumber: 1 });

  it('sets the next one, and writes nothing when it is not later', async () => {
    await openRefundTasks({ table, clock, reconciliationQueue }, await openedEvent());
    await look();
    expect(await readTask(table, shopId, caseId, 1)).toMatchObject({
      version: 1,
      nextCheckAt: '2026-11-12T09:31:00.000Z',
    });
    clock.advance(60_000);
    await look();
    await look();
    expect(await readTask(table, shopId, caseId, 1)).toMatchObject({
      version: 2,
      nextCheckAt: '2026-11-12T09:40:00.000Z',
    });
  });

  it('at a task that is not there is a fault', async () => {
    await expect(look()).rejects.toThrow(UnknownRefundTaskError);
  });
});

describe('chasing', () => {
  const chase = () =>
    chaseRefunds({
      table,
      reconciliationQueue,
      clock,
      settings,
    });

  it('sends the tasks whose check is due, and no others', async () => {
    await openRefundTasks({ table, clock, reconciliationQueue }, await openedEvent());
    expect(await chase()).toEqual({ taskCount: 0, refundCount: 0, accountCount: 0 });
    clock.advance(60_000);
    expect(await chase()).toEqual({ taskCount: 1, refundCount: 0, accountCount: 0 });
    expect(messages()).toHaveLength(2);
  });
});

describe('the publisher', () => {
  const event = { eventId: 'e-1', detailType: 'T.v1', source: 'avoir', time: '2026-11-12T09:30:00.000Z', detail: '{}' };
  const publishOver = async (
    refuse: (event: OutgoingEvent) => boolean,
    changes: Parameters<typeof publishOutbox>[1],
  ) => {
    const sent: string[] = [];
    const bus = {
      publish: async (events: readonly OutgoingEvent[]) =>
        events.map((outgoing) => {
          if (refuse(outgoing)) return { published: false as const, code: 'ThrottlingException' };
          sent.push(outgoing.detail);
          return { published: true as const };
        }),
    };
    return { resumeAt: await publishOutbox({ bus }, changes), sent };
  };
  const change = (sequenceNumber: string, newImage: unknown, oldImage?: unknown) => ({
    sequenceNumber,
    newImage,
    oldImage,
  });

  it('publishes an event once, however often its row changes afterwards', async () => {
    const changes = [change('1', { event }), change('2', { event, version: 2 }, { event })];
    expect(await publishOver(() => false, changes)).toEqual({ resumeAt: undefined, sent: ['{}'] });
  });

  it('publishes nothing for a row without an event, and nothing for a row that went away', async () => {
    expect(
      (await publishOver(() => false, [change('1', { version: 1 }), change('2', undefined, { event })])).sent,
    ).toEqual([]);
  });

  it('resumes at the first change that the bus refused', async () => {
    const changes = ['1', '2', '3'].map((number) =>
      change(number, { event: { ...event, eventId: number, detail: number } }),
    );
    expect(await publishOver(({ detail }) => detail === '2', changes)).toEqual({ resumeAt: '2', sent: ['1', '3'] });
  });

  it('publishes what comes before a change that it cannot read, and resumes there', async () => {
    const changes = [change('1', { event }), change('2', { event: { eventId: 5 } }), change('3', { event })];
    expect(await publishOver(() => false, changes)).toEqual({ resumeAt: '2', sent: ['{}'] });
  });
});
