import type { ShopId } from '../../../shared/domain/ids.ts';
import { readProgress } from '../../../shared/stores/ecom-progress-store.ts';
import { observeOrderMessageSchema, outgoingObservation } from '../../../shared/stores/observe-order-message.ts';
import type { EcomSystem } from './ecom-system.ts';

// As the sweep's own grace, and the second into which eCom's times are cut.
const [graceMilliseconds, secondMilliseconds] = [30_000, 1000];

/** Whether the sweep has looked behind the last change, history is sent, no reading waits and nothing is under way. */
export async function isEverythingSeen(
  { table, queues }: EcomSystem,
  shopId: ShopId,
  changedAt: number,
): Promise<boolean> {
  const sweep = await readProgress(table, shopId, 'sweep');
  const backfill = await readProgress(table, shopId, 'backfill');
  const hasLooked =
    sweep?.position === undefined &&
    Date.parse(sweep?.watermark ?? '') > changedAt + graceMilliseconds + secondMilliseconds;
  const isWaiting = table.rows().some(({ waiting }) => waiting !== undefined);
  const isQuiet = queues.every((queue) => queue.messages().length === 0);
  return hasLooked && backfill?.position === undefined && !isWaiting && isQuiet;
}

/** Somebody sends back what died, once what it died of is healed. */
export async function sendDeadOrdersBack({ deadOrders, ordersQueue }: EcomSystem): Promise<void> {
  for (const { body, receiptHandle } of deadOrders.receive()) {
    const message = observeOrderMessageSchema.parse(JSON.parse(body));
    await ordersQueue.send([outgoingObservation(message, `returned ${receiptHandle}`)]);
    deadOrders.delete(receiptHandle);
  }
}
