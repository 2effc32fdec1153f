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
}>;
