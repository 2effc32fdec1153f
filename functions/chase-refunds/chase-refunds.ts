import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Page, Table } from '../../shared/ports/table.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { listDueRefunds } from '../../shared/stores/provider-refund-store.ts';
import type { ReconciliationMessage } from '../../shared/stores/reconciliation-message.ts';
import { listDueTasks } from '../../shared/stores/refund-task-store.ts';

/** What chasing needs. */
export type ChaseRefundsDependencies = Readonly<{
  table: Table;
  settings: Settings;
  reconciliationQueue: Queue;
  clock: Clock;
}>;

/** How many tasks and refunds were sent to be looked at. */
export type Chased = Readonly<{ taskCount: number; refundCount: number }>;

/**
 * Sends every open task and every unexplained refund whose check is due to be looked at. The index it reads is a hint: a
 * row that it misses is found the next minute, and one that it names too often is looked at twice, which changes nothing.
 */
export async function chaseRefunds({
  table,
  settings,
  reconciliationQueue,
  clock,
}: ChaseRefundsDependencies): Promise<Chased> {
  const now = clock.now();
  let taskCount = 0;
  let refundCount = 0;
  for (const shop of await settings.shops()) {
    const shopId = shopIdSchema.parse(shop.shopId);
    taskCount += await sendAll(
      reconciliationQueue,
      (cursor) => listDueTasks(table, shopId, now, cursor),
      ({ facts: { caseId, payment } }) => {
        return { kind: 'reconcile_task', shopId, caseId, paymentNumber: payment.paymentNumber };
      },
    );
    refundCount += await sendAll(
      reconciliationQueue,
      (cursor) => listDueRefunds(table, shopId, now, cursor),
      ({ facts: { provider, account, refundId } }) => {
        return { kind: 'reconcile_refund', shopId, provider, account, refundId };
      },
    );
  }
  return { taskCount, refundCount };
}

async function sendAll<Due>(
  queue: Queue,
  pageAt: (cursor: string | undefined) => Promise<Page<Due>>,
  messageAbout: (due: Due) => ReconciliationMessage,
): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await pageAt(cursor);
    const bodies = page.items.map((due) => ({ body: JSON.stringify(messageAbout(due)) }));
    if (bodies.length > 0) await queue.send(bodies);
    count += bodies.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
}
