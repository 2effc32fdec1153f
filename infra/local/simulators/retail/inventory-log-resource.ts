import type { RetailAccount } from './account.ts';
import type { Resource, SearchHints } from './resource.ts';
import type { InventoryLogRow } from './rows.ts';
import type { Stock } from './stock.ts';
import { timeText } from './text.ts';

/** The log of all changes of stock. It is searched only: no single row is read, and none is written. */
export function inventoryLogResource({ stock }: RetailAccount): Resource<InventoryLogRow> {
  return {
    name: 'InventoryLog',
    idField: 'inventoryLogID',
    id: ({ inventoryLogId }) => inventoryLogId,
    sortable: ['inventoryLogID', 'itemID'],
    relations: {},
    fields: {
      inventoryLogID: ({ inventoryLogId }) => String(inventoryLogId),
      itemID: ({ itemId }) => String(itemId),
      shopID: ({ shopId }) => shopId,
      employeeID: ({ employeeId }) => employeeId,
      qohChange: ({ quantityChange }) => String(quantityChange),
      costChange: () => '0',
      createTime: ({ createdAt }) => timeText(createdAt),
      automated: ({ isAutomated }) => String(isAutomated),
      causedNegative: ({ causedNegative }) => String(causedNegative),
      reason: ({ reason }) => reason,
      saleID: ({ saleId }) => String(saleId),
      customerID: () => '0',
      orderID: () => '0',
      transferID: () => '0',
      inventoryCountID: () => '0',
      vendorReturnID: () => '0',
      itemImportID: () => '0',
    },
    search: (hints) => candidates(stock, hints),
    *searchBackwards(hints) {
      const rows = candidates(stock, hints);
      for (let index = rows.length - 1; index >= 0; index -= 1) {
        const row = rows[index];
        if (row !== undefined) yield row;
      }
    },
  };
}

function candidates(stock: Stock, { exactly, idAbove }: SearchHints): readonly InventoryLogRow[] {
  const [itemId, ...others] = exactly.get('itemID') ?? [];
  if (itemId !== undefined && others.length === 0) return stock.logOfItem(Number(itemId));
  return idAbove === 0 ? stock.log() : stock.log().slice(idAbove);
}
