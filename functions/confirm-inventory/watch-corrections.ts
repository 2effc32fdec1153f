import { unsettledRows } from '../../shared/domain/correction-outcome.ts';
import { caseOfCorrectionEffect } from '../../shared/domain/ids.ts';
import type { InventoryLogRow } from '../../shared/domain/retail-records.ts';
import { raiseDifference } from '../../shared/stores/difference-store.ts';
import { forgottenUpTo, readItemInHand } from '../../shared/stores/item-in-hand-store.ts';
import { readSaleEffect } from '../../shared/stores/stock-effect-store.ts';
import { addSeenRows } from './add-seen-rows.ts';
import type { ConfirmRun } from './confirm-run.ts';

/**
 * Looks for quantities that Avoir wrote but no correction was settled with: a request that reached Retail after it had
 * been given up and made again. They are told as a wrong quantity of the case that corrected the item last. Answers the
 * rows that cannot be judged for good yet.
 */
export async function watchCorrections(
  run: ConfirmRun,
  rows: readonly InventoryLogRow[],
): Promise<readonly InventoryLogRow[]> {
  const open: InventoryLogRow[] = [];
  for (const { retailShopId, employeeId, itemId } of placesIn(run, rows)) {
    const place = { accountId: run.accountId, retailShopId, itemId };
    // Read after the log: whatever wrote one of these rows has the item in hand still, or has noted which row it was.
    const item = await readItemInHand(run.table, place);
    const stray = unsettledRows(place, forgottenUpTo(item), rows, { employeeId, settled: item.settledLogIds });
    const corrected = caseOfCorrectionEffect(item.lastHolder ?? '');
    if (stray.length === 0 || corrected === undefined) continue;
    const isJudged = item.holder === undefined && (await noteStray(run, corrected, itemId, stray));
    if (!isJudged) open.push(...stray);
  }
  return open;
}

/** Items that somebody with a name of ours may have written to. */
function placesIn({ shopsById }: ConfirmRun, rows: readonly InventoryLogRow[]) {
  const places = new Map<string, Readonly<{ retailShopId: string; employeeId: string; itemId: string }>>();
  for (const { retail } of shopsById.values()) {
    if (retail === undefined) continue;
    const { shopId: retailShopId, employeeId } = retail;
    for (const { itemId, ...row } of rows) {
      if (row.saleId !== undefined || row.shopId !== retailShopId || row.employeeId !== employeeId) continue;
      places.set(`${retailShopId} ${itemId}`, { retailShopId, employeeId, itemId });
    }
  }
  return places.values();
}

/** `false` while the case itself was not seen: what was written beside it is added to that. */
async function noteStray(
  run: ConfirmRun,
  { shopId, caseId }: NonNullable<ReturnType<typeof caseOfCorrectionEffect>>,
  itemId: string,
  stray: readonly InventoryLogRow[],
): Promise<boolean> {
  const effect = await readSaleEffect(run.table, shopId, caseId);
  if (effect === undefined) return true;
  const { orderNumber, currency } = effect.facts;
  const seenUnits = stray.reduce((sum, row) => sum + row.quantityChange, 0);
  const inventoryLogIds = stray.map(({ inventoryLogId }) => inventoryLogId).join(', ');
  const evidence = { itemId, expectedUnits: 0, seenUnits, rowCount: stray.length, inventoryLogIds };
  const about = { shopId, caseId, orderNumber, currency, raisedAt: run.clock.now() };
  await raiseDifference(run.table, { ...about, reason: 'stock_wrong_quantity', subject: itemId, evidence });
  if (effect.progress.seen === undefined) return false;
  await addSeenRows(run, effect, stray);
  return true;
}
