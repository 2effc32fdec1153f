import { compareInstants } from './instant-order.ts';

/** A payment as its provider tells it: what an order is located by, and where its original payment id comes from. */
export type ProviderPayment = Readonly<{
  provider: string;
  account: string;
  paymentId: string;
  /** What was captured; positive. */
  amountMinor: number;
  currency: string;
  /** Instant in ISO 8601. */
  paidAt: string;
  /** Every text that may name the order: reference, invoice number, metadata, description. */
  references: readonly string[];
  customerName?: string | undefined;
  customerEmail?: string | undefined;
  /** What was given back of it by refunds, as the provider said at `asOf`; missing where it did not say. */
  refunded?: RefundedSoFar | undefined;
}>;

/** What a provider says was given back of a payment. `asOf` is an instant in UTC with milliseconds. */
export type RefundedSoFar = Readonly<{ amountMinor: number; asOf: string }>;

/**
 * Two reports of the same payment as one, the same in whatever order and however often reports arrive: what was captured
 * only grows, what was given back is what the provider said last, and names are added where they were missing.
 */
export function mergedPayments(a: ProviderPayment, b: ProviderPayment): ProviderPayment {
  return {
    provider: a.provider,
    account: a.account,
    paymentId: a.paymentId,
    amountMinor: Math.max(a.amountMinor, b.amountMinor),
    currency: firstOf(a.currency, b.currency),
    paidAt: earlier(a.paidAt, b.paidAt),
    references: [...new Set([...a.references, ...b.references])].toSorted(),
    customerName: firstOf(a.customerName, b.customerName),
    customerEmail: firstOf(a.customerEmail, b.customerEmail),
    refunded: saidLast(a.refunded, b.refunded),
  };
}

function earlier(a: string, b: string): string {
  const order = compareInstants(a, b);
  return order < 0 || (order === 0 && a < b) ? a : b;
}

/** Where two reports contradict each other, which one is kept must not depend on the arrival. */
function firstOf<Text extends string | undefined>(a: Text, b: Text): Text {
  if (a === undefined) return b;
  return b === undefined || a < b ? a : b;
}

function saidLast(a: RefundedSoFar | undefined, b: RefundedSoFar | undefined): RefundedSoFar | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.asOf !== b.asOf) return a.asOf > b.asOf ? a : b;
  return a.amountMinor > b.amountMinor ? a : b;
}
