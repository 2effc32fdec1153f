import { cancellationRequestSchema } from '../../functions/accept-cancellation/cancellation-request.ts';
import { creditNoteRequestSchema } from '../../functions/accept-credit-note/credit-note-request.ts';

/** An order as a caller sends it along: two mugs for 20.00 and 5.00 shipping, paid by PayPal, unless said otherwise. */
export const aSnapshot = (changes: Readonly<Record<string, unknown>> = {}) => ({
  orderNumber: 'ORD00123',
  placedAt: '2026-11-02T14:59:00.000Z',
  currency: 'EUR',
  customer: { name: 'Customer One', email: 'one@example.com' },
  lines: [{ orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 2, totalMinor: 2000 }],
  shippingMinor: 500,
  paymentCostsMinor: 0,
  payments: [
    {
      kind: 'provider',
      method: 'paypal',
      providerPaymentId: 'CAP-1',
      amountMinor: 2500,
      paidAt: '2026-11-02T15:00:00.000Z',
    },
  ],
  ...changes,
});

/** A credit note as a caller sends it: one mug back. */
export const aCreditNoteBody = (changes: Readonly<Record<string, unknown>> = {}) => ({
  creditNoteId: 'CN-1',
  orderNumber: 'ORD00123',
  issuedAt: '2026-11-12T09:00:00.000Z',
  currency: 'EUR',
  updateInventory: true,
  lines: [{ orderLineId: '1', quantity: 1 }],
  order: aSnapshot(),
  ...changes,
});

/** The same, parsed. */
export const aCreditNoteRequest = (changes: Readonly<Record<string, unknown>> = {}) =>
  creditNoteRequestSchema.parse(aCreditNoteBody(changes));

/** A cancellation, parsed. */
export const aCancellationRequest = (changes: Readonly<Record<string, unknown>> = {}) =>
  cancellationRequestSchema.parse({
    orderNumber: 'ORD00123',
    cancelledAt: '2026-11-13T09:00:00.000Z',
    updateInventory: true,
    order: aSnapshot(),
    ...changes,
  });
