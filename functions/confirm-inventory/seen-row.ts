import type { InventoryLogRow } from '../../shared/domain/retail-records.ts';
import type { SeenRow } from '../../shared/domain/stock-effect.ts';

/** A row of the log as an effect keeps it. */
export const seenRow = (row: InventoryLogRow): SeenRow => ({
  inventoryLogId: row.inventoryLogId,
  itemId: row.itemId,
  shopId: row.shopId,
  quantityChange: row.quantityChange,
  reason: row.reason,
  createdAt: row.createdAt,
  saleId: row.saleId,
});
