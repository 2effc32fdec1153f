/**
 * Retail's leaky bucket as it was at an instant: `level` of `size` units used, dripping away at `dripPerSecond`. What
 * Retail says of it in an answer replaces whatever we thought.
 */
export type RetailBucket = Readonly<{ level: number; size: number; dripPerSecond: number; atMilliseconds: number }>;

/** The bucket of an account that nothing is known of: the smallest there is, half used, for others may use it too. */
export const unknownBucket = (atMilliseconds: number): RetailBucket => ({
  level: 45,
  size: 90,
  dripPerSecond: 1,
  atMilliseconds,
});

/** How much of the bucket is used at a later instant, when nothing was added since. */
export function levelAt(bucket: RetailBucket, milliseconds: number): number {
  const dripped = (Math.max(0, milliseconds - bucket.atMilliseconds) / 1000) * bucket.dripPerSecond;
  return Math.max(0, bucket.level - dripped);
}

/** Units kept free for whoever else uses the account's bucket: the confirmations, a person's own tool. */
const spareUnits = 2;

/** The most that requests of ours may take of a bucket. */
export const mostUnits = ({ size }: RetailBucket): number => size - spareUnits;

/** Whether a request of that cost may be sent now. */
export const affords = (bucket: RetailBucket, cost: number, milliseconds: number): boolean =>
  levelAt(bucket, milliseconds) <= levelFor(bucket, cost);

/** Milliseconds until a request of that cost may be sent, if nothing else is sent meanwhile; 0 when it may be now. */
export function millisecondsUntilAffordable(bucket: RetailBucket, cost: number, milliseconds: number): number {
  const surplus = levelAt(bucket, milliseconds) - levelFor(bucket, cost);
  return surplus <= 0 ? 0 : Math.ceil((surplus / bucket.dripPerSecond) * 1000);
}

/**
 * Retail serves the request that overflows the bucket and refuses those after it: one that is too large for any bucket is
 * sent when hardly anything is used, for there is no better time.
 */
const levelFor = (bucket: RetailBucket, cost: number): number => Math.max(spareUnits, mostUnits(bucket) - cost);
