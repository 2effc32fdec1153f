import type { CaseId, OrderLineId, OrderNumber } from './ids.ts';
import { shareOf } from './money.ts';
import type { Order, PaymentKind } from './order.ts';
import { afterTaking, type OrderLedger, returnedPieces, type Taking } from './order-ledger.ts';
import type { OrderValue } from './order-value.ts';
import { allocate, type PaymentShare } from './payment-allocation.ts';
import { type PaymentRoute, routeOf } from './payment-route.ts';
import { broughtInMinor, inPaymentCurrency } from './payment-value.ts';
import { type PlanNote, planNotes } from './plan-notes.ts';
import { portalClosesOn } from './portal-window.ts';
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
  /** A return has brought these pieces back to stock already; `restock` is off for that reason. */
  restockedByReturn?: true | undefined;
}>;

/** What one payment gives back, by whom, and all that a person needs to locate it. Becomes one refund task. */
export type PlannedPayment = PaymentRoute &
  Readonly<{
    paymentNumber: number;
    kind: PaymentKind;
    method?: string | undefined;
    providerPaymentId?: string | undefined;
    /** In the currency of the order. */
    amountMinor: number;
    paidAt?: string | undefined;
    /** The same in the currency of the payment where that is another one: proposed, a person says what is given back. */
    proposed?: Readonly<{ amountMinor: number; currency: string }> | undefined;
    /** The last day of the shop on which the provider's portal refunds this payment, where one is known. */
    portalClosesOn?: string | undefined;
  }>;

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
  /**
   * Where a cheaper copy took the order's place: what the cancellation gave back. Lightspeed's own link writes it to Retail
   * whole and sells the copy there, net no stock; Avoir writes the difference alone.
   */
  replaced?: Readonly<{ lines: readonly PlannedLine[]; totalMinor: number }> | undefined;
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
  /** The switch of the credit note could not be told; `updateInventory` is the shop's default. */
  isInventoryDefault?: boolean | undefined;
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
  const payments = shares.flatMap((share) => plannedPayment(order, shop, parts.issuedAt, share));
  const notes = notesOf(order, ledger, value, parts, uncoveredMinor);
  return planned(order, value, { ledger, shop, parts, payments, notes });
}

/** Records what the rules would not let pass: the ledger takes it, and no payment gives anything back yet. */
export function acceptWithoutEffects(
  order: Order,
  value: Pick<OrderValue, 'totalMinor' | 'unexplainedMinor'>,
  ledger: OrderLedger,
  shop: ShopSettings,
  parts: PlanParts,
): Accepted {
  return planned(order, value, { ledger, shop, parts, payments: [], notes: notesOf(order, ledger, value, parts, 0) });
}

function planned(
  order: Order,
  { totalMinor: orderTotalMinor }: Pick<OrderValue, 'totalMinor'>,
  {
    ledger,
    shop,
    parts,
    payments,
    notes,
  }: Readonly<{
    ledger: OrderLedger;
    shop: ShopSettings;
    parts: PlanParts;
    payments: readonly PlannedPayment[];
    notes: readonly PlanNote[];
  }>,
): Accepted {
  const { caseId, isInventoryDefault, ...shown } = parts;
  const lines = parts.lines.flatMap((line) => apartFromReturned(ledger, line));
  const found: Partial<Record<PlanNote, boolean>> = {
    paid_in_other_currency: payments.some(({ proposed }) => proposed !== undefined),
    portal_closed: payments.some(
      ({ portalClosesOn: last, refundMode }) => last !== undefined && refundMode === 'manual',
    ),
    restocked_by_return: lines.some(({ restockedByReturn }) => restockedByReturn),
    inventory_switch_is_default: isInventoryDefault ?? false,
  };
  const plan: RefundPlan = {
    ...shown,
    lines,
    orderNumber: order.orderNumber,
    currency: order.currency,
    orderTotalMinor,
    dueOn: daysAfter(dayInShop(parts.issuedAt, shop.timeZone), shop.refundDays),
    payments,
    notes: planNotes.filter((note) => notes.includes(note) || found[note]),
  };
  return { kind: 'accepted', plan, ledger: afterTaking(ledger, takingOf(caseId, plan)) };
}

