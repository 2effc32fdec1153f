import { requestCost } from '../../shared/domain/effect-cost.ts';
import { confirmDeadline } from '../../shared/domain/effect-place.ts';
import type { RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import { RetailRefusedError } from '../../shared/retail/retail-errors.ts';
import { takeObservedSale } from '../../shared/stores/observed-sale-store.ts';
import { writeOfPause } from '../../shared/stores/paused-shop-store.ts';
import { saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { LaneRun } from './batch.ts';
import { completeSale } from './complete-sale.ts';
import { raiseForSale } from './hold-sale.ts';
import type { StoredSale } from './look-for-others.ts';

/**
 * Takes somebody else's refund for the case's own: nothing of ours is completed. The draft is archived before that is
 * noted, so that it cannot be completed any more; where it turns out to be completed already, ours stays ours. The shop is
 * stopped until a person says who writes its stock.
 */
export async function observeOthers(
  run: LaneRun,
  sale: StoredSale,
  { saleId }: RetailSaleInFull,
): Promise<StoredSale | undefined> {
  const { facts, progress } = sale;
  const { registered } = progress;
  const { shopId, caseId } = facts;
  // Another case took it at this moment: the next look leaves it out.
  if (!(await takeObservedSale(run.table, run.accountId, saleId, { shopId, caseId }))) return sale;
  if (registered && !(await archiveUnlessCompleted(run, registered.saleId))) return await completeSale(run, sale);
  const at = run.clock.now();
  run.stoppedShops.add(shopId);
  await raiseForSale(run, facts, 'stock_source_conflict', { saleId }, saleId);
  const observed: StoredSale = { ...sale, progress: { ...progress, observed: { saleId, at } } };
  const pause = writeOfPause(run.accountId, { shopId, caseId, saleId, pausedAt: at });
  return await saveEffect(run.table, observed, confirmDeadline(observed, at), [pause]);
}

async function archiveUnlessCompleted({ retail, pace }: LaneRun, saleId: string): Promise<boolean> {
  try {
    await pace.spend(requestCost.saleWrite, () => retail.archiveSale(saleId));
    return true;
  } catch (error) {
    if (!(error instanceof RetailRefusedError)) throw error;
    const { completed } = await pace.spend(requestCost.searchOfSales, () => retail.readSale(saleId));
    return !completed;
  }
}
