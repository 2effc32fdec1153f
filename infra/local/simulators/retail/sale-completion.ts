import type { RetailAccount } from './account.ts';
import { numberOf } from './decimal.ts';
import { unprocessable } from './refusal.ts';
import type { Sale, SaleLine } from './rows.ts';

/** The sale, completed. Throws a refusal where its payments are not its total. */
export function completed(sale: Sale, completeTime: number | undefined, now: number): Sale {
  const { total, payments } = sale.totals;
  if (total !== payments)
    throw unprocessable(`The sale is not balanced: total ${numberOf(total)}, payments ${numberOf(payments)}.`);
  if (completeTime !== undefined && completeTime > now) throw unprocessable('completeTime: lies in the future.');
  return { ...sale, completed: true, completedAt: completeTime ?? now, changedAt: now };
}

/**
 * Holds a refund line that names the line of its sale to what was sold there, together with what was given back before.
 * Throws a refusal. Whether open refunds count is an assumption.
 */
export function requireRefundable(
  { sales, assumptions }: RetailAccount,
  ownSaleId: number,
  { parentSaleLineId, itemId, unitQuantity }: SaleLine,
  ownLines: readonly SaleLine[],
): void {
  if (parentSaleLineId === 0) return;
  const parentSale = sales.withLine(parentSaleLineId);
  const parent = parentSale?.lines.find(({ saleLineId }) => saleLineId === parentSaleLineId);
  if (!(parent && parentSale?.completed)) throw unprocessable(`parentSaleLineID: ${parentSaleLineId} was not sold.`);
  if (parent.itemId !== itemId) throw unprocessable(`parentSaleLineID: ${parentSaleLineId} is another item.`);
  if (unitQuantity >= 0) throw unprocessable('unitQuantity: a refund line is negative.');
  const others = sales
    .refundsOf(parentSaleLineId)
    .filter((sale) => sale.saleId !== ownSaleId && !sale.archived)
    .filter((sale) => sale.completed || assumptions.openRefundReservesSoldLine)
    .flatMap(({ lines }) => lines);
  const givenBack = [...others, ...ownLines]
    .filter((line) => line.parentSaleLineId === parentSaleLineId)
    .reduce((sum, line) => sum - line.unitQuantity, 0);
  if (givenBack > parent.unitQuantity)
    throw unprocessable(
      `parentSaleLineID: ${parentSaleLineId} was sold ${parent.unitQuantity} times, ${givenBack} would be refunded.`,
    );
}
