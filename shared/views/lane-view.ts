import { usualUnits } from '../domain/effect-cost.ts';
import { millisecondsOf } from '../domain/instants.ts';
import { secondsToEmpty } from '../domain/lane-step.ts';
import { levelAt } from '../domain/retail-bucket.ts';
import type { Table } from '../ports/table.ts';
import { readLane } from '../stores/lane-store.ts';
import { pausedShops } from '../stores/paused-shop-store.ts';
import { countEffects, firstDueAt } from '../stores/stock-effect-store.ts';

/** A lane, as it is shown. */
export type LaneView = Awaited<ReturnType<typeof readLaneView>>;

/**
 * The lane of a Retail account: what waits in it, when it will be empty as far as Retail's bucket decides it, and what
 * stops it. All of it is of now, and none is promised.
 */
export async function readLaneView(table: Table, accountId: string, now: string) {
  const nowMilliseconds = millisecondsOf(now);
  const [{ lease, notes }, stoppedShops, oldestDueAt, live, backlog] = await Promise.all([
    readLane(table, accountId, nowMilliseconds),
    pausedShops(table, accountId),
    firstDueAt(table, accountId, '0', now),
    countEffects(table, accountId, 'live'),
    countEffects(table, accountId, 'backlog'),
  ]);
  const { bucket, restsUntil, restReason, progressAt, faultCount } = notes;
  const waitingUnits = (live + backlog) * usualUnits;
  const isResting = restsUntil !== undefined && restsUntil > now;
  return {
    accountId,
    waiting: { live, backlog },
    oldestDueAt,
    waitingUnits,
    secondsToEmpty: secondsToEmpty(waitingUnits, bucket, nowMilliseconds),
    bucket: {
      level: Math.round(levelAt(bucket, nowMilliseconds) * 100) / 100,
      size: bucket.size,
      dripPerSecond: bucket.dripPerSecond,
    },
    isWorked: lease !== undefined && lease.until > now,
    progressAt,
    faultCount,
    ...(isResting && { restsUntil, restReason }),
    stoppedShops,
  };
}
