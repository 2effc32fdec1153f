import type { ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { NoAnswerError } from '../../shared/ports/http.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { RetailClient } from '../../shared/retail/retail-client.ts';
import {
  RetailFaultError,
  RetailLimitedError,
  RetailNotFoundError,
  RetailRefusedError,
  RetailUnauthorisedError,
} from '../../shared/retail/retail-errors.ts';
import type { StoredEffect } from '../../shared/stores/stock-effect-store.ts';
import { BudgetUsedUpError, type Pace } from './pace.ts';

/** What a run over a lane has at hand, and what it learned so far. */
export type LaneRun = Readonly<{
  table: Table;
  clock: Clock;
  retail: RetailClient;
  pace: Pace;
  accountId: string;
  ecomPaymentTypeId: string;
  shopsById: ReadonlyMap<ShopId, ShopSettings>;
  /** Shops that nothing is written for; one is added when somebody else turns out to write as well. */
  stoppedShops: Set<ShopId>;
  /** Items found in this run, by search and term. */
  foundItems: Map<string, Readonly<{ itemId: string; isTracked: boolean }>>;
  /** Tax rates by item, where the account's prices turned out not to contain the tax. */
  taxRateByItem: Map<string, number>;
}>;

/** What became of a batch: how many effects came a step further, and which met a fault of Retail. */
export type BatchOutcome = { advanced: number; readonly faulted: Set<StoredEffect> };

/** How a step ended that Retail refused: nothing happened, and only a person can say how it goes on. */
export type Refused = Readonly<{ kind: 'refused'; code: string; detail?: string }>;

/**
 * Takes a step that talks to Retail. A fault is noted for the effects that it befell: what became of the request shows
 * when they are read again. What the bucket does not afford stays as it is. `undefined` in both cases.
 */
export async function attempt<Answer>(
  outcome: BatchOutcome,
  effects: readonly StoredEffect[],
  step: () => Promise<Answer>,
): Promise<Answer | Refused | undefined> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof NoAnswerError || error instanceof RetailFaultError) {
      for (const effect of effects) outcome.faulted.add(effect);
      return undefined;
    }
    if (error instanceof RetailRefusedError) return { kind: 'refused', code: error.code, detail: error.detail };
    if (error instanceof RetailNotFoundError) return { kind: 'refused', code: 'RETAIL_NOT_FOUND' };
    if (isForLater(error)) return undefined;
    throw error;
  }
}

// The pace has noted each of these, and sends nothing more in this run.
const isForLater = (error: unknown): boolean =>
  error instanceof BudgetUsedUpError || error instanceof RetailLimitedError || error instanceof RetailUnauthorisedError;

/** Whether a step ended in a refusal. */
export const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refused';
