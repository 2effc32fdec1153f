import { requestCost } from '../../shared/domain/effect-cost.ts';
import { isOrderNumber } from '../../shared/domain/ids.ts';
import { secondsAfter, secondsBetween } from '../../shared/domain/instants.ts';
import { othersRefundOf, ourReferenceSource } from '../../shared/domain/others-refund.ts';
import { apiCorrectionReasons, returnedByRefunding } from '../../shared/domain/retail-assumptions.ts';
import type { InventoryLogRow, RetailSaleInFull } from '../../shared/domain/retail-records.ts';
import type { RefundSaleEffect } from '../../shared/domain/stock-effect.ts';
import type { InventoryWatch } from '../../shared/stores/inventory-watch-store.ts';
import { readOrder } from '../../shared/stores/order-store.ts';
import { readSaleEffect, type Stored } from '../../shared/stores/stock-effect-store.ts';
import { allPages, type ConfirmRun } from './confirm-run.ts';
import { readSales } from './look-up-cases.ts';
import { noteLateDouble } from './note-late-double.ts';
import { watchCorrections } from './watch-corrections.ts';

const watchEverySeconds = 300;
const markEverySeconds = 86_400;
const mostMarks = 40;
// Rows of lower ids may still appear behind this one for so long, and a search may not show its sale yet (assumptions).
// A correction that has an item in hand for longer looks at the rows behind its beginning itself.
const rowsSettleSeconds = 120;
const salesSettleSeconds = 3600;

/** Whether the log is to be looked through now. */
export const isTimeToWatch = ({ watchedAt }: InventoryWatch, now: string): boolean =>
  watchedAt === undefined || secondsBetween(watchedAt, now) >= watchEverySeconds;

/**
 * Looks through the log, from where the last run stopped, for refunds that somebody else made of goods that Avoir has
 * refunded and seen in Retail before, and for quantities of ours that no correction knows. Only rows of refunds and of
 * corrections are read, a hundred with one request.
 */
export async function watchForOthers(run: ConfirmRun, watch: InventoryWatch): Promise<InventoryWatch> {
  const now = run.clock.now();
  if (!isTimeToWatch(watch, now)) return watch;
  const { watermark } = watch;
  if (watermark === undefined) return await startHere(run, watch);
  const reasons = [returnedByRefunding, ...apiCorrectionReasons];
  const rows = await allPages(run, requestCost.search, (cursor) =>
    run.retail.listInventoryLog({ after: watermark, reasons, cursor }),
  );
  const sales = await readSales(
    run,
    rows.flatMap(({ saleId }) => saleId ?? []),
  );
  for (const sale of sales) {
    if (sale.referenceNumberSource !== ourReferenceSource) await compareWithCases(run, sale, rows);
  }
  const open = await watchCorrections(run, rows);
  const settled = settledRow(rows, { sales, open }, now);
  return {
    ...watch,
    watchedAt: now,
    ...(settled && { watermark: settled.inventoryLogId, marks: marked(watch, settled) }),
  };
}

async function startHere(run: ConfirmRun, watch: InventoryWatch): Promise<InventoryWatch> {
  const { items } = await run.budget.spend(requestCost.search, () =>
    run.retail.listInventoryLog({ newestFirst: true, limit: 1 }),
  );
  const inventoryLogId = items[0]?.inventoryLogId ?? 0;
  const at = run.clock.now();
  return { ...watch, watermark: inventoryLogId, watchedAt: at, marks: [{ at, inventoryLogId }] };
}

async function compareWithCases(
  run: ConfirmRun,
  sale: RetailSaleInFull,
  rows: readonly InventoryLogRow[],
): Promise<void> {
  for (const effect of await seenCasesOf(run, sale)) {
    const { facts, progress } = effect;
    const isDouble = othersRefundOf(facts, progress.items ?? {}, [sale], () => false) !== undefined;
    const ofSale = rows.filter(({ saleId }) => saleId === sale.saleId);
    if (isDouble && (await noteLateDouble(run, effect, sale, ofSale))) return;
  }
}

/** Refunds of the sale's order that Avoir made and has seen in Retail. */
async function seenCasesOf(
  { table, shopsById }: ConfirmRun,
  { referenceNumber }: RetailSaleInFull,
): Promise<readonly Stored<RefundSaleEffect>[]> {
  if (!isOrderNumber(referenceNumber)) return [];
  const found: Stored<RefundSaleEffect>[] = [];
  for (const shopId of shopsById.keys()) {
    const order = await readOrder(table, shopId, referenceNumber);
    for (const caseId of order?.ledger.cases ?? []) {
      const effect = await readSaleEffect(table, shopId, caseId);
      const isOurs = effect?.facts.writer === 'avoir' && effect.progress.observed === undefined;
      if (effect && isOurs && effect.progress.seen) found.push(effect);
    }
  }
  return found;
}

/** The last row up to which everything is known; `undefined` when not even the first is. */
function settledRow(
  rows: readonly InventoryLogRow[],
  { sales, open }: Readonly<{ sales: readonly RetailSaleInFull[]; open: readonly InventoryLogRow[] }>,
  now: string,
): InventoryLogRow | undefined {
  const known = new Set(sales.map(({ saleId }) => saleId));
  const isKnown = (row: InventoryLogRow): boolean =>
    row.saleId === undefined ? !open.includes(row) : known.has(row.saleId);
  const isSettled = (row: InventoryLogRow): boolean =>
    row.createdAt <= secondsAfter(now, -rowsSettleSeconds) &&
    (isKnown(row) || row.createdAt <= secondsAfter(now, -salesSettleSeconds));
  const firstOpen = rows.findIndex((row) => !isSettled(row));
  return (firstOpen === -1 ? rows : rows.slice(0, firstOpen)).at(-1);
}

function marked({ marks }: InventoryWatch, { createdAt, inventoryLogId }: InventoryLogRow): InventoryWatch['marks'] {
  const last = marks.at(-1);
  if (last && secondsBetween(last.at, createdAt) < markEverySeconds) return marks;
  return [...marks, { at: createdAt, inventoryLogId }].slice(-mostMarks);
}
