import type { ShopId } from '../../shared/domain/ids.ts';
import { secondsAfter } from '../../shared/domain/instants.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { listDueReadings, writeEcomOrder } from '../../shared/stores/ecom-order-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { outgoingObservation } from '../../shared/stores/observe-order-message.ts';
import { continueBackfill, sweepShop } from './look-through.ts';

/** What sweeping needs. `ecomOf` gives the client of a shop that has eCom. */
export type SweepDependencies = Readonly<{
  table: Table;
  clock: Clock;
  ids: Ids;
  queue: Queue;
  settings: Settings;
  ecomOf: (shop: ShopSettings) => Promise<EcomClient | undefined>;
}>;

// Long enough for a queue that is not behind to take the message, short enough to try again the same morning.
const resendSeconds = 300;

/**
 * For each shop with eCom: sends the orders whose reading is due, then those that changed since the last look, then a
 * piece of each backfill. One shop's failure stops no other one; the first is thrown when all had their turn. Answers
 * how many orders were sent.
 */
export async function sweepEcomOrders(dependencies: SweepDependencies): Promise<number> {
  const failures: unknown[] = [];
  let sentCount = 0;
  for (const shop of await dependencies.settings.shops()) {
    try {
      sentCount += await lookThrough(dependencies, shop);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return sentCount;
}

async function lookThrough(dependencies: SweepDependencies, shop: ShopSettings): Promise<number> {
  if (shop.ecom === undefined) return 0;
  const shopId = shopIdSchema.parse(shop.shopId);
  const dueCount = await sendDue(dependencies, shopId);
  const client = await dependencies.ecomOf(shop);
  if (client === undefined) return dueCount;
  const sweptCount = await sweepShop({ ...dependencies, client }, shopId);
  return dueCount + sweptCount + (await continueBackfill({ ...dependencies, client }, shopId));
}

/** Sends what is due. It is pushed a few minutes back first, so that a queue that is behind gets it once. */
async function sendDue({ table, clock, ids, queue }: SweepDependencies, shopId: ShopId): Promise<number> {
  const now = clock.now();
  let sentCount = 0;
  let cursor: string | undefined;
  do {
    const page = await listDueReadings(table, shopId, now, cursor);
    for (const state of page.items) {
      const { waiting, ecomOrderId } = state;
      if (waiting === undefined) continue;
      const pushed = { ...state, waiting: { ...waiting, dueAt: secondsAfter(now, resendSeconds) } };
      if ((await writeEcomOrder(table, shopId, pushed)) === 'lost_race') continue;
      const { source } = waiting;
      const message = { kind: 'observe_order', shopId, ecomOrderId, heardAt: now, source } as const;
      await queue.send([outgoingObservation(message, ids.next('observation'))]);
      sentCount += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return sentCount;
}
