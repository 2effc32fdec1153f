import { secondsAfter } from './instants.ts';
import { othersRefundOf, ourReferenceSource, referenceOfOthers } from './others-refund.ts';
import { unitsByItem } from './refund-sale-lines.ts';
import { returnedByRefunding } from './retail-assumptions.ts';
import type { InventoryLogRow, RetailSaleInFull } from './retail-records.ts';
import type { RefundSaleEffect, RefundSaleFacts } from './stock-effect.ts';

/** Whether a sale is one that another case has taken for its own. */
export type IsTaken = (saleId: string) => boolean;

// Clocks of three systems: eCom dates the credit note, Retail the sale.
const clockSlackSeconds = 3600;

/** The earliest moment at which something in Retail can belong to a credit note. */
export const earliestOf = ({ issuedAt }: Pick<RefundSaleFacts, 'issuedAt'>): string =>
  secondsAfter(issuedAt, -clockSlackSeconds);

/** The refund sale that a case has already: our own completed one, or the one it took from others. */
export function knownRefundOf(
  { progress }: RefundSaleEffect,
  sales: readonly RetailSaleInFull[],
): RetailSaleInFull | undefined {
  const saleId = progress.observed?.saleId ?? progress.registered?.saleId;
  return saleId === undefined ? undefined : sales.find((sale) => sale.saleId === saleId);
}

/**
 * The refund that Lightspeed's link made for a case, among the sales of its order: the one with the same goods; once the
 * deadline has passed also the only one there is, so that what is wrong about it is said instead of that there is none.
 */
export function linksRefundOf(
  facts: RefundSaleFacts,
  itemByLine: Readonly<Record<string, string>>,
  sales: readonly RetailSaleInFull[],
  { isTaken, isDue }: Readonly<{ isTaken: IsTaken; isDue: boolean }>,
): RetailSaleInFull | undefined {
  const same = othersRefundOf(facts, itemByLine, sales, isTaken);
  if (same || !isDue) return same;
  const ofOrder = sales.filter(
    (sale) => sale.referenceNumber === referenceOfOthers(facts) && mayBeRefundOf(facts, sale) && !isTaken(sale.saleId),
  );
  return ofOrder.length === 1 ? ofOrder[0] : undefined;
}

/**
 * The refund of a case by what it did to the stock, for where the sale does not carry the order's number: the one refund
 * of others whose rows bring back exactly the case's units, and which gives the same credit as eCom.
 */
export function refundByRows(
  facts: RefundSaleFacts,
  itemByLine: Readonly<Record<string, string>>,
  seen: Readonly<{
    rows: readonly InventoryLogRow[];
    sales: readonly RetailSaleInFull[];
    ecomPaymentTypeId: string;
  }>,
  isTaken: IsTaken,
): RetailSaleInFull | undefined {
  const { ecomPaymentTypeId } = seen;
  const wanted = unitsByItem(facts.goods, itemByLine);
  if (wanted.size === 0) return undefined;
  const fitting = seen.sales.filter(
    (sale) =>
      mayBeRefundOf(facts, sale) &&
      creditOf(sale, ecomPaymentTypeId) === facts.creditMinor &&
      !isTaken(sale.saleId) &&
      bringsBack(seen.rows, sale.saleId, wanted),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** What a refund sale credits: its total, as far as it was paid back as eCom. Positive. */
export function creditOf({ totalMinor, payments }: RetailSaleInFull, ecomPaymentTypeId: string): number {
  const paidMinor = payments
    .filter(({ paymentTypeId }) => paymentTypeId === ecomPaymentTypeId)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return 0 - Math.max(totalMinor, paidMinor);
}

/** Further refunds of the same goods as a case's, which no other case has taken. */
export function doublesOf(
  facts: RefundSaleFacts,
  itemByLine: Readonly<Record<string, string>>,
  sales: readonly RetailSaleInFull[],
  isTaken: IsTaken,
): readonly RetailSaleInFull[] {
  const doubles: RetailSaleInFull[] = [];
  let rest = sales;
  for (let next = othersRefundOf(facts, itemByLine, rest, isTaken); next !== undefined; ) {
    const { saleId } = next;
    doubles.push(next);
    rest = rest.filter((sale) => sale.saleId !== saleId);
    next = othersRefundOf(facts, itemByLine, rest, isTaken);
  }
  return doubles;
}

const mayBeRefundOf = (facts: RefundSaleFacts, sale: RetailSaleInFull): boolean =>
  sale.completed &&
  !sale.voided &&
  sale.referenceNumberSource !== ourReferenceSource &&
  (sale.totalMinor < 0 || sale.lines.some(({ quantity }) => quantity < 0)) &&
  (sale.completedAt ?? sale.createdAt ?? '9') >= earliestOf(facts);

function bringsBack(rows: readonly InventoryLogRow[], saleId: string, wanted: ReadonlyMap<string, number>): boolean {
  const units = new Map<string, number>();
  for (const row of rows) {
    if (row.saleId !== saleId || row.reason !== returnedByRefunding) continue;
    units.set(row.itemId, (units.get(row.itemId) ?? 0) + row.quantityChange);
  }
  return units.size === wanted.size && [...wanted].every(([itemId, quantity]) => units.get(itemId) === quantity);
}
