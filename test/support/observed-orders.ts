import type { ObservedCreditNote, ObservedOrder } from '../../shared/domain/observed-order.ts';
import { anOrder, id } from './orders.ts';

/** A credit note as eCom shows it: one mug of 10.00, not paid, stock brought back. */
export function anObservedCreditNote(
  changes: Partial<Omit<ObservedCreditNote, 'creditNoteId'>> & { creditNoteId?: string } = {},
): ObservedCreditNote {
  const { creditNoteId = 'INV00038', ...rest } = changes;
  return {
    issuedAt: '2026-11-12T09:00:00.000Z',
    status: 'not_paid',
    totalMinor: 1000,
    lines: [{ orderLineId: id.line('1'), quantity: 1, amountMinor: 1000 }],
    shippingMinor: 0,
    paymentCostsMinor: 0,
    updateInventory: true,
    ...rest,
    creditNoteId: id.creditNote(creditNoteId),
  };
}

/** A reading of a paid and invoiced order of two mugs, without any credit note. */
export const anObservedOrder = (changes: Partial<ObservedOrder> = {}): ObservedOrder => ({
  fetchedAt: '2026-11-12T09:05:00.000Z',
  ecomOrderId: '1000001',
  order: anOrder(),
  customer: { name: 'Customer One', email: 'one@example.com' },
  paymentStatus: 'paid',
  invoicedQuantities: { 1: 2 },
  invoices: [
    {
      invoiceNumber: 'INV00037',
      issuedAt: '2026-11-02T15:00:00.000Z',
      status: 'paid',
      totalMinor: 2500,
      isVatShifted: false,
    },
  ],
  creditNotes: [],
  returns: [],
  copyCandidates: [],
  ...changes,
});
