import * as Instant from 'temporal-polyfill/fns/Instant';
import { unitsByItem } from './refund-sale-lines.ts';
import type { RetailSaleInFull } from './retail-records.ts';
import type { RefundSaleFacts } from './stock-effect.ts';

/** `referenceNumberSource` of every sale that Avoir drafts. */
export const ourReferenceSource = 'avoir';

/**
 * What the sales of an order carry as `referenceNumber` when Lightspeed's own link wrote them: the order's number. An
 * assumption, found in no public source; what it does not find is seen in the inventory log afterwards.
 */
export const referenceOfOthers = ({ orderNumber }: Pick<RefundSaleFacts, 'orderNumber'>): string => orderNumber;

// Clocks of three systems: eCom dates the credit note, Retail the sale.
const clockSlackMinutes = 60;

/**
 * A refund that somebody else made for the same credit note, if there is one among these sales: of the same order, not
 * before the credit note, with the same units of the same items, or without goods the same total. `isTaken` says of a
 * sale that another case has taken it for its own.
 */
export function othersRefundOf(
  facts: RefundSaleFacts,
  itemByLine: Readonly<Record<string, string>>,
  sales: readonly RetailSaleInFull[],
  isTaken: (saleId: string) => boolean,
): RetailSaleInFull | undefined {
  const ours = textOf(unitsByItem(facts.goods, itemByLine));
  const earliest = Instant.addMinutes(Instant.fromString(facts.issuedAt), -clockSlackMinutes);
  return sales.find((sale) => {
    if (!isOthers(sale, facts) || !sale.completed || isTaken(sale.saleId)) return false;
    const madeAt = sale.completedAt ?? sale.createdAt;
    if (madeAt !== undefined && Instant.compare(Instant.fromString(madeAt), earliest) < 0) return false;
    const theirs = textOf(returnedByItem(sale));
    return theirs === ours && (ours !== '' || sale.totalMinor === -facts.creditMinor);
  });
}

/**
 * The lines on which the order's items were sold, where its own sale is known and an item stands on one line alone: with
 * such a parent Retail itself refuses to take back more than was sold.
 */
export function soldLinesOf(
  facts: Pick<RefundSaleFacts, 'orderNumber'>,
  sales: readonly RetailSaleInFull[],
): Readonly<Record<string, string>> {
  const lines = sales
    .filter((sale) => isOthers(sale, facts) && sale.completed)
    .flatMap((sale) => sale.lines.filter(({ quantity }) => quantity > 0));
  const alone = lines.flatMap(({ itemId, saleLineId }) => {
    const isAlone = lines.filter((line) => line.itemId === itemId).length === 1;
    return itemId !== undefined && isAlone ? [[itemId, saleLineId] as const] : [];
  });
  return Object.fromEntries(alone);
}

const isOthers = (sale: RetailSaleInFull, facts: Pick<RefundSaleFacts, 'orderNumber'>): boolean =>
  sale.referenceNumber === referenceOfOthers(facts) &&
  sale.referenceNumberSource !== ourReferenceSource &&
  !sale.voided &&
  !sale.archived;

function returnedByItem({ lines }: RetailSaleInFull): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { itemId, quantity } of lines) {
    if (itemId !== undefined && quantity < 0) units.set(itemId, (units.get(itemId) ?? 0) - quantity);
  }
  return units;
}

const textOf = (units: ReadonlyMap<string, number>): string =>
  [...units]
    .map(([itemId, quantity]) => `${itemId}×${quantity}`)
    .toSorted()
    .join(' ');
