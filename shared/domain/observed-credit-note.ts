import { type CreditNote, decideCreditNote, type Ground, partsOf } from './credit-note.ts';
import type { CostsCredit } from './credited-parts.ts';
import { shareOf } from './money.ts';
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
 * A credit note that exists in eCom, as the rules read it: its quantities, valued as we value them, and eCom's total as
 * the amount; what lies between the two is shown. eCom's own value of a line counts where it is nothing (an exchange) or
 * comes without pieces. What belongs to no line of the order is an adjustment. Where the switch for the inventory cannot
 * be told, the shop's default holds.
 */
export function asCreditNote(observed: ObservedCreditNote, order: Order, shop: ShopSettings): CreditNote {
  const { creditNoteId, issuedAt, lines, shippingMinor, paymentCostsMinor, otherMinor, totalMinor } = observed;
  return {
    creditNoteId,
    issuedAt,
    currency: order.currency,
    updateInventory: observed.updateInventory ?? shop.updateInventoryDefault ?? true,
    isInventoryDefault: observed.updateInventory === undefined,
    lines: lines.map(({ orderLineId, quantity, amountMinor }) =>
      quantity > 0 && amountMinor > 0 ? { orderLineId, quantity } : { orderLineId, quantity, amountMinor },
    ),
    refundShipping: costsOf(shippingMinor, order.shippingMinor),
    refundPaymentCosts: costsOf(paymentCostsMinor, order.paymentCostsMinor),
    adjustmentMinor: otherMinor,
    totalMinor,
    reason: 'listed by eCom',
  };
}

// eCom rounds an invoice by itself: one minor unit beside the whole costs is the whole costs.
function costsOf(observedMinor: number, paidMinor: number): CostsCredit {
  if (observedMinor === 0) return false;
  return Math.abs(observedMinor - paidMinor) <= 1 || { amountMinor: observedMinor };
}

/** Decides a credit note that exists: never refused, but recorded without effects where a request would be. */
export function decideObservedCreditNote(
  order: Order,
  ledger: OrderLedger,
  shop: ShopSettings,
  observed: ObservedCreditNote,
): Accepted | NotAllowed {
  const note = asCreditNote(observed, order, shop);
  const decision = decideCreditNote(order, ledger, shop, note);
  if (decision.kind === 'accepted') return decision;
  const value = valueOf(order);
  const capped =
    value === undefined
      ? nothingOf(partsOf(order, { value: worthless(order), ledger, shop }, note))
      : cappedParts(order, { value, ledger, shop }, note, observed);
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

/** As much of each part as the order still has: the ledger never holds more than was bought. What is cut off is not taken either. */
function cappedParts(order: Order, ground: Ground, note: CreditNote, observed: ObservedCreditNote): PlanParts {
  const { value, ledger } = ground;
  const lines = note.lines.map((line) => {
    const { quantity, amountMinor } = remainingOfLine(value, ledger, line.orderLineId);
    const cappedMinor = line.amountMinor === undefined ? undefined : Math.min(line.amountMinor, amountMinor);
    return { ...line, quantity: Math.min(line.quantity, quantity), amountMinor: cappedMinor };
  });
  const asked = partsOf(order, ground, { ...note, lines });
  const shippingMinor = Math.min(asked.shippingMinor, value.shippingMinor - ledger.shippingMinor);
  const paymentCostsMinor = Math.min(asked.paymentCostsMinor, value.paymentCostsMinor - ledger.paymentCostsMinor);
  const cutCostsMinor = asked.shippingMinor + asked.paymentCostsMinor - shippingMinor - paymentCostsMinor;
  const cutPiecesMinor = observed.lines.reduce((sum, { quantity, amountMinor }, index) => {
    const cut = quantity - (lines[index]?.quantity ?? 0);
    return cut > 0 ? sum + shareOf(amountMinor, cut, quantity) : sum;
  }, 0);
  const totalMinor = observed.totalMinor - cutCostsMinor - cutPiecesMinor;
  return {
    ...asked,
    lines: asked.lines.filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0),
    shippingMinor,
    paymentCostsMinor,
    totalMinor: Math.max(0, Math.min(totalMinor, remainingOfOrder(value, ledger))),
    computedTotalMinor: asked.computedTotalMinor - cutCostsMinor,
  };
}
