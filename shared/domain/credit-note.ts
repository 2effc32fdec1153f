import { type CreditNoteId, caseOfCreditNote, type OrderLineId } from './ids.ts';
import { shareOf } from './money.ts';
import { foreignCurrencyOf, type Order, type OrderLine } from './order.ts';
import { type OrderLedger, remainingOfLine, remainingOfOrder } from './order-ledger.ts';
import { type OrderValue, valueOf } from './order-value.ts';
import { carriedMinorOf } from './payment-allocation.ts';
import { type Accepted, accept, type PlannedLine } from './refund-plan.ts';
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

/** A credit note as it is asked for. `totalMinor` is eCom's own total of it, `adjustmentMinor` goodwill (+) or a fee kept (−). */
export type CreditNote = Readonly<{
  creditNoteId: CreditNoteId;
  issuedAt: string;
  currency: string;
  updateInventory: boolean;
  lines: readonly CreditedLine[];
  refundShipping: CostsCredit;
  refundPaymentCosts: CostsCredit;
  adjustmentMinor?: number | undefined;
  totalMinor?: number | undefined;
}>;

/** A request that the rules do not let pass, with every reason. */
export type Refused = Readonly<{ kind: 'refused'; reasons: readonly Refusal[] }>;

/**
 * Decides a credit note against what its order still has to give, over all lines at once. Pure: the same order,
 * ledger and request give the same plan or the same refusals; that is what a dry run shows.
 */
export function decideCreditNote(
  order: Order,
  ledger: OrderLedger,
  shop: ShopSettings,
  note: CreditNote,
): Accepted | Refused {
  const value = valueOf(order);
  if (value === undefined) return { kind: 'refused', reasons: [{ code: 'order_does_not_add_up', part: 'order' }] };
  const reasons: Refusal[] = [];
  if (note.currency !== order.currency) {
    reasons.push({ code: 'currency_mismatch', asked: note.currency, remaining: order.currency });
  }
  const foreignCurrency = foreignCurrencyOf(order);
  if (foreignCurrency !== undefined) {
    reasons.push({ code: 'currency_mismatch', part: 'payment', asked: order.currency, remaining: foreignCurrency });
  }
  if (ledger.cancelledBy !== undefined) reasons.push({ code: 'order_cancelled' });

  const lines = note.lines.flatMap((credited) => {
    const line = order.lines.find(({ orderLineId }) => orderLineId === credited.orderLineId);
    if (line) return [decideLine(line, value, ledger, credited, reasons)];
    reasons.push({ code: 'line_unknown', orderLineId: credited.orderLineId });
    return [];
  });
  const shippingMinor = decideCosts(
    note.refundShipping,
    value.shippingMinor,
    ledger.shippingMinor,
    'shipping',
    reasons,
  );
  const paymentCostsMinor = decideCosts(
    note.refundPaymentCosts,
    value.paymentCostsMinor,
    ledger.paymentCostsMinor,
    'payment_costs',
    reasons,
  );
  const linesMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const computedTotalMinor = linesMinor + shippingMinor + paymentCostsMinor + (note.adjustmentMinor ?? 0);
  const totalMinor = note.totalMinor ?? computedTotalMinor;
  const movesStock = note.lines.some(({ quantity }) => quantity > 0);
  if (totalMinor < 0 || (totalMinor === 0 && !movesStock)) reasons.push({ code: 'nothing_to_refund' });

  const remainingMinor = remainingOfOrder(value, ledger);
  if (totalMinor > remainingMinor) {
    reasons.push({ code: 'amount_exceeds_remaining', part: 'order', asked: totalMinor, remaining: remainingMinor });
  }
  reasons.push(...decideGiftCards(order, ledger, shop, totalMinor));
  if (reasons.length > 0) return { kind: 'refused', reasons };

  return accept(order, value, ledger, shop, {
    caseId: caseOfCreditNote(note.creditNoteId),
    origin: 'credit_note',
    issuedAt: note.issuedAt,
    updateInventory: note.updateInventory,
    lines,
    shippingMinor,
    paymentCostsMinor,
    adjustmentMinor: note.adjustmentMinor ?? 0,
    totalMinor,
    computedTotalMinor,
  });
}

/** Why a credit note cannot be accepted whatever its order is: it asks for nothing at all. */
export function refusalsWithoutOrder(note: CreditNote): readonly Refusal[] {
  const asksFor = (costs: CostsCredit): boolean => (typeof costs === 'boolean' ? costs : costs.amountMinor > 0);
  const asksForMoney = [note.adjustmentMinor, note.totalMinor].some((minor) => minor !== undefined && minor !== 0);
  const asksForSomething =
    note.lines.length > 0 || asksFor(note.refundShipping) || asksFor(note.refundPaymentCosts) || asksForMoney;
  return asksForSomething ? [] : [{ code: 'nothing_to_refund' }];
}

/**
 * The value of pieces is their share of what remains of the line, so that the last piece takes exactly the rest:
 * returned one by one or all at once, in whatever order, the parts add up to what was paid.
 */
function decideLine(
  line: OrderLine,
  value: OrderValue,
  ledger: OrderLedger,
  credited: CreditedLine,
  reasons: Refusal[],
): PlannedLine {
  const { orderLineId, quantity } = credited;
  const remaining = remainingOfLine(value, ledger, orderLineId);
  const fits = quantity <= remaining.quantity;
  if (!fits) {
    reasons.push({ code: 'quantity_exceeds_remaining', orderLineId, asked: quantity, remaining: remaining.quantity });
  }
  const followsMinor = fits && quantity > 0 ? shareOf(remaining.amountMinor, quantity, remaining.quantity) : 0;
  const amountMinor = credited.amountMinor ?? followsMinor;
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

/** The switch on an order that never had such costs is harmless; on one whose costs are gone it is a mistake. */
function decideCosts(
  asked: CostsCredit,
  paidMinor: number,
  creditedMinor: number,
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

/**
 * An order for which a gift card paid is cancelled, not refunded. Where a provider paid a part of it, our reading
 * (labelled as one, `giftCardMixed` per shop) lets a credit note take what the other payments still carry.
 */
function decideGiftCards(order: Order, ledger: OrderLedger, shop: ShopSettings, totalMinor: number): Refusal[] {
  const isGiftCard = ({ kind }: { kind: string }) => kind === 'gift_card';
  if (!order.payments.some(isGiftCard) || totalMinor <= 0) return [];
  const remaining = order.payments
    .map((payment, index) => (isGiftCard(payment) ? 0 : carriedMinorOf(order, ledger, index + 1)))
    .reduce((sum, carried) => sum + carried, 0);
  const always = order.payments.every(isGiftCard) || shop.giftCardMixed === 'always_cancel';
  if (!always && totalMinor <= remaining) return [];
  return [{ code: 'gift_card_requires_cancellation', asked: totalMinor, remaining: always ? 0 : remaining }];
}
