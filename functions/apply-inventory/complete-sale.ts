import { correctionsOf } from '../../shared/domain/corrections-of-sale.ts';
import { costOfCompletion } from '../../shared/domain/effect-cost.ts';
import { confirmDeadline } from '../../shared/domain/effect-place.ts';
import { openEffect, readSaleEffect, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { LaneRun } from './batch.ts';
import { paymentOf } from './draft-sale.ts';
import { raiseForSale } from './hold-sale.ts';
import type { StoredSale } from './look-for-others.ts';

const mostTries = 5;

/**
 * Completes the registered sale: the one request that moves stock and gives credit. Repeating it changes nothing, so that
 * whoever does not know whether it was done does it again.
 */
export async function completeSale(run: LaneRun, sale: StoredSale): Promise<StoredSale | undefined> {
  const { facts, progress } = sale;
  const { registered } = progress;
  if (registered === undefined) throw new Error('A sale without a registered draft is completed.');
  const payment = paymentOf(facts, run.ecomPaymentTypeId);
  await run.pace.spend(costOfCompletion, () => run.retail.completeSale(registered.saleId, payment));
  return await noteCompletion(run, sale);
}

/**
 * Notes that the sale is completed, with what follows from it first, so that nothing that follows can be forgotten.
 * `undefined` when others were faster each time: the next round completes and notes again.
 */
async function noteCompletion(run: LaneRun, sale: StoredSale): Promise<StoredSale | undefined> {
  const completedAt = run.clock.now();
  for (const correction of correctionsOf(sale)) await openEffect(run.table, correction, completedAt);
  let current: StoredSale | undefined = sale;
  for (let tries = 0; current && tries < mostTries; tries += 1) {
    const { facts, progress }: StoredSale = current;
    if (progress.completedAt !== undefined) return current;
    // Somebody saw another's refund after we had looked, and before we were done.
    if (progress.observed) await raiseForSale(run, facts, 'stock_twice', { saleId: progress.observed.saleId });
    const { faultCount: _, ...known } = progress;
    const completed: StoredSale = { ...current, progress: { ...known, completedAt } };
    const saved = await saveEffect(run.table, completed, confirmDeadline(completed, completedAt));
    if (saved) return saved;
    current = await readSaleEffect(run.table, facts.shopId, facts.caseId);
  }
  return undefined;
}
