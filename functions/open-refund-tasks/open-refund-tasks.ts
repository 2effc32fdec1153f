import type { RefundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { taskOf } from '../../shared/domain/ids.ts';
import { needsTask } from '../../shared/domain/refund-task.ts';
import { nextCheckAt } from '../../shared/domain/task-checks.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { openCardCheck } from '../../shared/stores/card-check-store.ts';
import { caseIdSchema, orderNumberSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { ReconcileTaskMessage } from '../../shared/stores/reconciliation-message.ts';
import { openTask } from '../../shared/stores/refund-task-store.ts';

/** What opening tasks needs. */
export type OpenRefundTasksDependencies = Readonly<{ table: Table; clock: Clock; reconciliationQueue: Queue }>;

/**
 * Opens one refund task for each payment of a case and asks for each to be looked at; a gift card, which the cancellation
 * itself gives back, is to be seen in Retail instead. Safe to run again for the same event: a task is opened once, and a second message about it does no harm. The messages are sent after the rows are
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
  const cards = data.payments.filter((payment) => !needsTask(payment));
  await Promise.all(
    cards.map(({ paymentNumber }) => openCardCheck(table, { shopId, caseId, paymentNumber }, openedAt)),
  );
  if (payments.length === 0) return;
  await Promise.all(
    payments.map((payment) => {
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
