import { affords, levelAt, type RetailBucket } from '../../shared/domain/retail-bucket.ts';
import type { Timer } from '../../shared/ports/timer.ts';
import type { RetailBudget } from '../../shared/retail/retail-budget.ts';
import { RetailError, RetailLimitedError, RetailUnauthorisedError } from '../../shared/retail/retail-errors.ts';
import type { RetailAnswer } from '../../shared/retail/retail-requests.ts';

/** The bucket does not afford the request now, or Retail said to wait. It was not sent. */
export class BudgetUsedUpError extends Error {
  override readonly name = 'BudgetUsedUpError';
}

/** Sends requests as fast as Retail takes them, and no faster. Several may be under way at once. */
export interface Pace {
  /** Sends a request that costs about so much; throws {@link BudgetUsedUpError} when it must wait for another batch. */
  spend<Value>(cost: number, send: () => Promise<RetailAnswer<Value>>): Promise<Value>;
  /** The bucket as it is known now, with what is under way. */
  bucket(): RetailBucket;
  /** Why nothing may be sent any more in this run, and for how long; `undefined` while something may. */
  stopped(): Readonly<{ forMilliseconds: number; isDenied: boolean }> | undefined;
}

// Leaves room for what is under way when the last answer came.
const spareBurst = 5;
const burstMilliseconds = 1000;
const deniedMilliseconds = 300_000;

/** Paces requests from what is known of the bucket; each answer's headers correct it. */
export function paceOf(known: RetailBucket, nowMilliseconds: () => number, timer: Timer): Pace {
  let bucket = known;
  let underWay = 0;
  let sent = 0;
  let newestAnswered = 0;
  let burstFreeAt = 0;
  let stop: { until: number; isDenied: boolean } | undefined;

  const current = (): RetailBucket => {
    const now = nowMilliseconds();
    return { ...bucket, level: levelAt(bucket, now) + underWay, atMilliseconds: now };
  };

  function learn({ level, size, dripPerSecond, burstLevel, burstSize }: RetailBudget, number: number): void {
    const now = nowMilliseconds();
    const before = levelAt(bucket, now);
    // An answer that was overtaken knows less than one that is here already.
    const isNewest = number > newestAnswered;
    newestAnswered = Math.max(newestAnswered, number);
    bucket = {
      level: isNewest ? (level ?? before) : Math.max(level ?? 0, before),
      size: size ?? bucket.size,
      dripPerSecond: dripPerSecond ?? bucket.dripPerSecond,
      atMilliseconds: now,
    };
    if (burstLevel !== undefined && burstSize !== undefined && burstLevel > burstSize - spareBurst) {
      burstFreeAt = now + burstMilliseconds;
    }
  }

  function learnFrom(error: unknown, number: number): void {
    if (!(error instanceof RetailError)) return;
    learn(error.budget, number);
    const now = nowMilliseconds();
    if (error instanceof RetailLimitedError) stop = { until: now + error.retryAfterSeconds * 1000, isDenied: false };
    if (error instanceof RetailUnauthorisedError) stop = { until: now + deniedMilliseconds, isDenied: true };
  }

  return {
    bucket: current,
    stopped: () => stop && { forMilliseconds: Math.max(0, stop.until - nowMilliseconds()), isDenied: stop.isDenied },
    async spend(cost, send) {
      const forBurst = burstFreeAt - nowMilliseconds();
      if (forBurst > 0) await timer.wait(forBurst);
      if (stop !== undefined || !affords(current(), cost, nowMilliseconds())) {
        throw new BudgetUsedUpError('The bucket does not afford the request.');
      }
      sent += 1;
      const number = sent;
      underWay += cost;
      try {
        const { value, budget } = await send();
        underWay -= cost;
        // Without headers, what the request should have cost stands in for what it did.
        learn({ ...budget, level: budget.level ?? levelAt(bucket, nowMilliseconds()) + cost }, number);
        return value;
      } catch (error) {
        underWay -= cost;
        // Whether it counted is not known when no answer came: better too much than too little.
        bucket = { ...bucket, level: levelAt(bucket, nowMilliseconds()) + cost, atMilliseconds: nowMilliseconds() };
        learnFrom(error, number);
        throw error;
      }
    },
  };
}
