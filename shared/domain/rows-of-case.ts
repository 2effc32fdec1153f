import { apiCorrectionReasons } from './retail-assumptions.ts';
import type { InventoryLogRow } from './retail-records.ts';
import type { CorrectionEffect, RefundSaleFacts } from './stock-effect.ts';

/** Whose rows of the log belong to a case, and how to tell. */
export type RowOwner = Readonly<{
  facts: Pick<RefundSaleFacts, 'updateInventory' | 'retailShopId'>;
  /** Our own corrections of the case; none where Lightspeed's link wrote the refund. */
  corrections: readonly CorrectionEffect[];
  /** Whether somebody else wrote the refund, and so its corrections too. */
  isOthers: boolean;
  saleIds: readonly string[];
  /** Units that each item of the case brings back. */
  unitsByItem: ReadonlyMap<string, number>;
}>;

// Corrections that take back what the sale brought; one for an item that was said later stands for itself.
const ofTheSale = new Set(['inventory_not_updated', 'sold_meanwhile']);

/**
 * The rows that belong to a case: those of its sales, those that our corrections are noted with, and for a refund of the
 * link the first correction behind it that takes the item's units away (an assumption: the log names no cause of it).
 */
export function rowsOfCase(
  { facts, corrections, isOthers, saleIds, unitsByItem }: RowOwner,
  rows: readonly InventoryLogRow[],
): readonly InventoryLogRow[] {
  const ours = new Set(
    corrections
      .filter(({ facts: { reason } }) => ofTheSale.has(reason))
      .flatMap(({ progress }) => progress.done?.inventoryLogId ?? []),
  );
  const ofSales = rows.filter(({ saleId }) => saleId !== undefined && saleIds.includes(saleId));
  const ofCorrections =
    isOthers && !facts.updateInventory
      ? [...unitsByItem].flatMap(([itemId, units]) => takenAwayBehind(ofSales, rows, { itemId, units, ...facts }))
      : rows.filter(({ inventoryLogId }) => ours.has(inventoryLogId));
  return [...ofSales, ...ofCorrections].toSorted((a, b) => a.inventoryLogId - b.inventoryLogId);
}

function takenAwayBehind(
  ofSales: readonly InventoryLogRow[],
  rows: readonly InventoryLogRow[],
  { itemId, units, retailShopId }: Readonly<{ itemId: string; units: number; retailShopId: string }>,
): readonly InventoryLogRow[] {
  const returned = ofSales.filter((row) => row.itemId === itemId);
  if (returned.length === 0) return [];
  const lastId = Math.max(...returned.map(({ inventoryLogId }) => inventoryLogId));
  const behind = rows
    .filter((row) => row.itemId === itemId && row.shopId === retailShopId && row.inventoryLogId > lastId)
    .filter((row) => row.saleId === undefined && apiCorrectionReasons.has(row.reason))
    .toSorted((a, b) => a.inventoryLogId - b.inventoryLogId);
  const [first] = behind.filter(({ quantityChange }) => quantityChange === -units);
  return first ? [first] : [];
}
