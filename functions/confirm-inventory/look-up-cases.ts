import { requestCost } from '../../shared/domain/effect-cost.ts';
import { saleEffectOf } from '../../shared/domain/ids.ts';
import { referenceOfOthers } from '../../shared/domain/others-refund.ts';
import { earliestOf } from '../../shared/domain/refund-of-case.ts';
import { apiCorrectionReasons, returnedByRefunding } from '../../shared/domain/retail-assumptions.ts';
import type { InventoryLogRow, RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import type { CaseItems } from '../../shared/domain/stock-confirmation.ts';
import type { CorrectionEffect, RefundSaleEffect } from '../../shared/domain/stock-effect.ts';
import { mostPerRequest } from '../../shared/retail/retail-query.ts';
import type { Stored } from '../../shared/stores/stock-effect-store.ts';
import { allPages, type ConfirmRun, piecesOf } from './confirm-run.ts';

/** A case that waits to be seen in Retail. */
export type WaitingCase = Readonly<{
  sale: Stored<RefundSaleEffect>;
  corrections: readonly CorrectionEffect[];
  items: CaseItems;
  isDue: boolean;
}>;

/** What Retail shows of the sales and items of some cases. */
export type Seen = Readonly<{ sales: readonly RetailSaleInFull[]; rows: readonly InventoryLogRow[] }>;

/** Most cases that one look takes: two references of sales each, and Retail compares with a hundred at once. */
export const mostInOneLook = mostPerRequest / 2;

/** Finds the sales of these cases with one search, by the orders' numbers and by our own references. */
export function findSalesOf(
  run: ConfirmRun,
  effects: readonly RefundSaleEffect[],
): Promise<readonly RetailSaleInFull[]> {
  const references = effects.flatMap(({ facts }) => [
    referenceOfOthers(facts),
    saleEffectOf(facts.shopId, facts.caseId),
  ]);
  const referenceNumbers = [...new Set(references)];
  return allPages(run, requestCost.searchOfSales, (cursor) => run.retail.findSales({ referenceNumbers, cursor }));
}

/** Reads sales by their ids, a hundred with one search. */
export async function readSales(run: ConfirmRun, saleIds: readonly string[]): Promise<readonly RetailSaleInFull[]> {
  const sales: RetailSaleInFull[] = [];
  for (const asked of piecesOf([...new Set(saleIds)], mostPerRequest)) {
    const search = (cursor: string | undefined) => run.retail.findSales({ saleIds: asked, cursor });
    sales.push(...(await allPages(run, requestCost.searchOfSales, search)));
  }
  return sales;
}

/** Reads what these refund sales did to the stock: one page of the log confirms up to a hundred of them. */
export async function readRowsOfSales(
  run: ConfirmRun,
  saleIds: readonly string[],
): Promise<readonly InventoryLogRow[]> {
  const rows: InventoryLogRow[] = [];
  for (const asked of piecesOf([...new Set(saleIds)], mostPerRequest)) {
    const read = (cursor: string | undefined) => run.retail.listInventoryLog({ saleIds: asked, cursor });
    rows.push(...(await allPages(run, requestCost.search, read)));
  }
  return rows;
}

/** Reads the corrections that programs wrote to the items of these cases, behind the first row that returned one. */
export function readCorrectionRows(
  run: ConfirmRun,
  cases: readonly WaitingCase[],
  returned: readonly InventoryLogRow[],
): Promise<readonly InventoryLogRow[]> {
  const itemIds = cases.filter(({ sale }) => !sale.facts.updateInventory).flatMap(itemIdsOf);
  const after = Math.min(...returned.map(({ inventoryLogId }) => inventoryLogId));
  if (returned.length === 0) return Promise.resolve([]);
  return readRowsOfItems(run, itemIds, [...apiCorrectionReasons], after);
}

/** Reads which refunds returned the items of these cases to stock since their credit notes, whatever sale it was. */
export function readReturns(run: ConfirmRun, cases: readonly WaitingCase[]): Promise<readonly InventoryLogRow[]> {
  const [earliest = run.clock.now()] = cases.map(({ sale }) => earliestOf(sale.facts)).toSorted();
  const mark = run.watch.marks.findLast(({ at }) => at <= earliest);
  return readRowsOfItems(run, cases.flatMap(itemIdsOf), [returnedByRefunding], mark?.inventoryLogId ?? 0);
}

const itemIdsOf = ({ items }: WaitingCase): readonly string[] => Object.values(items.itemByLine);

async function readRowsOfItems(
  run: ConfirmRun,
  itemIds: readonly string[],
  reasons: readonly string[],
  after: number,
): Promise<readonly InventoryLogRow[]> {
  const rows: InventoryLogRow[] = [];
  for (const asked of piecesOf([...new Set(itemIds)], mostPerRequest)) {
    const read = (cursor: string | undefined) =>
      run.retail.listInventoryLog({ itemIds: asked, reasons, after, cursor });
    rows.push(...(await allPages(run, requestCost.search, read)));
  }
  return rows;
}
