import { eventAttributeSchema } from '../../events/envelope.ts';
import { providerRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { acceptCreditNote } from '../../functions/accept-credit-note/accept-credit-note.ts';
import { matchRefunds } from '../../functions/match-refunds/match-refunds.ts';
import { openRefundTasks } from '../../functions/open-refund-tasks/open-refund-tasks.ts';
import { reconcileRefund } from '../../functions/reconcile-task/reconcile-refund.ts';
import { reconcileTask } from '../../functions/reconcile-task/reconcile-task.ts';
import type { ProviderPayment } from '../../shared/domain/provider-payment.ts';
import { identityOf, type ProviderRefund, type RefundIdentity } from '../../shared/domain/provider-refund.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { recordProviderFacts } from '../../shared/reconciliation/record-provider-facts.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { caseKey, providerRefundKey } from '../../shared/stores/keys.ts';
import type { ProviderChannel } from '../../shared/stores/provider-refund-store.ts';
import { readTask } from '../../shared/stores/refund-task-store.ts';
import { type SimulatedTable, simulatedTable } from '../simulation/world/simulated-table.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { aShop, id } from './orders.ts';
import { recordingQueue } from './recording-queue.ts';
import { aCreditNoteRequest, aSnapshot } from './requests.ts';

/** A refund of 10.00 on the payment CAP-1 at PayPal, unless said otherwise. */
export const aProviderRefund = (changes: Partial<ProviderRefund> = {}): ProviderRefund => ({
  provider: 'paypal',
  account: 'main',
  refundId: 'RF-1',
  kind: 'refund',
  paymentId: 'CAP-1',
  amountMinor: 1000,
  currency: 'EUR',
  status: 'done',
  createdAt: '2026-11-12T10:00:00.000Z',
  statusAt: '2026-11-12T10:00:00.000Z',
  references: [],
  ...changes,
});

/** The payment of 25.00 that pays ORD00123, unless said otherwise. */
export const aProviderPayment = (changes: Partial<ProviderPayment> = {}): ProviderPayment => ({
  provider: 'paypal',
  account: 'main',
  paymentId: 'CAP-1',
  amountMinor: 2500,
  currency: 'EUR',
  paidAt: '2026-11-02T15:00:00.000Z',
  references: [],
  customerName: 'Customer One',
  ...changes,
});

/** A payment as an order of eCom names it: without the provider's id. */
export const paidWithoutId = [
  { kind: 'provider', method: 'paypal', amountMinor: 2500, paidAt: '2026-11-02T15:00:00.000Z' },
];

const rowsOfPage = 3;

/** Tasks, refunds and payments in a simulated table, with the functions that bring them together; `through` may lose writes. */
export function providerWorld(
  changes: Partial<ShopSettings> = {},
  through: (table: SimulatedTable) => SimulatedTable = (table) => table,
) {
  const shopId = id.shop('demo');
  const shop = aShop(changes);
  const clock = virtualClock('2026-11-12T09:30:00.000Z');
  const stored = simulatedTable();
  // Short pages of an index, as a full one has them.
  const table: SimulatedTable = through({
    ...stored,
    queryIndex: (index, query) => stored.queryIndex(index, { ...query, limit: query.limit ?? rowsOfPage }),
  });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const dependencies = { table, settings, clock };

  /** A credit note is accepted, its tasks are opened and looked at once. */
  async function credit(
    note: Readonly<Record<string, unknown>> = {},
    order: Readonly<Record<string, unknown>> = {},
    paymentNumber = 1,
  ) {
    const request = aCreditNoteRequest({ ...note, order: aSnapshot(order) });
    const answer = await acceptCreditNote({ table, clock }, { shopId, shop, request, dryRun: false });
    if (answer.kind !== 'opened') throw new Error(`The credit note was not accepted: ${JSON.stringify(answer)}`);
    const row = await table.get(caseKey(shopId, answer.caseId));
    const event = refundCaseOpenedV1.schema.parse(JSON.parse(eventAttributeSchema.parse(row?.event).detail));
    await openRefundTasks({ table, clock, reconciliationQueue: recordingQueue() }, event);
    await look(answer.caseId, paymentNumber);
    return answer.caseId;
  }

  const look = (caseId: string, paymentNumber = 1) =>
    reconcileTask(dependencies, {
      kind: 'reconcile_task',
      shopId,
      caseId: id.refundCase(caseId),
      paymentNumber,
    });

  const lookAtRefund = (refund: RefundIdentity) =>
    reconcileRefund(dependencies, { kind: 'reconcile_refund', shopId, ...refund });

  /** What a provider says, by one channel; what it changes is matched. */
  async function say(
    said: Readonly<{ refunds?: readonly ProviderRefund[]; payments?: readonly ProviderPayment[] }>,
    channel: ProviderChannel = 'webhook',
  ) {
    const { refunds = [], payments = [] } = said;
    const word = { shop: { ...shop, shopId }, refunds, payments, channel, now: clock.now() };
    await recordProviderFacts(table, word);
    for (const refund of refunds) await match(refund);
  }

  async function match(refund: ProviderRefund) {
    const row = await table.get(providerRefundKey(shopId, identityOf(refund)));
    const { detail } = eventAttributeSchema.parse(row?.event);
    await matchRefunds(dependencies, providerRefundSeenV1.schema.parse(JSON.parse(detail)));
  }

  return {
    shopId,
    clock,
    table,
    credit,
    look,
    lookAtRefund,
    say,
    match,
    task: async (caseId = 'CN-1', paymentNumber = 1) => {
      const task = await readTask(table, shopId, id.refundCase(caseId), paymentNumber);
      if (task === undefined) throw new Error('There is no such task.');
      return task;
    },
    /** Open differences as `reason subject amount`. */
    differences: async () => {
      const { items } = await listDifferences(table, shopId, 100);
      return items.map(({ reason, subject, amountMinor }) => `${reason} ${subject ?? ''} ${amountMinor}`).toSorted();
    },
  };
}
