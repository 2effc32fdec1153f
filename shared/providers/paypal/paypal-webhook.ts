import { createVerify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { inUtc, millisecondsOf } from '../../domain/instants.ts';
import type { ProviderRefund, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import {
  otherEvent,
  type ProviderCall,
  type ProviderFacts,
  refusedWebhook,
  type WebhookContext,
  type WebhookReading,
} from '../provider-words.ts';
import { jsonOf } from '../webhook-body.ts';
import { outsideWindow } from '../webhook-window.ts';
import { type CertificateAt, CertificateNotTrustedError } from './paypal-certificates.ts';
import {
  paymentOfPaypal,
  paypalCaptureSchema,
  paypalMoneySchema,
  paypalRefundSchema,
  refundOfPaypal,
} from './paypal-objects.ts';

const headerSchema = z.object({
  'paypal-transmission-id': z.string().min(1),
  'paypal-transmission-time': z.iso.datetime({ offset: true }),
  'paypal-transmission-sig': z.string().min(1),
  'paypal-cert-url': z.string().min(1),
  'paypal-auth-algo': z.literal('SHA256withRSA'),
});
type SigningHeaders = z.output<typeof headerSchema>;

const eventSchema = z.object({ event_type: z.string(), create_time: z.string(), resource: z.unknown() });

/**
 * Reads webhooks of PayPal (facts §1c): signed with RSA over their id, their time, the id of our own registration (which
 * is the webhook secret here) and a checksum of the raw body, by a certificate that PayPal's own host shows.
 */
export function paypalWebhookReader(certificateAt: CertificateAt) {
  return async ({ headers, rawBody }: ProviderCall, context: WebhookContext): Promise<WebhookReading> => {
    const { data: signing } = headerSchema.safeParse(headers);
    if (signing === undefined) return refusedWebhook('signature_missing');
    if (!(await isSigned(signing, rawBody, context))) return refusedWebhook('signature_wrong');
    const outside = outsideWindow(millisecondsOf(signing['paypal-transmission-time']), context.now);
    return outside === undefined ? readEvent(jsonOf(rawBody), context.account) : refusedWebhook(outside);
  };

  async function isSigned(signing: SigningHeaders, rawBody: Uint8Array, context: WebhookContext): Promise<boolean> {
    try {
      const { publicKey } = await certificateAt(signing['paypal-cert-url'], context);
      const { 'paypal-transmission-id': id, 'paypal-transmission-time': time } = signing;
      return context.webhookSecrets.some((webhookId) =>
        createVerify('RSA-SHA256')
          .update([id, time, webhookId, crc32(rawBody)].join('|'))
          .verify(publicKey, signing['paypal-transmission-sig'], 'base64'),
      );
    } catch (error) {
      if (error instanceof CertificateNotTrustedError) return false;
      throw error;
    }
  }
}

function readEvent(body: unknown, account: string): WebhookReading {
  const { data: event } = eventSchema.safeParse(body);
  if (event === undefined) return refusedWebhook('unreadable');
  switch (event.event_type) {
    case 'PAYMENT.CAPTURE.REFUNDED':
    case 'PAYMENT.REFUND.PENDING':
    case 'PAYMENT.REFUND.FAILED':
      return readAs(paypalRefundSchema, event.resource, (refund) => refundOfPaypal(refund, account, 'refund'));
    case 'PAYMENT.CAPTURE.REVERSED':
      // The same body as a refund; it is PayPal that took the money.
      return readAs(paypalRefundSchema, event.resource, (refund) => refundOfPaypal(refund, account, 'reversal'));
    case 'PAYMENT.CAPTURE.COMPLETED':
      return readCapture(event.resource, account);
    case 'CUSTOMER.DISPUTE.CREATED':
    case 'CUSTOMER.DISPUTE.UPDATED':
    case 'CUSTOMER.DISPUTE.RESOLVED':
      return readAs(disputeSchema, event.resource, (dispute) => chargebackOf(dispute, account));
    default:
      return otherEvent;
  }
}

function readAs<Parsed>(
  schema: z.ZodType<Parsed>,
  resource: unknown,
  refundOf: (parsed: Parsed) => ProviderRefund | undefined,
): WebhookReading {
  const parsed = schema.safeParse(resource);
  if (!parsed.success) return refusedWebhook('unreadable');
  const refund = refundOf(parsed.data);
  return reading({ refunds: refund === undefined ? [] : [refund], payments: [] });
}

function readCapture(resource: unknown, account: string): WebhookReading {
  const { data: capture } = paypalCaptureSchema.safeParse(resource);
  if (capture === undefined) return refusedWebhook('unreadable');
  const payment = paymentOfPaypal(capture, account);
  return reading({ refunds: [], payments: payment === undefined ? [] : [payment] });
}

const reading = (facts: ProviderFacts): WebhookReading => ({ kind: 'read', facts, questions: [] });

/** A dispute. ASSUMPTION: these members are PayPal's public reference as it is remembered; no sample of one was at hand. */
const disputeSchema = z.object({
  dispute_id: z.string(),
  create_time: z.iso.datetime({ offset: true }),
  update_time: z.iso.datetime({ offset: true }).optional(),
  disputed_transactions: z.array(z.object({ seller_transaction_id: z.string() })).min(1),
  dispute_amount: paypalMoneySchema,
  dispute_outcome: z.object({ outcome_code: z.string() }).optional(),
});

function chargebackOf(dispute: z.output<typeof disputeSchema>, account: string): ProviderRefund {
  const { dispute_id: refundId, create_time, update_time, disputed_transactions, dispute_amount } = dispute;
  return {
    provider: 'paypal',
    account,
    refundId,
    kind: 'chargeback',
    paymentId: disputed_transactions[0]?.seller_transaction_id,
    ...dispute_amount,
    status: statusOfOutcome(dispute.dispute_outcome?.outcome_code),
    createdAt: inUtc(create_time),
    statusAt: inUtc(update_time ?? create_time),
    references: [],
  };
}

function statusOfOutcome(outcome: string | undefined): ProviderRefundStatus {
  if (outcome === undefined) return 'pending';
  return outcome === 'RESOLVED_BUYER_FAVOUR' ? 'done' : 'canceled';
}
