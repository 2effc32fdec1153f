import type { CreditNote } from './credit-note.ts';
import type { ObservedCreditNote } from './observed-order.ts';

/**
 * A credit note that exists in eCom, as the rules read it: all amounts as they stand there, and eCom's total as the
 * amount. What belongs to no line of the order is an adjustment. `defaultUpdateInventory` holds where the switch of
 * the credit note cannot be told.
 */
export function asCreditNote(
  observed: ObservedCreditNote,
  currency: string,
  defaultUpdateInventory: boolean,
): CreditNote {
  const { creditNoteId, issuedAt, lines, shippingMinor, paymentCostsMinor, otherMinor, totalMinor } = observed;
  return {
    creditNoteId,
    issuedAt,
    currency,
    updateInventory: observed.updateInventory ?? defaultUpdateInventory,
    lines,
    refundShipping: shippingMinor > 0 && { amountMinor: shippingMinor },
    refundPaymentCosts: paymentCostsMinor > 0 && { amountMinor: paymentCostsMinor },
    adjustmentMinor: otherMinor,
    totalMinor,
  };
}
