import { type CostsCredit, type CreditedLine, decideCosts, decideLine } from './credited-parts.ts';
import { decideGiftCards } from './gift-card.ts';
import { type CreditNoteId, caseOfCreditNote } from './ids.ts';
import type { Order } from './order.ts';
import { type OrderLedger, remainingOfOrder } from './order-ledger.ts';
import { type OrderValue, valueOf } from './order-value.ts';
import { broughtInMinor, untoldCurrencyOf } from './payment-value.ts';
import { type Accepted, accept, type PlanParts } from './refund-plan.ts';
import type { Refusal } from './refusal.ts';
import type { ShopSettings } from './shop-settings.ts';

/** A credit note as it is asked for. `totalMinor` is eCom's own total of it, `adjustmentMinor` goodwill (+) or a fee kept (−), which needs a `reason`. */
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
  reason?: string | undefined;
  /** The switch could not be told, and `updateInventory` is the shop's default. */
  isInventoryDefault?: boolean | undefined;
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
  reasons.push(...decideOrder(order, ledger));
  const parts = decideParts(order, { value, ledger, shop }, note, reasons);
  reasons.push(...decideTotal(order, { value, ledger, shop }, note, parts.totalMinor));
  return reasons.length > 0 ? { kind: 'refused', reasons } : accept(order, value, ledger, shop, parts);
}

/** Why a credit note cannot be accepted whatever its order is: it asks for nothing at all. */
export function refusalsWithoutOrder(note: CreditNote): readonly Refusal[] {
  const asksFor = (costs: CostsCredit): boolean => (typeof costs === 'boolean' ? costs : costs.amountMinor > 0);
  const asksForMoney = [note.adjustmentMinor, note.totalMinor].some((minor) => minor !== undefined && minor !== 0);
  const asksForSomething =
    note.lines.length > 0 || asksFor(note.refundShipping) || asksFor(note.refundPaymentCosts) || asksForMoney;
  return asksForSomething ? [] : [{ code: 'nothing_to_refund' }];
}

/** What speaks against any change of an order's money, whatever is asked for. */
export function decideOrder(order: Order, ledger: OrderLedger): Refusal[] {
  const reasons: Refusal[] = [];
  const untoldCurrency = untoldCurrencyOf(order);
  if (untoldCurrency !== undefined) {
    reasons.push({ code: 'currency_mismatch', part: 'payment', asked: order.currency, remaining: untoldCurrency });
  }
  if (ledger.cancelledBy !== undefined) reasons.push({ code: 'order_cancelled' });
  return reasons;
}

/** What a credit note asks for, part by part, whether or not the order has it. */
export const partsOf = (order: Order, ground: Ground, note: CreditNote): PlanParts =>
  decideParts(order, ground, note, []);

/** What a decision about a credit note is based on. */
export type Ground = Readonly<{ value: OrderValue; ledger: OrderLedger; shop: ShopSettings }>;

function decideParts(order: Order, ground: Ground, note: CreditNote, reasons: Refusal[]): PlanParts {
  const { value, ledger } = ground;
  const lines = note.lines.flatMap((credited) => {
    const line = order.lines.find(({ orderLineId }) => orderLineId === credited.orderLineId);
    if (line) return [decideLine(line, ground, credited, reasons)];
    reasons.push({ code: 'line_unknown', orderLineId: credited.orderLineId });
    return [];
  });
  const shipping = { paidMinor: value.shippingMinor, creditedMinor: ledger.shippingMinor };
  const shippingMinor = decideCosts(note.refundShipping, shipping, 'shipping', reasons);
  const paymentCosts = { paidMinor: value.paymentCostsMinor, creditedMinor: ledger.paymentCostsMinor };
  const paymentCostsMinor = decideCosts(note.refundPaymentCosts, paymentCosts, 'payment_costs', reasons);
  const linesMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const adjustmentMinor = note.adjustmentMinor ?? 0;
  const computedTotalMinor = linesMinor + shippingMinor + paymentCostsMinor + adjustmentMinor;
  const totalMinor = note.totalMinor ?? computedTotalMinor;
  return {
    caseId: caseOfCreditNote(note.creditNoteId),
    origin: 'credit_note',
    issuedAt: note.issuedAt,
    updateInventory: note.updateInventory,
    lines,
    shippingMinor,
    paymentCostsMinor,
    adjustmentMinor,
    totalMinor,
    computedTotalMinor,
    isInventoryDefault: note.isInventoryDefault,
  };
}

function decideTotal(order: Order, { value, ledger, shop }: Ground, note: CreditNote, totalMinor: number): Refusal[] {
  const reasons: Refusal[] = decideAdjustment(note, shop);
  const movesStock = note.lines.some(({ quantity }) => quantity > 0);
  if (totalMinor < 0 || (totalMinor === 0 && !movesStock)) reasons.push({ code: 'nothing_to_refund' });
  const remainingMinor = remainingOfOrder(value, ledger);
  if (totalMinor > remainingMinor) {
    reasons.push({ code: 'amount_exceeds_remaining', part: 'order', asked: totalMinor, remaining: remainingMinor });
  }
  reasons.push(...decideGiftCards(order, ledger, shop, totalMinor));
  if (totalMinor > 0 && !movesStock && !cameIn(order, ledger)) reasons.push(nothingCameIn(order, totalMinor));
  return reasons;
}

/** Goodwill and fees are a person's decision: it says why, and stays within what the shop lets pass. */
function decideAdjustment({ adjustmentMinor = 0, reason = '' }: CreditNote, shop: ShopSettings): Refusal[] {
  const reasons: Refusal[] = [];
  const asked = Math.abs(adjustmentMinor);
  if (asked > 0 && reason.trim() === '') {
    reasons.push({ code: 'adjustment_without_reason', part: 'adjustment', asked: adjustmentMinor });
  }
  if (shop.adjustmentLimitMinor !== undefined && asked > shop.adjustmentLimitMinor) {
    const remaining = shop.adjustmentLimitMinor;
    reasons.push({ code: 'adjustment_exceeds_limit', part: 'adjustment', asked, remaining });
  }
  return reasons;
}

const cameIn = (order: Order, ledger: OrderLedger): boolean =>
  order.payments.some((_, index) => broughtInMinor(order, ledger, index + 1) > 0);

/** Only money is asked for, and none ever came in: neither stock nor money would move. With articles it is a record for the stock. */
function nothingCameIn({ payments }: Order, asked: number): Refusal {
  const code = payments.some(({ state }) => state === 'authorised') ? 'not_captured' : 'not_paid';
  return { code, part: 'payment', asked, remaining: 0 };
}
