import type { InventoryLogRow } from './retail-records.ts';

/** Units of one item that a case brings back, and what they are worth. */
export type ExpectedItem = Readonly<{ itemId: string; units: number; amountMinor: number }>;

/** What should be in Retail's log of one item for one case. */
export type ExpectedMovements = Readonly<{
  updateInventory: boolean;
  retailShopId: string;
  /** The case's refund sale; missing while it was not found. */
  refundSaleId?: string | undefined;
  /** Further refund sales of the same goods. */
  doubleSaleIds: readonly string[];
}>;

/** What the rows of one item say. `untouched` is right: no unit was to stay, and none moved. */
export type ItemVerdict =
  | 'right'
  | 'untouched'
  | 'stock_missing'
  | 'stock_twice'
  | 'stock_wrong_quantity'
  | 'stock_wrong_location';

/**
 * Compares an item's rows with what should be there: first the sum, then the rows. With the inventory updated the units
 * come back by the refund sale; without, they come back and go away again. `rows` are those of the case alone: of its
 * sales, and the corrections without a sale that belong to it. Units may come in one row or in several.
 */
export function itemVerdict(
  { itemId, units }: ExpectedItem,
  { updateInventory, retailShopId, refundSaleId, doubleSaleIds }: ExpectedMovements,
  rows: readonly InventoryLogRow[],
): ItemVerdict {
  const ofItem = rows.filter((row) => row.itemId === itemId);
  if (ofItem.some(({ saleId }) => saleId !== undefined && doubleSaleIds.includes(saleId))) return 'stock_twice';
  if (ofItem.length === 0) return updateInventory ? 'stock_missing' : 'untouched';
  const returned = ofItem.filter(({ saleId }) => saleId !== undefined && saleId === refundSaleId);
  if (returned.some(({ shopId }) => shopId !== retailShopId)) return 'stock_wrong_location';
  const returnedUnits = sumOf(returned);
  const sum = returnedUnits + sumOf(ofItem.filter(({ saleId }) => saleId === undefined));
  if (sum === (updateInventory ? units : 0) && returnedUnits === units) return 'right';
  if (sum === 0 && updateInventory) return 'stock_missing';
  return updateInventory && sum === 2 * units ? 'stock_twice' : 'stock_wrong_quantity';
}

const sumOf = (rows: readonly InventoryLogRow[]): number => rows.reduce((sum, row) => sum + row.quantityChange, 0);
