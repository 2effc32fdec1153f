import type { InventoryLogRow, RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import { expectedItems } from '../../shared/domain/stock-confirmation.ts';
import type { RefundSaleEffect } from '../../shared/domain/stock-effect.ts';
import { raiseDifference } from '../../shared/stores/difference-store.ts';
import type { Stored } from '../../shared/stores/stock-effect-store.ts';
import { addSeenRows } from './add-seen-rows.ts';
import type { ConfirmRun } from './confirm-run.ts';
import { noteSecondWriter } from './note-second-writer.ts';

/**
 * Notes that goods which Avoir refunded were refunded once more by somebody else after all had been right. `false` when
 * the sale is another case's. Noted again it changes nothing but the rows that are shown, which stay the same.
 */
export async function noteLateDouble(
  run: ConfirmRun,
  effect: Stored<RefundSaleEffect>,
  { saleId, totalMinor }: RetailSaleInFull,
  rows: readonly InventoryLogRow[],
): Promise<boolean> {
  const { facts, progress } = effect;
  if (!(await noteSecondWriter(run, facts, saleId))) return false;
  const { shopId, caseId, orderNumber, currency, creditMinor } = facts;
  const raisedAt = run.clock.now();
  const about = { shopId, caseId, orderNumber, currency, raisedAt };
  for (const { itemId, units, amountMinor } of expectedItems(facts.goods, progress.items ?? {})) {
    const evidence = { itemId, expectedUnits: units, saleId };
    await raiseDifference(run.table, { ...about, reason: 'stock_twice', subject: itemId, amountMinor, evidence });
  }
  if (creditMinor > 0) {
    const evidence = { expectedMinor: creditMinor, creditedMinor: creditMinor - totalMinor, saleId };
    await raiseDifference(run.table, { ...about, reason: 'pos_credit_twice', amountMinor: creditMinor, evidence });
  }
  await addSeenRows(run, effect, rows);
  return true;
}
