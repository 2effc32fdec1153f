import type { InventoryLogRow } from '../../shared/domain/retail-records.ts';
import type { RefundSaleEffect } from '../../shared/domain/stock-effect.ts';
import { type Stored, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { ConfirmRun } from './confirm-run.ts';
import { seenRow } from './seen-row.ts';

/**
 * Adds rows to what was seen of a case that had been decided, which now differs. Added again they change nothing. Whoever
 * changed the case meanwhile leaves the log to be read again: the watermark waits for the rows to settle.
 */
export async function addSeenRows(
  { table, clock }: ConfirmRun,
  effect: Stored<RefundSaleEffect>,
  rows: readonly InventoryLogRow[],
): Promise<void> {
  const { progress } = effect;
  const seenBefore = progress.seen?.rows ?? [];
  const added = rows
    .map(seenRow)
    .filter((row) => !seenBefore.some(({ inventoryLogId }) => inventoryLogId === row.inventoryLogId));
  if (added.length === 0 && progress.seen?.verdict === 'differs') return;
  const at = clock.now();
  const seen = { ...progress.seen, at, verdict: 'differs', rows: [...seenBefore, ...added] } as const;
  await saveEffect(table, { ...effect, progress: { ...progress, seen } }, at);
}