/** The parts that a plan was made from, to decide over the same again. */
export function partsOfPlan(caseId: CaseId, plan: RefundPlan): PlanParts {
  const { origin, issuedAt, updateInventory, lines, shippingMinor, paymentCostsMinor, adjustmentMinor } = plan;
  const { totalMinor, computedTotalMinor, notes } = plan;
  const isInventoryDefault = notes.includes('inventory_switch_is_default');
  return {
    caseId,
    origin,
    issuedAt,
    updateInventory,
    lines,
    shippingMinor,
    paymentCostsMinor,
    adjustmentMinor,
    totalMinor,
    computedTotalMinor,
    isInventoryDefault,
  };
}

/** What a case with this plan took out of the ledger. */
export function takingOf(caseId: CaseId, plan: RefundPlan): Taking {
  const { lines, shippingMinor, paymentCostsMinor, payments } = plan;
  // Where eCom's total differs from the parts, the difference is taken too, or the order's rest would be wrong.
  const adjustmentMinor = plan.adjustmentMinor + plan.totalMinor - plan.computedTotalMinor;
  const cancels = plan.origin === 'cancellation';
  return { caseId, lines, shippingMinor, paymentCostsMinor, adjustmentMinor, payments, cancels };
}

function plannedPayment(
  order: Order,
  shop: ShopSettings,
  issuedAt: string,
  { paymentNumber, amountMinor }: PaymentShare,
): PlannedPayment[] {
  const payment = order.payments[paymentNumber - 1];
  if (payment === undefined) return [];
  const { kind, method, providerPaymentId, paidAt } = payment;
  const paidOn = paidAt === undefined ? undefined : dayInShop(paidAt, shop.timeZone);
  const route = routeOf(payment, shop.paymentMethods, paidOn);
  const closesOn = route.refundMode === 'portal' ? portalClosesOn(route.provider, paidOn) : undefined;
  const isClosed = closesOn !== undefined && closesOn < dayInShop(issuedAt, shop.timeZone);
  return [
    {
      paymentNumber,
      kind,
      method,
      providerPaymentId,
      paidAt,
      amountMinor,
      ...route,
      refundMode: isClosed ? 'manual' : route.refundMode,
      proposed: inPaymentCurrency(order, payment, amountMinor),
      portalClosesOn: closesOn,
    },
  ];
}

/** Pieces that a return has put back to stock are not restocked a second time: they become a line of their own. */
function apartFromReturned(ledger: OrderLedger, line: PlannedLine): PlannedLine[] {
  const quantity = line.restock ? Math.min(line.quantity, returnedPieces(ledger, line.orderLineId)) : 0;
  if (quantity === 0) return [line];
  const back = { ...line, restock: false, restockedByReturn: true } as const;
  if (quantity === line.quantity) return [back];
  const amountMinor = shareOf(line.amountMinor, quantity, line.quantity);
  const rest = { ...line, quantity: line.quantity - quantity, amountMinor: line.amountMinor - amountMinor };
  return [{ ...back, quantity, amountMinor }, rest];
}

function notesOf(
  order: Order,
  ledger: OrderLedger,
  value: Pick<OrderValue, 'unexplainedMinor'>,
  parts: PlanParts,
  uncoveredMinor: number,
): readonly PlanNote[] {
  const hasCaptured = order.payments.map((_, index) => broughtInMinor(order, ledger, index + 1) > 0);
  const nothingCaptured = !hasCaptured.includes(true);
  const notes: Partial<Record<PlanNote, boolean>> = {
    nothing_was_paid: uncoveredMinor > 0 && nothingCaptured,
    partly_paid: uncoveredMinor > 0 && !nothingCaptured,
    release_expected: order.payments.some(({ state }, index) => state === 'authorised' && !hasCaptured[index]),
    remainder_spread: value.unexplainedMinor !== 0,
    credit_note_total_differs: parts.totalMinor !== parts.computedTotalMinor,
  };
  return planNotes.filter((note) => notes[note]);
}
