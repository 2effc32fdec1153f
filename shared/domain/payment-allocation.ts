import type { Order } from './order.ts';
import type { OrderLedger } from './order-ledger.ts';
import { broughtInMinor } from './payment-value.ts';

/** What one payment gives back of a case, in the order's currency. */
export type PaymentShare = Readonly<{ paymentNumber: number; amountMinor: number }>;

/** What a payment still carries: what was captured minus what was given back, never less than nothing. */
export function carriedMinorOf(order: Order, ledger: OrderLedger, paymentNumber: number): number {
  return Math.max(0, broughtInMinor(order, ledger, paymentNumber) - (ledger.payments[paymentNumber] ?? 0));
}

/**
 * Divides an amount over the payments of an order, in the order's own sequence, each up to what it still carries;
 * gift cards last, and only where `withGiftCards`. What no payment carries stays in `uncoveredMinor`: nothing is
 * given back that did not come in.
 */
export function allocate(
  order: Order,
  ledger: OrderLedger,
  amountMinor: number,
  withGiftCards: boolean,
): Readonly<{ shares: readonly PaymentShare[]; uncoveredMinor: number }> {
  const numbered = order.payments.map((payment, index) => ({ payment, paymentNumber: index + 1 }));
  const sequence = [
    ...numbered.filter(({ payment }) => payment.kind !== 'gift_card'),
    ...(withGiftCards ? numbered.filter(({ payment }) => payment.kind === 'gift_card') : []),
  ];
  let uncoveredMinor = amountMinor;
  const shares: PaymentShare[] = [];
  for (const { paymentNumber } of sequence) {
    const share = Math.min(uncoveredMinor, carriedMinorOf(order, ledger, paymentNumber));
    if (share > 0) shares.push({ paymentNumber, amountMinor: share });
    uncoveredMinor -= Math.max(0, share);
  }
  return { shares, uncoveredMinor };
}
