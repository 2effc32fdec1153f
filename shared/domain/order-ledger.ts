import type { CaseId, OrderLineId } from './ids.ts';
import type { OrderValue } from './order-value.ts';

/** What was credited of one order line so far. */
export type LineCredit = Readonly<{ quantity: number; amountMinor: number }>;

/**
 * All that was given back of one order, over all its credit notes; only what was touched is in it. It is replaced
 * whole on condition that its version is unchanged, so two decisions can never both take the same rest.
 */
export type OrderLedger = Readonly<{
  version: number;
  lines: Readonly<Record<string, LineCredit>>;
  shippingMinor: number;
  paymentCostsMinor: number;
  /** Goodwill, fees kept, and where a credit note's own total differed from its parts. */
  adjustmentMinor: number;
  /** Given back by payment number. */
  payments: Readonly<Record<string, number>>;
  cases: readonly CaseId[];
  cancelledBy?: CaseId | undefined;
  /** Pieces invoiced by line, where eCom said that not all of them are; a line that is not named has none. */
  invoiced?: Readonly<Record<string, number>> | undefined;
  /** Captured by payment number, where that changed after the order's first snapshot. */
  captured?: Readonly<Record<string, number>> | undefined;
  /** Pieces whose stock a return brought back by itself, and how many of them credit notes have counted since. */
  returned?: Readonly<Record<string, ReturnedPieces>> | undefined;
}>;

/** Pieces of a line that a return put back to stock (`adjusted`), and those of them that a case did not restock again. */
export type ReturnedPieces = Readonly<{ adjusted: number; counted: number }>;

/** The ledger of an order that nothing was given back of. Version 0 is never stored. */
export const emptyLedger: OrderLedger = {
  version: 0,
  lines: {},
  shippingMinor: 0,
  paymentCostsMinor: 0,
  adjustmentMinor: 0,
  payments: {},
  cases: [],
};

/** What may still be credited of one line. */
export function remainingOfLine(value: OrderValue, ledger: OrderLedger, orderLineId: OrderLineId): LineCredit {
  const bought = value.lines.get(orderLineId) ?? { quantity: 0, paidMinor: 0 };
  const credited = ledger.lines[orderLineId] ?? { quantity: 0, amountMinor: 0 };
  return { quantity: bought.quantity - credited.quantity, amountMinor: bought.paidMinor - credited.amountMinor };
}

/** Pieces of a line that are invoiced and not credited yet; eCom credits no others. */
export function invoicedRemaining(value: OrderValue, ledger: OrderLedger, orderLineId: OrderLineId): number {
  const remaining = remainingOfLine(value, ledger, orderLineId).quantity;
  if (ledger.invoiced === undefined) return remaining;
  const credited = ledger.lines[orderLineId]?.quantity ?? 0;
  return Math.max(0, Math.min(remaining, (ledger.invoiced[orderLineId] ?? 0) - credited));
}

/** Pieces of a line that a return has brought back to stock and that no case has counted yet. */
export function returnedPieces({ returned }: OrderLedger, orderLineId: OrderLineId): number {
  const pieces = returned?.[orderLineId];
  return pieces === undefined ? 0 : Math.max(0, pieces.adjusted - pieces.counted);
}

/** What may still be credited of the whole order, in minor units. */
export function remainingOfOrder(value: OrderValue, ledger: OrderLedger): number {
  const linesMinor = Object.values(ledger.lines).reduce((sum, line) => sum + line.amountMinor, 0);
  return value.totalMinor - linesMinor - ledger.shippingMinor - ledger.paymentCostsMinor - ledger.adjustmentMinor;
}

/** What one case takes out of an order. */
export type Taking = Readonly<{
  caseId: CaseId;
  lines: readonly Readonly<{
    orderLineId: OrderLineId;
    quantity: number;
    amountMinor: number;
    restockedByReturn?: true | undefined;
  }>[];
  shippingMinor: number;
  paymentCostsMinor: number;
  adjustmentMinor: number;
  payments: readonly Readonly<{ paymentNumber: number; amountMinor: number }>[];
  cancels: boolean;
}>;

/** The ledger after a case took its part, one version on. */
export function afterTaking(ledger: OrderLedger, taking: Taking): OrderLedger {
  const moved = moveParts(ledger, taking, 1);
  return {
    ...moved,
    cases: ledger.cases.includes(taking.caseId) ? ledger.cases : [...ledger.cases, taking.caseId],
    cancelledBy: taking.cancels ? taking.caseId : ledger.cancelledBy,
  };
}

/** The ledger after a case gave back what it had taken, one version on: its credit note was deleted or changed in eCom. */
export function afterReturning(ledger: OrderLedger, taking: Taking): OrderLedger {
  const moved = moveParts(ledger, taking, -1);
  return { ...moved, cancelledBy: ledger.cancelledBy === taking.caseId ? undefined : ledger.cancelledBy };
}

function moveParts(ledger: OrderLedger, taking: Taking, sign: 1 | -1): OrderLedger {
  const lines: Record<string, LineCredit> = { ...ledger.lines };
  const returned: Record<string, ReturnedPieces> = { ...ledger.returned };
  for (const { orderLineId, quantity, amountMinor, restockedByReturn } of taking.lines) {
    const before = lines[orderLineId] ?? { quantity: 0, amountMinor: 0 };
    const after = { quantity: before.quantity + sign * quantity, amountMinor: before.amountMinor + sign * amountMinor };
    lines[orderLineId] = after;
    const pieces = returned[orderLineId];
    if (restockedByReturn && pieces) {
      returned[orderLineId] = { ...pieces, counted: pieces.counted + sign * quantity };
    }
  }
  const payments: Record<string, number> = { ...ledger.payments };
  for (const { paymentNumber, amountMinor } of taking.payments) {
    payments[paymentNumber] = (payments[paymentNumber] ?? 0) + sign * amountMinor;
  }
  return {
    ...ledger,
    version: ledger.version + 1,
    lines,
    shippingMinor: ledger.shippingMinor + sign * taking.shippingMinor,
    paymentCostsMinor: ledger.paymentCostsMinor + sign * taking.paymentCostsMinor,
    adjustmentMinor: ledger.adjustmentMinor + sign * taking.adjustmentMinor,
    payments,
    returned: ledger.returned && returned,
  };
}
