import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import type { ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderRefund, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { moneyIn } from '../decimal-money.ts';

const money = z
  .object({ currency: z.string(), value: z.string() })
  .transform(({ currency, value }, context) => moneyIn(value, currency, context));
const instant = z.iso.datetime({ offset: true });

/** Parses a refund of Mollie (facts §3a). */
export const mollieRefundSchema = z.object({
  id: z.string(),
  mode: z.string().optional(),
  amount: money,
  status: z.enum(['queued', 'pending', 'processing', 'refunded', 'failed', 'canceled']),
  description: z.string().nullish(),
  paymentId: z.string(),
  createdAt: instant,
});

/** Parses a chargeback of Mollie; `reversedAt` where the shop has its money back. */
export const mollieChargebackSchema = z.object({
  id: z.string(),
  amount: money,
  paymentId: z.string(),
  createdAt: instant,
  reversedAt: instant.nullish(),
});

/** Parses a payment of Mollie, with its refunds and chargebacks where they were asked to be embedded. */
export const molliePaymentSchema = z.object({
  id: z.string(),
  mode: z.string().optional(),
  amount: money,
  amountRefunded: money.optional(),
  status: z.string(),
  paidAt: instant.nullish(),
  description: z.string().nullish(),
  _embedded: z
    .object({
      refunds: z.array(mollieRefundSchema).default([]),
      chargebacks: z.array(mollieChargebackSchema).default([]),
    })
    .optional(),
});

const statuses: Readonly<Record<z.output<typeof mollieRefundSchema>['status'], ProviderRefundStatus>> = {
  queued: 'pending',
  pending: 'pending',
  processing: 'pending',
  refunded: 'done',
  failed: 'failed',
  canceled: 'canceled',
};

type Told = Readonly<{ account: string; statusAt: string }>;

/** A refund in the normal form. Mollie names no time of a status: it is when it was told. */
export function refundOfMollie(
  refund: z.output<typeof mollieRefundSchema>,
  { account, statusAt }: Told,
): ProviderRefund {
  const { id: refundId, paymentId, amount, status, createdAt, description } = refund;
  return {
    provider: 'mollie',
    account,
    refundId,
    kind: 'refund',
    paymentId,
    ...amount,
    status: statuses[status],
    createdAt: inUtc(createdAt),
    statusAt,
    references: description ? [description] : [],
  };
}

/** A chargeback in the normal form: lost when it is made, won when it is reversed. */
export function chargebackOfMollie(
  chargeback: z.output<typeof mollieChargebackSchema>,
  { account, statusAt }: Told,
): ProviderRefund {
  const { id: refundId, paymentId, amount, createdAt, reversedAt } = chargeback;
  return {
    provider: 'mollie',
    account,
    refundId,
    kind: 'chargeback',
    paymentId,
    ...amount,
    status: reversedAt ? 'canceled' : 'done',
    createdAt: inUtc(createdAt),
    statusAt: reversedAt ? inUtc(reversedAt) : statusAt,
    references: [],
  };
}

/** A payment in the normal form; `undefined` for one that brought nothing in. */
export function paymentOfMollie(
  payment: z.output<typeof molliePaymentSchema>,
  { account, asOf }: Readonly<{ account: string; asOf: string }>,
): ProviderPayment | undefined {
  const { id: paymentId, amount, amountRefunded, paidAt, description } = payment;
  if (!paidAt) return undefined;
  return {
    provider: 'mollie',
    account,
    paymentId,
    ...amount,
    paidAt: inUtc(paidAt),
    references: description ? [description] : [],
    refunded: { amountMinor: amountRefunded?.amountMinor ?? 0, asOf },
  };
}
