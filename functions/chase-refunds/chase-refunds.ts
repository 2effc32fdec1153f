import type { ShopId } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { ReconcileTaskMessage } from '../../shared/stores/reconciliation-message.ts';
import { listDueTasks } from '../../shared/stores/refund-task-store.ts';

/** What chasing needs. */
export type ChaseRefundsDependencies = Readonly<{
  table: Table;
  settings: Settings;
  reconciliationQueue: Queue;
  clock: Clock;
}>;

/** How many tasks were sent to be looked at. */
export type Chased = Readonly<{ taskCount: number }>;

/**
 * Sends every open task whose check is due to be looked at. The index it reads is a hint: a task that it misses is
 * found the next minute, and one that it names too often is looked at twice, which changes nothing.
 */
export async function chaseRefunds({
  table,
  settings,
  reconciliationQueue,
  clock,
}: ChaseRefundsDependencies): Promise<Chased> {
  const now = clock.now();
  let taskCount = 0;
  for (const shop of await settings.shops()) {
    taskCount += await chaseShop({ table, reconciliationQueue }, shopIdSchema.parse(shop.shopId), now);
  }
  return { taskCount };
}

async function chaseShop(
  { table, reconciliationQueue }: Pick<ChaseRefundsDependencies, 'table' | 'reconciliationQueue'>,
  shopId: ShopId,
  now: string,
): Promise<number> {
  let taskCount = 0;
  let cursor: string | undefined;
  do {
    const page = await listDueTasks(table, shopId, now, cursor);
    const bodies = page.items.map(({ facts: { caseId, payment } }) => {
      const message: ReconcileTaskMessage = {
        kind: 'reconcile_task',
        shopId,
        caseId,
        paymentNumber: payment.paymentNumber,
      };
      return { body: JSON.stringify(message) };
    });
    if (bodies.length > 0) await reconciliationQueue.send(bodies);
    taskCount += bodies.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return taskCount;
}
