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
}>;

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

/** What may still be credited of the whole order, in minor units. */
export function remainingOfOrder(value: OrderValue, ledger: OrderLedger): number {
  const linesMinor = Object.values(ledger.lines).reduce((sum, line) => sum + line.amountMinor, 0);
  return value.totalMinor - linesMinor - ledger.shippingMinor - ledger.paymentCostsMinor - ledger.adjustmentMinor;
}

/** What one case takes out of an order. */
export type Taking = Readonly<{
  caseId: CaseId;
  lines: readonly Readonly<{ orderLineId: OrderLineId; quantity: number; amountMinor: number }>[];
  shippingMinor: number;
  paymentCostsMinor: number;
  adjustmentMinor: number;
  payments: readonly Readonly<{ paymentNumber: number; amountMinor: number }>[];
  cancels: boolean;
}>;

/** The ledger after a case took its part, one version on. */
export function afterTaking(ledger: OrderLedger, taking: Taking): OrderLedger {
  const lines: Record<string, LineCredit> = { ...ledger.lines };
  for (const { orderLineId, quantity, amountMinor } of taking.lines) {
    const before = lines[orderLineId] ?? { quantity: 0, amountMinor: 0 };
    lines[orderLineId] = { quantity: before.quantity + quantity, amountMinor: before.amountMinor + amountMinor };
  }
  const payments: Record<string, number> = { ...ledger.payments };
  for (const { paymentNumber, amountMinor } of taking.payments) {
    payments[paymentNumber] = (payments[paymentNumber] ?? 0) + amountMinor;
  }
  return {
    version: ledger.version + 1,
    lines,
    shippingMinor: ledger.shippingMinor + taking.shippingMinor,
    paymentCostsMinor: ledger.paymentCostsMinor + taking.paymentCostsMinor,
    adjustmentMinor: ledger.adjustmentMinor + taking.adjustmentMinor,
    payments,
    cases: [...ledger.cases, taking.caseId],
    cancelledBy: taking.cancels ? taking.caseId : ledger.cancelledBy,
  };
}
