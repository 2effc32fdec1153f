import { affords, levelAt, mostUnits, type RetailBucket } from '../../shared/domain/retail-bucket.ts';
import type { RetailBudget } from '../../shared/retail/retail-budget.ts';
import { RetailError } from '../../shared/retail/retail-errors.ts';
import type { RetailAnswer } from '../../shared/retail/retail-requests.ts';

/** The bucket does not afford the request now: the lane comes first. It was not sent. */
export class BudgetUsedUpError extends Error {
  override readonly name = 'BudgetUsedUpError';
}

/** Spends what the lane leaves of a Retail account's bucket, one request at a time. */
export interface Budget {
  /** Sends a request that costs about so much; throws {@link BudgetUsedUpError} when the bucket does not afford it. */
  spend<Value>(cost: number, send: () => Promise<RetailAnswer<Value>>): Promise<Value>;
  /** The bucket as it is known now. */
  bucket(): RetailBucket;
  /** Whether less than half of the bucket is used: then nobody is in a hurry. */
  isPlenty(): boolean;
}

/** A budget that starts from what the lane's row says; each answer's headers correct it. */
export function budgetFrom(known: RetailBucket, nowMilliseconds: () => number): Budget {
  let bucket = known;

  function learn({ level, size, dripPerSecond }: RetailBudget, otherwise: number): void {
    bucket = {
      level: level ?? otherwise,
      size: size ?? bucket.size,
      dripPerSecond: dripPerSecond ?? bucket.dripPerSecond,
      atMilliseconds: nowMilliseconds(),
    };
  }

  return {
    bucket: () => bucket,
    isPlenty: () => levelAt(bucket, nowMilliseconds()) <= mostUnits(bucket) / 2,
    async spend(cost, send) {
      const before = levelAt(bucket, nowMilliseconds());
      if (!affords(bucket, cost, nowMilliseconds())) {
        throw new BudgetUsedUpError('The bucket does not afford the request.');
      }
      try {
        const { value, budget } = await send();
        learn(budget, before + cost);
        return value;
      } catch (error) {
        // Whether it counted is not known when no answer came: better too much than too little.
        learn(error instanceof RetailError ? error.budget : {}, before + cost);
        throw error;
      }
    },
  };
}
