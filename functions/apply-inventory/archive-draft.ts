import { requestCost } from '../../shared/domain/effect-cost.ts';
import { NoAnswerError } from '../../shared/ports/http.ts';
import { RetailError } from '../../shared/retail/retail-errors.ts';
import type { LaneRun } from './batch.ts';
import { BudgetUsedUpError } from './pace.ts';

/**
 * Archives a draft that nobody may complete any more. That it fails does no harm, for an open sale moves no stock: a
 * schedule archives what was left behind.
 */
export async function archiveDraft({ retail, pace }: LaneRun, saleId: string): Promise<void> {
  try {
    await pace.spend(requestCost.saleWrite, () => retail.archiveSale(saleId));
  } catch (error) {
    const isRetails = error instanceof RetailError || error instanceof NoAnswerError;
    if (!(isRetails || error instanceof BudgetUsedUpError)) throw error;
  }
}
