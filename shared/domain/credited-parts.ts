import type { OrderLineId } from './ids.ts';
import { shareOf } from './money.ts';
import type { OrderLine } from './order.ts';
import { invoicedRemaining, type OrderLedger, remainingOfLine } from './order-ledger.ts';
import type { OrderValue } from './order-value.ts';
import type { PlannedLine } from './refund-plan.ts';
import type { Refusal, RefusedPart } from './refusal.ts';
import type { ShopSettings } from './shop-settings.ts';

/** One line of a credit note. Without an amount the line's value follows from its quantity; a quantity of 0 needs an amount. */
export type CreditedLine = Readonly<{
  orderLineId: OrderLineId;
  quantity: number;
  amountMinor?: number | undefined;
  restock?: 'yes' | 'no' | undefined;
}>;

/** How much of the shipping or payment costs is credited: all that remains, nothing, or a stated amount. */
export type CostsCredit = boolean | Readonly<{ amountMinor: number }>;

/**
 * Decides one line. The value of pieces is their share of what remains of the line, so that the last piece takes
 * exactly the rest: returned one by one or all at once, in whatever order, the parts add up to what was paid. A piece
 * is never worth more than it was bought for, also after another one was exchanged for nothing.
 */
export function decideLine(
  line: OrderLine,
  { value, ledger, shop }: Readonly<{ value: OrderValue; ledger: OrderLedger; shop: ShopSettings }>,
  credited: CreditedLine,
  reasons: Refusal[],
): PlannedLine {
  const { orderLineId, quantity } = credited;
  const remaining = remainingOfLine(value, ledger, orderLineId);
  const invoiced = invoicedRemaining(value, ledger, orderLineId);
  const fits = quantity <= remaining.quantity;
  if (!fits) {
    reasons.push({ code: 'quantity_exceeds_remaining', orderLineId, asked: quantity, remaining: remaining.quantity });
  } else if (quantity > invoiced) {
    reasons.push({ code: 'not_invoiced', orderLineId, asked: quantity, remaining: invoiced });
  }
  if (line.isGiftCard || shop.giftCardSkus?.includes(line.sku)) {
    reasons.push({ code: 'gift_card_purchase', orderLineId, asked: quantity, remaining: 0 });
  }
  const paidMinor = value.lines.get(orderLineId)?.paidMinor ?? 0;
  const mostMinor = quantity * Math.ceil(paidMinor / line.quantity);
  const shareMinor = fits && quantity > 0 ? shareOf(remaining.amountMinor, quantity, remaining.quantity) : 0;
  const amountMinor = credited.amountMinor ?? Math.min(shareMinor, mostMinor);
  if (amountMinor > remaining.amountMinor) {
    const asked = amountMinor;
    reasons.push({ code: 'amount_exceeds_remaining', orderLineId, asked, remaining: remaining.amountMinor });
  }
  const { sku, retailItemId } = line;
  return { orderLineId, sku, retailItemId, quantity, amountMinor, restock: credited.restock !== 'no' };
}

const alreadyRefunded = {
  shipping: 'shipping_already_refunded',
  payment_costs: 'payment_costs_already_refunded',
} as const satisfies Partial<Record<RefusedPart, Refusal['code']>>;

/** Decides shipping or payment costs. The switch on an order that never had such costs is harmless; on one whose costs are gone it is a mistake. */
export function decideCosts(
  asked: CostsCredit,
  { paidMinor, creditedMinor }: Readonly<{ paidMinor: number; creditedMinor: number }>,
  part: keyof typeof alreadyRefunded,
  reasons: Refusal[],
): number {
  const remainingMinor = paidMinor - creditedMinor;
  const askedMinor = costsAskedMinor(asked, remainingMinor);
  const wants = asked === true || askedMinor > 0;
  if (wants && paidMinor > 0 && remainingMinor === 0) {
    reasons.push({ code: alreadyRefunded[part], part, asked: asked === true ? paidMinor : askedMinor, remaining: 0 });
  } else if (askedMinor > remainingMinor) {
    reasons.push({ code: 'amount_exceeds_remaining', part, asked: askedMinor, remaining: remainingMinor });
  }
  return askedMinor;
}

function costsAskedMinor(asked: CostsCredit, remainingMinor: number): number {
  if (asked === true) return remainingMinor;
  return asked === false ? 0 : asked.amountMinor;
}
