import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import { openRefundTasks } from '../../functions/open-refund-tasks/open-refund-tasks.ts';
import { type ReadingSource, recordObservedOrder } from '../../shared/acceptance/record-observed-order.ts';
import type { CaseId } from '../../shared/domain/ids.ts';
import type { ObservedOrder } from '../../shared/domain/observed-order.ts';
import { listDifferences } from '../../shared/stores/difference-list.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { readCase } from '../../shared/stores/refund-case-store.ts';
import { tasksOfCase } from '../../shared/stores/refund-task-store.ts';
import { simulatedTable } from '../simulation/world/simulated-table.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { anObservedOrder } from './observed-orders.ts';
import { aShop, id } from './orders.ts';

/** The order ORD00123 of a shop, read from eCom again and again: each reading is a minute newer than the one before. */
export function readingsOfOneOrder() {
  const shopId = id.shop('demo');
  const table = simulatedTable();
  const clock = virtualClock();
  let minute = 0;

  return {
    shopId,
    table,
    clock,
    record: (
      changes: Partial<ObservedOrder>,
      source: ReadingSource = 'webhook',
      shop = aShop(),
      watchedSince?: string,
    ) => {
      minute += 1;
      const fetchedAt = `2026-11-12T10:${String(minute).padStart(2, '0')}:00.000Z`;
      const observed = anObservedOrder({ fetchedAt, ...changes });
      return recordObservedOrder({ table, clock }, { shopId, shop, observed, source, watchedSince });
    },
    order: () => readOrder(table, shopId, id.order('ORD00123')),
    ledger: async () => (await readOrder(table, shopId, id.order('ORD00123')))?.ledger,
    stored: (caseId: CaseId = id.refundCase('INV00038')) => readCase(table, shopId, caseId),
    tasks: (caseId: CaseId = id.refundCase('INV00038')) => tasksOfCase(table, shopId, caseId),
    eventsOf: (caseId: string) =>
      table.rows().flatMap(({ pk, event }) => (pk.endsWith(`#${caseId}`) && event !== undefined ? [event] : [])),
    openReasons: async () =>
      (await listDifferences(table, shopId, 50)).items.map(({ reason, subject }) =>
        subject ? `${reason} ${subject}` : reason,
      ),
    /** Opens the tasks of every event that is stored, as the consumer of the bus does. */
    openTasks: async () => {
      const reconciliationQueue = { send: () => Promise.resolve() };
      for (const { event } of table.rows()) {
        if (typeof event !== 'object' || !('detail' in event) || typeof event.detail !== 'string') continue;
        const opened = refundCaseOpenedV1.schema.parse(JSON.parse(event.detail));
        await openRefundTasks({ table, clock, reconciliationQueue }, opened);
      }
    },
  };
}
