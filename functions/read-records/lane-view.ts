import { usualUnits } from '../../shared/domain/effect-cost.ts';
import { millisecondsOf } from '../../shared/domain/instants.ts';
import { secondsToEmpty } from '../../shared/domain/lane-step.ts';
import { levelAt } from '../../shared/domain/retail-bucket.ts';
import type { Table } from '../../shared/ports/table.ts';
import { readLane } from '../../shared/stores/lane-store.ts';
import { pausedShops } from '../../shared/stores/paused-shop-store.ts';
import { countEffects, firstDueAt } from '../../shared/stores/stock-effect-store.ts';

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
