import type { CaseId, OrderLineId, OrderNumber } from './ids.ts';
import { capturedMinorOf, type Order, type PaymentKind } from './order.ts';
import { afterTaking, type OrderLedger } from './order-ledger.ts';
import type { OrderValue } from './order-value.ts';
import { allocate } from './payment-allocation.ts';
import { type PaymentRoute, routeOf } from './payment-route.ts';
import { dayInShop, daysAfter } from './shop-day.ts';
import type { ShopSettings } from './shop-settings.ts';

/** Articles of one order line that come back. Whether they go back to stock is `restock` and the plan's switch together. */
export type PlannedLine = Readonly<{
  orderLineId: OrderLineId;
  sku: string;
  retailItemId?: string | undefined;
  quantity: number;
  amountMinor: number;
  restock: boolean;
}>;

/** What one payment gives back, by whom, and all that a person needs to locate it. Becomes one refund task. */
export type PlannedPayment = PaymentRoute &
  Readonly<{
    paymentNumber: number;
    kind: PaymentKind;
    method?: string | undefined;
    providerPaymentId?: string | undefined;
    amountMinor: number;
    paidAt?: string | undefined;
  }>;

/** What the case has to say about itself beside its amounts. */
export const planNotes = [
  'nothing_was_paid',
  'partly_paid',
  'release_expected',
  'remainder_spread',
  'credit_note_total_differs',
] as const;
export type PlanNote = (typeof planNotes)[number];

/** All that follows from one credit note or cancellation: what comes back, and what each payment gives back. */
export type RefundPlan = Readonly<{
  origin: 'credit_note' | 'cancellation';
  orderNumber: OrderNumber;
  currency: string;
  /** The amount of the credit note: eCom's own total where it is known. */
  totalMinor: number;
  /** The sum of the parts, as a check. */
  computedTotalMinor: number;
  orderTotalMinor: number;
  issuedAt: string;
  /** The day of the shop by which the money should be back. */
  dueOn: string;
  updateInventory: boolean;
  lines: readonly PlannedLine[];
  shippingMinor: number;
  paymentCostsMinor: number;
  adjustmentMinor: number;
  payments: readonly PlannedPayment[];
  notes: readonly PlanNote[];
}>;

/** A decision to accept: the plan, and the ledger as it stands after it. */
export type Accepted = Readonly<{ kind: 'accepted'; plan: RefundPlan; ledger: OrderLedger }>;

/** What the plan of a case is made from, once the rules have let it pass. */
export type PlanParts = Readonly<{
  caseId: CaseId;
  origin: RefundPlan['origin'];
  issuedAt: string;
  updateInventory: boolean;
  lines: readonly PlannedLine[];
  shippingMinor: number;
  paymentCostsMinor: number;
  adjustmentMinor: number;
  totalMinor: number;
  computedTotalMinor: number;
}>;

/**
 * Accepts what the rules let pass: divides the total over the payments, finds the route of each, says what is
 * remarkable, and takes it all out of the ledger. A cancellation gives gift cards their part back; a credit note never
 * touches them.
 */
export function accept(
  order: Order,
  value: OrderValue,
  ledger: OrderLedger,
  shop: ShopSettings,
  parts: PlanParts,
): Accepted {
  const { shares, uncoveredMinor } = allocate(order, ledger, parts.totalMinor, parts.origin === 'cancellation');
  const payments = shares.flatMap(({ paymentNumber, amountMinor }): PlannedPayment[] => {
    const payment = order.payments[paymentNumber - 1];
    if (payment === undefined) return [];
    const paidOn = payment.paidAt === undefined ? undefined : dayInShop(payment.paidAt, shop.timeZone);
    const route = routeOf(payment, shop.paymentMethods, paidOn);
    const { kind, method, providerPaymentId, paidAt } = payment;
    return [{ paymentNumber, kind, method, providerPaymentId, paidAt, amountMinor, ...route }];
  });
  const { caseId, ...shown } = parts;
  const plan: RefundPlan = {
    ...shown,
    orderNumber: order.orderNumber,
    currency: order.currency,
    orderTotalMinor: value.totalMinor,
    dueOn: daysAfter(dayInShop(parts.issuedAt, shop.timeZone), shop.refundDays),
    payments,
    notes: notesOf(order, value, parts, uncoveredMinor),
  };
  const { lines, shippingMinor, paymentCostsMinor } = parts;
  // Where eCom's total differs from the parts, the difference is taken too, or the order's rest would be wrong.
  const adjustmentMinor = parts.adjustmentMinor + parts.totalMinor - parts.computedTotalMinor;
  const cancels = parts.origin === 'cancellation';
  const taking = { caseId, lines, shippingMinor, paymentCostsMinor, adjustmentMinor, payments, cancels };
  return { kind: 'accepted', plan, ledger: afterTaking(ledger, taking) };
}

function notesOf(order: Order, value: OrderValue, parts: PlanParts, uncoveredMinor: number): PlanNote[] {
  const nothingCaptured = order.payments.every((payment) => capturedMinorOf(payment) === 0);
  const notes: Record<PlanNote, boolean> = {
    nothing_was_paid: uncoveredMinor > 0 && nothingCaptured,
    partly_paid: uncoveredMinor > 0 && !nothingCaptured,
    release_expected: order.payments.some(({ state }) => state === 'authorised'),
    remainder_spread: value.unexplainedMinor !== 0,
    credit_note_total_differs: parts.totalMinor !== parts.computedTotalMinor,
  };
  return planNotes.filter((note) => notes[note]);
}
