import type { InventoryLogRow, RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import type { CaseItems, Confirmation } from '../../shared/domain/stock-confirmation.ts';
import type { RefundSaleEffect, RefundSaleProgress } from '../../shared/domain/stock-effect.ts';
import { raiseDifference } from '../../shared/stores/difference-store.ts';
import { type Stored, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { ConfirmRun } from './confirm-run.ts';
import { seenRow } from './seen-row.ts';

/** A confirmation that is decided. */
type Decided = Extract<Confirmation, Readonly<{ kind: 'decided' }>>;

// A row of the table holds 400 kB; a case with more rows than this is told by its sums.
const mostRows = 200;

/**
 * Writes down what was seen. The differences come first: after a crash between the two they are raised again, which
 * changes nothing, and the effect is looked at once more. `false` when the effect changed meanwhile.
 */
export async function noteConfirmation(
  run: ConfirmRun,
  {
    sale,
    items,
    refund,
    deadline,
  }: Readonly<{
    sale: Stored<RefundSaleEffect>;
    items: CaseItems;
    refund: RetailSaleInFull | undefined;
    deadline: string;
  }>,
  { verdict, rows, notes, differences }: Decided,
): Promise<boolean> {
  const { facts, progress } = sale;
  const at = run.clock.now();
  const { shopId, caseId, orderNumber, currency, goods } = facts;
  const about = { shopId, caseId, orderNumber, currency, raisedAt: at };
  for (const { code, itemId, amountMinor, evidence } of differences) {
    const found = { ...evidence, deadline, ...(itemId !== undefined && { inventoryLogIds: idsOfItem(rows, itemId) }) };
    await raiseDifference(run.table, { ...about, reason: code, subject: itemId, amountMinor, evidence: found });
  }
  for (const { orderLineId, sku, quantity, amountMinor } of goods) {
    if (progress.items !== undefined || items.itemByLine[orderLineId] !== undefined) continue;
    const evidence = { sku, quantity };
    await raiseDifference(run.table, { ...about, reason: 'item_unknown', subject: orderLineId, amountMinor, evidence });
  }
  const next: RefundSaleProgress = {
    ...progress,
    items: progress.items ?? items.itemByLine,
    untrackedItemIds: progress.untrackedItemIds ?? items.untrackedItemIds,
    ...(refund && isOthers(sale, refund) && { observed: progress.observed ?? { saleId: refund.saleId, at } }),
    seen: { at, verdict, rows: rows.slice(0, mostRows).map(seenRow), notes },
  };
  return (await saveEffect(run.table, { ...sale, progress: next }, at)) !== undefined;
}

/** The rows that a difference is about, as one finds them in Retail's log. */
const idsOfItem = (rows: readonly InventoryLogRow[], itemId: string): string =>
  rows
    .filter((row) => row.itemId === itemId)
    .map(({ inventoryLogId }) => inventoryLogId)
    .join(', ');

const isOthers = ({ progress }: RefundSaleEffect, { saleId }: RetailSaleInFull): boolean =>
  progress.registered?.saleId !== saleId;
