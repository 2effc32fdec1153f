import { planReplay } from '../../../functions/replay-dead-letters/plan-replay.ts';
import type { ReplayQueue } from '../../../functions/replay-dead-letters/replay-letter.ts';
import type { DeadLetter, LetterSelection } from '../../../shared/domain/dead-letter.ts';
import type { EventBus, OutgoingEvent } from '../../../shared/ports/event-bus.ts';
import type { OutgoingMessage } from '../../../shared/ports/queue.ts';
import { storeDeadLetter } from '../../../shared/stores/dead-letter-store.ts';
import { seededIds } from '../../simulation/world/seeded-ids.ts';
import { simulatedBus } from '../../simulation/world/simulated-bus.ts';
import { simulatedTable } from '../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';

/** All that replaying works on, and what it sent. */
export type ReplayWorld = ReturnType<typeof aReplayWorld>;

/** An empty table, a bus, and the queues of the consumers. */
export function aReplayWorld() {
  const sent: OutgoingMessage[] = [];
  let failure: Error | undefined;
  const recorded = (functionName: string): ReplayQueue => ({
    functionName,
    queue: {
      async send(messages) {
        const failed = failure;
        failure = undefined;
        if (failed) throw failed;
        sent.push(...messages);
      },
    },
  });
  const queues = new Map([
    ['reconciliation', recorded('reconcile-task')],
    ['open-refund-tasks', recorded('open-refund-tasks')],
    ['orders.fifo', recorded('observe-order')],
    ['open-stock-effects', recorded('open-stock-effects')],
  ]);
  const simulated = simulatedBus({ rules: [] });
  const bus: { publish: EventBus['publish'] } = { publish: (events) => simulated.publish(events) };
  const table = simulatedTable();
  const clock = virtualClock();
  const replayableQueues = new Map([...queues].map(([name, { functionName }]) => [name, functionName]));
  const parts = { table, clock, ids: seededIds(), bus, queues, replayableQueues };
  return {
    ...parts,
    /** Stores a dead message of the reconciliation queue, seen now, unless said otherwise. */
    async store(letterId: string, changes: Partial<DeadLetter> = {}): Promise<DeadLetter> {
      const seen = clock.now();
      const letter: DeadLetter = {
        queueName: 'reconciliation',
        letterId,
        kind: 'queue_message',
        body: taskBody,
        attempts: [{ attempt: 5, failedAt: seen, errorCode: 'UnknownRefundTaskError' }],
        firstSeenAt: seen,
        lastSeenAt: seen,
        shopId: 'demo',
        caseId: 'CN-1',
        ...changes,
      };
      await storeDeadLetter(table, letter);
      return letter;
    },
    plan: (selection: LetterSelection = {}, ratePerSecond = 100) =>
      planReplay(parts, { selection, ratePerSecond, by: 'user-1', maySee: () => true }),
    sent: (): readonly OutgoingMessage[] => sent,
    published: (): readonly OutgoingEvent[] => simulated.published(),
    failNextSend: (error: Error) => {
      failure = error;
    },
  };
}

/** A message that asks for the one task of the case to be looked at. */
export const taskBody = JSON.stringify({ kind: 'reconcile_task', shopId: 'demo', caseId: 'CN-1', paymentNumber: 1 });

/** A message that asks for an order of eCom to be read. */
export const orderBody = JSON.stringify({
  kind: 'observe_order',
  shopId: 'demo',
  ecomOrderId: 1_000_001,
  heardAt: '2026-11-12T09:00:00.000Z',
  source: 'webhook',
});

/** An event of a case with one PayPal payment, in the form in which a consumer's queue gets it. */
export const anEventBody = (): string =>
  JSON.stringify({
    'detail-type': 'RefundCaseOpened.v1',
    source: 'avoir',
    detail: {
      metadata: {
        eventId: 'refund-case-opened/demo/CN-1',
        correlationId: 'CN-1',
        occurredAt: '2026-11-12T09:30:00.000Z',
        shopId: 'demo',
        schemaVersion: 1,
      },
      data: {
        caseId: 'CN-1',
        origin: 'credit_note',
        orderNumber: 'ORD00123',
        currency: 'EUR',
        totalMinor: 1000,
        orderTotalMinor: 2500,
        dueOn: '2026-11-26',
        payments: [{ paymentNumber: 1, kind: 'provider', refundMode: 'portal', provider: 'paypal', amountMinor: 1000 }],
        stock: { updateInventory: true, lineCount: 1, unitCount: 1 },
      },
    },
  });
