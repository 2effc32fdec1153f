import * as z from 'zod';
import { instantAt } from '../../domain/instants.ts';
import type { ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderRefund, ProviderRefundStatus } from '../../domain/provider-refund.ts';

const millisecondsPerSecond = 1000;

/** A reference to another object: its id, or the object itself where it was asked to be expanded. */
const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();
const metadata = z.record(z.string(), z.string()).nullish();

/** Parses a refund of Stripe (facts §2a). Amounts are in the smallest unit of the currency already. */
export const stripeRefundSchema = z.object({
  object: z.literal('refund'),
  id: z.string(),
  amount: z.int().positive(),
  currency: z.string(),
  charge: reference,
  payment_intent: reference,
  created: z.int(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']).nullish(),
  description: z.string().nullish(),
  metadata,
});

/** Parses a charge of Stripe: what was captured, and by whom. */
export const stripeChargeSchema = z.object({
  object: z.literal('charge'),
  id: z.string(),
  amount: z.int(),
  amount_captured: z.int(),
  amount_refunded: z.int(),
  captured: z.boolean(),
  currency: z.string(),
  created: z.int(),
  payment_intent: reference,
  description: z.string().nullish(),
  receipt_email: z.string().nullish(),
  billing_details: z.object({ name: z.string().nullish(), email: z.string().nullish() }).nullish(),
  metadata,
});

/** Parses a dispute of Stripe. */
export const stripeDisputeSchema = z.object({
  object: z.literal('dispute'),
  id: z.string(),
  amount: z.int(),
  currency: z.string(),
  charge: reference,
  payment_intent: reference,
  created: z.int(),
  status: z.string(),
});

const statuses: Readonly<Record<string, ProviderRefundStatus>> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'done',
  failed: 'failed',
  canceled: 'canceled',
};

/** The seconds of Stripe as an instant. */
export const instantOfSeconds = (seconds: number): string => instantAt(seconds * millisecondsPerSecond);

/**
 * A refund in the normal form. Its payment is named by the payment intent where there is one, as people see it in the
 * dashboard, else by the charge. `statusAt` is when whoever told it was told: a refund has no time of its status.
 */
export function refundOfStripe(
  refund: z.output<typeof stripeRefundSchema>,
  { account, statusAt }: Readonly<{ account: string; statusAt: string }>,
): ProviderRefund {
  return {
    provider: 'stripe',
    account,
    refundId: refund.id,
    kind: 'refund',
    paymentId: refund.payment_intent ?? refund.charge ?? undefined,
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    status: statuses[refund.status ?? 'pending'] ?? 'pending',
    createdAt: instantOfSeconds(refund.created),
    statusAt,
    references: texts(refund.description, refund.metadata),
  };
}

/** A payment in the normal form; `undefined` for one that brought nothing in. */
export function paymentOfStripe(
  charge: z.output<typeof stripeChargeSchema>,
  { account, asOf }: Readonly<{ account: string; asOf: string }>,
): ProviderPayment | undefined {
  if (!charge.captured || charge.amount_captured <= 0) return undefined;
  return {
    provider: 'stripe',
    account,
    paymentId: charge.payment_intent ?? charge.id,
    amountMinor: charge.amount_captured,
    currency: charge.currency.toUpperCase(),
    paidAt: instantOfSeconds(charge.created),
    references: texts(charge.description, charge.metadata),
    customerName: charge.billing_details?.name ?? undefined,
    customerEmail: charge.billing_details?.email ?? charge.receipt_email ?? undefined,
    refunded: { amountMinor: charge.amount_refunded, asOf },
  };
}

/** A dispute as a chargeback: pending until it is decided, done when the shop lost it, canceled when it won. */
export function chargebackOfStripe(
  dispute: z.output<typeof stripeDisputeSchema>,
  { account, statusAt }: Readonly<{ account: string; statusAt: string }>,
): ProviderRefund {
  return {
    provider: 'stripe',
    account,
    refundId: dispute.id,
    kind: 'chargeback',
    paymentId: dispute.payment_intent ?? dispute.charge ?? undefined,
    amountMinor: dispute.amount,
    currency: dispute.currency.toUpperCase(),
    status: statusOfDispute(dispute.status),
    createdAt: instantOfSeconds(dispute.created),
    statusAt,
    references: [],
  };
}

// `warning_…` is an inquiry: no money has moved, and none does when it is closed.
function statusOfDispute(status: string): ProviderRefundStatus {
  if (status === 'lost') return 'done';
  return status === 'won' || status === 'warning_closed' ? 'canceled' : 'pending';
}

const texts = (
  description: string | null | undefined,
  metadata: Readonly<Record<string, string>> | null | undefined,
): readonly string[] => [description ?? '', ...Object.values(metadata ?? {})].filter((text) => text !== '');
