import { type CreditNote, decideCreditNote, partsOf } from './credit-note.ts';
import type { ObservedCreditNote } from './observed-order.ts';
import type { Order } from './order.ts';
import { type OrderLedger, remainingOfLine, remainingOfOrder } from './order-ledger.ts';
import { type OrderValue, valueOf } from './order-value.ts';
import { type Accepted, acceptWithoutEffects, type PlanParts } from './refund-plan.ts';
import type { Refusal } from './refusal.ts';
import type { ShopSettings } from './shop-settings.ts';

/** A fact that the rules would refuse as a request: recorded all the same, capped at what was bought, without any effect. */
export type NotAllowed = Readonly<Omit<Accepted, 'kind'> & { kind: 'not_allowed'; reasons: readonly Refusal[] }>;

/**
 * A credit note that exists in eCom, as the rules read it: all amounts as they stand there, and eCom's total as the
 * amount. What belongs to no line of the order is an adjustment. Where its switch for the inventory cannot be told, the
 * shop's default holds.
 */
export function asCreditNote(observed: ObservedCreditNote, currency: string, shop: ShopSettings): CreditNote {
  const { creditNoteId, issuedAt, lines, shippingMinor, paymentCostsMinor, otherMinor, totalMinor } = observed;
  return {
    creditNoteId,
    issuedAt,
    currency,
    updateInventory: observed.updateInventory ?? shop.updateInventoryDefault ?? true,
    isInventoryDefault: observed.updateInventory === undefined,
    lines,
    refundShipping: shippingMinor > 0 && { amountMinor: shippingMinor },
    refundPaymentCosts: paymentCostsMinor > 0 && { amountMinor: paymentCostsMinor },
    adjustmentMinor: otherMinor,
    totalMinor,
    reason: 'listed by eCom',
  };
}

/** Decides a credit note that exists: never refused, but recorded without effects where a request would be. */
export function decideObservedCreditNote(
  order: Order,
  ledger: OrderLedger,
  shop: ShopSettings,
  observed: ObservedCreditNote,
): Accepted | NotAllowed {
  const note = asCreditNote(observed, order.currency, shop);
  const decision = decideCreditNote(order, ledger, shop, note);
  if (decision.kind === 'accepted') return decision;
  const value = valueOf(order);
  const asked = partsOf(order, { value: value ?? worthless(order), ledger, shop }, note);
  const capped = value === undefined ? nothingOf(asked) : cappedAt(value, ledger, asked);
  const recorded = acceptWithoutEffects(order, value ?? worthless(order), ledger, shop, capped);
  return { ...recorded, kind: 'not_allowed', reasons: decision.reasons };
}

/** An order whose value cannot be told has nothing that could be taken of it. */
export const worthless = ({ totalMinor = 0 }: Order): OrderValue => ({
  totalMinor,
  lines: new Map(),
  shippingMinor: 0,
  paymentCostsMinor: 0,
  unexplainedMinor: 0,
});

const nothingOf = (parts: PlanParts): PlanParts => ({
  ...parts,
  lines: [],
  shippingMinor: 0,
  paymentCostsMinor: 0,
  adjustmentMinor: 0,
  totalMinor: 0,
  computedTotalMinor: 0,
});

/** As much of each part as the order still has: the ledger never holds more than was bought. */
function cappedAt(value: OrderValue, ledger: OrderLedger, asked: PlanParts): PlanParts {
  const lines = asked.lines
    .map((line) => {
      const rest = remainingOfLine(value, ledger, line.orderLineId);
      const quantity = Math.min(line.quantity, rest.quantity);
      return { ...line, quantity, amountMinor: Math.min(line.amountMinor, rest.amountMinor) };
    })
    .filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  const shippingMinor = Math.min(asked.shippingMinor, value.shippingMinor - ledger.shippingMinor);
  const paymentCostsMinor = Math.min(asked.paymentCostsMinor, value.paymentCostsMinor - ledger.paymentCostsMinor);
  const linesMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const computedTotalMinor = linesMinor + shippingMinor + paymentCostsMinor + asked.adjustmentMinor;
  const cutMinor = asked.computedTotalMinor - computedTotalMinor;
  const totalMinor = Math.max(0, Math.min(asked.totalMinor - cutMinor, remainingOfOrder(value, ledger)));
  return { ...asked, lines, shippingMinor, paymentCostsMinor, totalMinor, computedTotalMinor };
}
