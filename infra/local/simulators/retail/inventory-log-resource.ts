import type { RetailAccount } from './account.ts';
import type { Resource } from './resource.ts';
import type { InventoryLogRow } from './rows.ts';
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
    *search({ idAbove }) {
      const log = stock.log();
      for (let index = idAbove; index < log.length; index += 1) {
        const row = log[index];
        if (row !== undefined) yield row;
      }
    },
  };
}
