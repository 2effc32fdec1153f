import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import type { ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderRefund, ProviderRefundKind, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { moneyIn } from '../decimal-money.ts';

/** Parses an amount of PayPal, decimal text by currency. */
export const paypalMoneySchema = z
  .object({ currency_code: z.string(), value: z.string() })
  .transform(({ currency_code, value }, context) => moneyIn(value, currency_code, context));
const instant = z.iso.datetime({ offset: true });
const links = z.array(z.object({ rel: z.string(), href: z.string() })).default([]);

/** Parses a refund of PayPal, v2 (facts §1a): its capture is named by a link only. */
export const paypalRefundSchema = z.object({
  id: z.string(),
  amount: paypalMoneySchema,
  status: z.enum(['CANCELLED', 'FAILED', 'PENDING', 'COMPLETED']).default('COMPLETED'),
  invoice_id: z.string().optional(),
  custom_id: z.string().optional(),
  note_to_payer: z.string().optional(),
  create_time: instant,
  update_time: instant.optional(),
  links,
});
/** A refund of PayPal, parsed. */
export type PaypalRefund = z.output<typeof paypalRefundSchema>;

/** Parses a capture of PayPal, v2. */
export const paypalCaptureSchema = z.object({
  id: z.string(),
  amount: paypalMoneySchema,
  status: z.string(),
  invoice_id: z.string().optional(),
  custom_id: z.string().optional(),
  create_time: instant,
});

const statuses: Readonly<Record<PaypalRefund['status'], ProviderRefundStatus>> = {
  CANCELLED: 'canceled',
  FAILED: 'failed',
  PENDING: 'pending',
  COMPLETED: 'done',
};

/** A refund or a reversal in the normal form. */
export function refundOfPaypal(refund: PaypalRefund, account: string, kind: ProviderRefundKind): ProviderRefund {
  const { id: refundId, amount, status, create_time, update_time, links: linked } = refund;
  const { invoice_id, custom_id, note_to_payer } = refund;
  return {
    provider: 'paypal',
    account,
    refundId,
    kind,
    paymentId: captureOf(linked),
    ...amount,
    status: statuses[status],
    createdAt: inUtc(create_time),
    statusAt: inUtc(update_time ?? create_time),
    references: [invoice_id, custom_id, note_to_payer].filter((text) => text !== undefined),
  };
}

/** The last part of the address of what a refund gives back. */
function captureOf(linked: PaypalRefund['links']): string | undefined {
  const up = linked.find(({ rel }) => rel === 'up')?.href;
  return up === undefined ? undefined : /\/captures\/([^/?]+)$/.exec(up)?.[1];
}

/** A capture in the normal form; `undefined` for one that brought nothing in. */
export function paymentOfPaypal(
  capture: z.output<typeof paypalCaptureSchema>,
  account: string,
): ProviderPayment | undefined {
  if (!capture.status.endsWith('REFUNDED') && capture.status !== 'COMPLETED') return undefined;
  return {
    provider: 'paypal',
    account,
    paymentId: capture.id,
    ...capture.amount,
    paidAt: inUtc(capture.create_time),
    references: [capture.invoice_id, capture.custom_id].filter((text) => text !== undefined),
  };
}
