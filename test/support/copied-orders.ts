import type { ObservedCopyCandidate } from '../../shared/domain/observed-order.ts';
import { aLine, anOrder, aPayment } from './orders.ts';

/** The order ORD00123 is cancelled in eCom. */
export const cancellation = { cancelledAt: '2026-11-12T09:30:00.000Z', updateInventory: true };

/** The same order with the shipping lowered from 5.00 to 2.00, marked paid by hand. */
export const copyOrder = anOrder({
  orderNumber: 'ORD00124',
  placedAt: '2026-11-12T08:30:00.000Z',
  lines: [aLine({ orderLineId: '77' })],
  shippingMinor: 200,
  payments: [aPayment({ kind: 'manual', amountMinor: 2200, provider: undefined, providerPaymentId: undefined })],
});

/** It as a reading of the cancelled order shows it. */
export const copyCandidate: ObservedCopyCandidate = {
  order: copyOrder,
  customer: { name: 'Customer One', email: 'one@example.com' },
  paymentStatus: 'paid',
  hasProviderPayment: false,
};
