import type { RefundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { taskOf } from '../../shared/domain/ids.ts';
import { bySaidRoute } from '../../shared/domain/payment-route.ts';
import { needsTask } from '../../shared/domain/refund-task.ts';
import { nextCheckAt } from '../../shared/domain/task-checks.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { caseIdSchema, orderNumberSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { ReconcileTaskMessage } from '../../shared/stores/reconciliation-message.ts';
import { openTask } from '../../shared/stores/refund-task-store.ts';
import { readSaidRoutes } from '../../shared/stores/said-route-store.ts';

/** What opening tasks needs. */
export type OpenRefundTasksDependencies = Readonly<{ table: Table; clock: Clock; reconciliationQueue: Queue }>;

/**
 * Opens one refund task for each payment of a case and asks for each to be looked at. Safe to run again for the same
 * event: a task is opened once, and a second message about it does no harm. The messages are sent after the rows are
 * there, and again on every repetition, so that a crash in between loses nothing.
 */
export async function openRefundTasks(
  { table, clock, reconciliationQueue }: OpenRefundTasksDependencies,
  { metadata, data }: RefundCaseOpenedV1,
): Promise<void> {
  const shopId = shopIdSchema.parse(metadata.shopId);
  const caseId = caseIdSchema.parse(data.caseId);
  const orderNumber = orderNumberSchema.parse(data.orderNumber);
  const { orderTotalMinor, currency, dueOn } = data;
  const openedAt = metadata.occurredAt;
  const now = clock.now();
  const payments = data.payments.filter(needsTask);
  if (payments.length === 0) return;
  const said = await readSaidRoutes(table, shopId, payments.flatMap(methodNobodyKnows));
  await Promise.all(
    payments.map((planned) => {
      // The day of the payment is that of its instant here: a portal that closes a day earlier or later refuses by itself.
      const payment = bySaidRoute(planned, said.get(planned.method ?? ''), planned.paidAt?.slice(0, 10));
      const taskId = taskOf(caseId, payment.paymentNumber);
      const facts = { shopId, taskId, caseId, orderNumber, orderTotalMinor, currency, payment, openedAt, dueOn };
      return openTask(table, facts, { nextCheckAt: nextCheckAt(openedAt, dueOn, openedAt), now });
    }),
  );
  const messages = payments.map(({ paymentNumber }): ReconcileTaskMessage => {
    return { kind: 'reconcile_task', shopId, caseId, paymentNumber };
  });
  await reconciliationQueue.send(messages.map((message) => ({ body: JSON.stringify(message) })));
}

/** eCom's method of a payment of which the shop's settings do not say who gives it back: somebody may have said it since. */
const methodNobodyKnows = ({
  refundMode,
  method,
}: RefundCaseOpenedV1['data']['payments'][number]): readonly string[] =>
  refundMode === 'unknown' && method !== undefined ? [method] : [];
