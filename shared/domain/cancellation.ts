import { decideOrder, type Refused } from './credit-note.ts';
import { caseOfCancellation } from './ids.ts';
import type { Order } from './order.ts';
import { type OrderLedger, remainingOfLine, remainingOfOrder } from './order-ledger.ts';
import { valueOf } from './order-value.ts';
import { type Accepted, accept, type PlannedLine } from './refund-plan.ts';
import type { ShopSettings } from './shop-settings.ts';

/** The cancellation of an order: brings back all that was not credited yet. */
export type Cancellation = Readonly<{ cancelledAt: string; updateInventory: boolean }>;

/**
 * Decides a cancellation: every article and amount that is left comes back, and each payment gives back what it
 * still carries of it. After a credit note over everything it moves nothing. A fee that was kept stays kept.
 */
export function decideCancellation(
  order: Order,
  ledger: OrderLedger,
  shop: ShopSettings,
  cancellation: Cancellation,
): Accepted | Refused {
  const value = valueOf(order);
  if (value === undefined) return { kind: 'refused', reasons: [{ code: 'order_does_not_add_up', part: 'order' }] };
  const reasons = decideOrder(order, ledger);
  if (reasons.length > 0) return { kind: 'refused', reasons };

  const lines = order.lines.flatMap(({ orderLineId, sku, retailItemId }): PlannedLine[] => {
    const rest = remainingOfLine(value, ledger, orderLineId);
    if (rest.quantity === 0 && rest.amountMinor === 0) return [];
    return [{ orderLineId, sku, retailItemId, ...rest, restock: true }];
  });
  const shippingMinor = value.shippingMinor - ledger.shippingMinor;
  const paymentCostsMinor = value.paymentCostsMinor - ledger.paymentCostsMinor;
  const partsMinor = lines.reduce((sum, line) => sum + line.amountMinor, shippingMinor + paymentCostsMinor);
  // Goodwill given before is part of what the customer has back already; a fee kept before is not given back now.
  const totalMinor = Math.min(partsMinor, remainingOfOrder(value, ledger));
  const adjustmentMinor = totalMinor - partsMinor;

  return accept(order, value, ledger, shop, {
    caseId: caseOfCancellation(order.orderNumber),
    origin: 'cancellation',
    issuedAt: cancellation.cancelledAt,
    updateInventory: cancellation.updateInventory,
    lines,
    shippingMinor,
    paymentCostsMinor,
    adjustmentMinor,
    totalMinor,
    computedTotalMinor: totalMinor,
  });
}
