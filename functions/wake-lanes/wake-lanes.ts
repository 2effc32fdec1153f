import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf, secondsBetween } from '../../shared/domain/instants.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { wakeLane } from '../../shared/stores/lane-message.ts';
import { readLane } from '../../shared/stores/lane-store.ts';
import { pausedShops } from '../../shared/stores/paused-shop-store.ts';
import { firstDueAt } from '../../shared/stores/stock-effect-store.ts';

/** What waking lanes needs. */
export type WakeLanesDependencies = Readonly<{ table: Table; settings: Settings; laneQueue: Queue; clock: Clock }>;

/** How many lanes were woken, and for how long the one that stands still longest has not moved. */
export type Woken = Readonly<{ laneCount: number; standstillSeconds: number }>;

/**
 * Wakes every lane in which something is due: the message that should have woken it may be lost. A lane that is worked, or
 * waits for its bucket, is woken for nothing. Standing still is counted from the last step that was made, not from when
 * the oldest effect came: behind a whole year of others it may wait for hours, and honestly.
 */
export async function wakeLanes({ table, settings, laneQueue, clock }: WakeLanesDependencies): Promise<Woken> {
  const now = clock.now();
  let laneCount = 0;
  let standstillSeconds = 0;
  for (const [accountId, shopIds] of await writingShops(settings)) {
    const paused = new Set((await pausedShops(table, accountId)).map(({ shopId }) => shopId));
    const shopId = shopIds.find((candidate) => !paused.has(candidate));
    const oldest = await firstDueAt(table, accountId, '0', now);
    if (shopId === undefined || oldest === undefined) continue;
    await laneQueue.send([wakeLane(shopId)]);
    laneCount += 1;
    const { notes } = await readLane(table, accountId, millisecondsOf(now));
    const movedAt = notes.progressAt !== undefined && notes.progressAt > oldest ? notes.progressAt : oldest;
    standstillSeconds = Math.max(standstillSeconds, secondsBetween(movedAt, now));
  }
  return { laneCount, standstillSeconds: Math.round(standstillSeconds) };
}

/** The shops that Avoir writes stock for, by their Retail account. */
async function writingShops(settings: Settings): Promise<ReadonlyMap<string, readonly ShopId[]>> {
  const byAccount = new Map<string, ShopId[]>();
  for (const { shopId, retail, inventoryMode, watchMode } of await settings.shops()) {
    if (retail === undefined || inventoryMode !== 'apply' || watchMode) continue;
    const known = byAccount.get(retail.accountId) ?? [];
    byAccount.set(retail.accountId, [...known, shopIdSchema.parse(shopId)]);
  }
  return byAccount;
}
