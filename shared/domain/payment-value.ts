import { shareOf } from './money.ts';
import { capturedMinorOf, isForeign, type Order, type Payment } from './order.ts';
import type { OrderLedger } from './order-ledger.ts';
import { valueOf } from './order-value.ts';

/**
 * What a payment was to pay of its order, in the order's currency. For one in another currency it is stated, or it is
 * the rest that all others leave; `undefined` where it cannot be told.
 */
function orderAmountOf(order: Order, payment: Payment): number | undefined {
  if (!isForeign(payment, order)) return payment.amountMinor;
  if (payment.orderAmountMinor !== undefined) return payment.orderAmountMinor;
  const others = order.payments.filter((other) => other !== payment);
  if (others.some((other) => isForeign(other, order) && other.orderAmountMinor === undefined)) return undefined;
  const othersMinor = others.reduce((sum, other) => sum + (other.orderAmountMinor ?? other.amountMinor), 0);
  const restMinor = (valueOf(order)?.totalMinor ?? 0) - othersMinor;
  return restMinor >= 0 ? restMinor : undefined;
}

/** The currency of the first payment whose part of the order cannot be told in the order's own currency. */
export const untoldCurrencyOf = (order: Order): string | undefined =>
  order.payments.find((payment) => orderAmountOf(order, payment) === undefined)?.currency;

/** What a payment has brought in of its order, in the order's currency, with what was captured after the first snapshot. */
export function broughtInMinor(order: Order, ledger: OrderLedger, paymentNumber: number): number {
  const payment = order.payments[paymentNumber - 1];
  if (payment === undefined) return 0;
  const capturedMinor = ledger.captured?.[paymentNumber] ?? capturedMinorOf(payment);
  if (!isForeign(payment, order) || payment.amountMinor === 0) return capturedMinor;
  return shareOf(orderAmountOf(order, payment) ?? 0, capturedMinor, payment.amountMinor);
}

/** A share of an order in the currency of the payment that gives it back: a proposal, for the rate of that day is not ours. */
export function inPaymentCurrency(
  order: Order,
  payment: Payment,
  amountMinor: number,
): Readonly<{ amountMinor: number; currency: string }> | undefined {
  const { currency } = payment;
  const orderAmountMinor = orderAmountOf(order, payment);
  if (currency === undefined || !isForeign(payment, order) || !orderAmountMinor) return undefined;
  return { amountMinor: shareOf(payment.amountMinor, amountMinor, orderAmountMinor), currency };
}
