import type { RetailAssumptions } from './assumptions.ts';
import type { InventoryLogRow } from './rows.ts';

/** What the history of an item shows an operator of one row. */
export type HistoryLine = Readonly<{ quantityChange: number; reason: string; employee: string; createdAt: number }>;

/**
 * The text that an operator reads, for the code word that the API gives. That these code words belong to these texts is an
 * assumption: no public source shows both. Nothing for a code word that stands outside the table.
 */
export function reasonText(
  { reason, quantityChange, clientName }: Pick<InventoryLogRow, 'reason' | 'quantityChange' | 'clientName'>,
  { reasons }: Pick<RetailAssumptions, 'reasons'>,
): string | undefined {
  if (reason === reasons.refunded) return 'Returned to stock by refunding';
  if (reason === reasons.sold) return 'Sold';
  if (reason !== reasons.quantityWritten) return undefined;
  if (clientName === '') return 'Manually adjusted';
  return quantityChange < 0 ? 'API removed' : 'API added';
}

/** A row as the history of its item shows it; what a program wrote bears the name of the program. */
export function historyLine(row: InventoryLogRow, assumptions: RetailAssumptions): HistoryLine {
  const { quantityChange, reason, clientName, employeeId, createdAt } = row;
  return {
    quantityChange,
    reason: reasonText(row, assumptions) ?? reason,
    employee: clientName === '' ? employeeId : clientName,
    createdAt,
  };
}
