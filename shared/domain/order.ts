import type { OrderLineId, OrderNumber } from './ids.ts';

/** One line of an order as eCom has it. `totalMinor` is for the whole quantity, tax included, before an order discount. */
export type OrderLine = Readonly<{
  orderLineId: OrderLineId;
  sku: string;
  retailItemId?: string | undefined;
  title: string;
  quantity: number;
  totalMinor: number;
  /** A gift card that was sold: its purchase is not refundable. */
  isGiftCard?: boolean | undefined;
}>;

/** What a payment says of its money: taken, only reserved, or not there. */
export const paymentStates = ['captured', 'authorised', 'not_paid'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Kinds of payment: through a provider, by gift card, or by hand (transfer, cash on delivery, pickup). */
export const paymentKinds = ['provider', 'gift_card', 'manual'] as const;
export type PaymentKind = (typeof paymentKinds)[number];

/** One payment of an order. Its number is its place in the order's first snapshot, counted from 1, and never changes. */
export type Payment = Readonly<{
  kind: PaymentKind;
  /** eCom's payment method, to be looked up in the shop's map. */
  method?: string | undefined;
  provider?: string | undefined;
  account?: string | undefined;
  providerPaymentId?: string | undefined;
  amountMinor: number;
  currency?: string | undefined;
  /** What a payment in another currency paid of the order, in the order's own. */
  orderAmountMinor?: number | undefined;
  state: PaymentState;
  capturedMinor?: number | undefined;
  paidAt?: string | undefined;
}>;

/** Who bought. Kept in a row of its own, so that a customer can be forgotten while amounts and keys stay. */
export type Customer = Readonly<{ name: string; email?: string | undefined }>;

/** An order as it was first seen. Immutable: what happens later stands in its ledger. */
export type Order = Readonly<{
  orderNumber: OrderNumber;
  placedAt: string;
  currency: string;
  /** eCom's own total of the order; where it is missing the parts make it. */
  totalMinor?: number | undefined;
  /** A discount on the whole order that is not yet in its lines; positive. */
  discountMinor?: number | undefined;
  pricesIncludeTax?: boolean | undefined;
  lines: readonly OrderLine[];
  shippingMinor: number;
  paymentCostsMinor: number;
  payments: readonly Payment[];
  /** The cancelled order whose payment passed to this one, its cheaper copy (design §1.4). */
  paymentsFrom?: OrderNumber | undefined;
}>;

/** What was captured of a payment, in the payment's own currency: nothing unless it is captured, else `capturedMinor` or all of it. */
export function capturedMinorOf(payment: Payment): number {
  return payment.state === 'captured' ? (payment.capturedMinor ?? payment.amountMinor) : 0;
}

/** Whether a payment was made in another currency than its order's: such amounts are never added up. */
export const isForeign = ({ currency }: Payment, order: Pick<Order, 'currency'>): boolean =>
  currency !== undefined && currency !== order.currency;
