import { costOfBatch, costOfEffect } from './effect-cost.ts';
import { affords, levelAt, millisecondsUntilAffordable, mostUnits, type RetailBucket } from './retail-bucket.ts';
import type { StockEffect } from './stock-effect.ts';

/** What a lane does next: work so many of what is due, live before backlog, or wait for the bucket. */
export type LaneStep = Readonly<{ kind: 'work'; count: number }> | Readonly<{ kind: 'wait'; milliseconds: number }>;

/** Effects of a lane that are due, the longest due first. */
export type DueEffects = Readonly<{ live: readonly StockEffect[]; backlog: readonly StockEffect[] }>;

// A wait ends when so many units are left in the bucket, so that a late start does not find it empty: what drips into
// an empty bucket is lost for good.
const notToIdleUnits = 5;

/**
 * Decides about what is due. What a batch costs once is shared by all in it, so backlog waits until as much fits as a
 * bucket ever holds; live effects go as soon as they fit themselves, and backlog fills what they leave.
 */
export function nextStep({ live, backlog }: DueEffects, bucket: RetailBucket, nowMilliseconds: number): LaneStep {
  const all = [...live, ...backlog].map(costOfEffect);
  const inAHurry = live.length > 0 ? all.slice(0, live.length) : all;
  const wanted = fitting(inAHurry, mostUnits(bucket) - notToIdleUnits);
  if (!affords(bucket, wanted.units, nowMilliseconds)) {
    return { kind: 'wait', milliseconds: millisecondsUntilAffordable(bucket, wanted.units, nowMilliseconds) };
  }
  const now = fitting(all, mostUnits(bucket) - levelAt(bucket, nowMilliseconds));
  return { kind: 'work', count: Math.max(wanted.count, now.count) };
}

/** Seconds until a lane will have worked all that waits, as far as the bucket alone decides it. */
export function secondsToEmpty(waitingUnits: number, bucket: RetailBucket, nowMilliseconds: number): number {
  const free = mostUnits(bucket) - levelAt(bucket, nowMilliseconds);
  return Math.ceil(Math.max(0, waitingUnits - free) / bucket.dripPerSecond);
}

/** How many from the front go into so many units together, with what their batch costs once; never none. */
function fitting(costs: readonly number[], units: number): Readonly<{ count: number; units: number }> {
  let sum = costOfBatch;
  let count = 0;
  for (const cost of costs) {
    if (count > 0 && sum + cost > units) break;
    sum += cost;
    count += 1;
  }
  return { count, units: sum };
}
