import * as z from 'zod';
import { isAnyOf } from '../../webhooks/same-secret.ts';
import {
  otherEvent,
  type ProviderCall,
  type ProviderFacts,
  refusedWebhook,
  testMode,
  type WebhookContext,
  type WebhookReading,
} from '../provider-words.ts';
import { hmacSha256 } from '../signatures.ts';
import { jsonOf } from '../webhook-body.ts';
import { outsideWindow } from '../webhook-window.ts';
import {
  chargebackOfStripe,
  instantOfSeconds,
  paymentOfStripe,
  refundOfStripe,
  stripeChargeSchema,
  stripeDisputeSchema,
  stripeRefundSchema,
} from './stripe-objects.ts';

const eventSchema = z.object({
  type: z.string(),
  created: z.int(),
  livemode: z.boolean(),
  data: z.object({ object: z.looseObject({ object: z.string() }) }),
});

/**
 * Reads an event of Stripe (facts §2c): signed with HMAC-SHA256 over its time and the raw body, perhaps with several keys
 * while one is changed. A charge does not say which of its refunds an event is about, so its refunds are asked for.
 */
export async function readStripeWebhook(
  { headers, rawBody }: ProviderCall,
  { account, webhookSecrets, now }: WebhookContext,
): Promise<WebhookReading> {
  const refusal = refusalOf(headers['stripe-signature'], rawBody, { webhookSecrets, now });
  if (refusal !== undefined) return refusedWebhook(refusal);
  const { data: event } = eventSchema.safeParse(jsonOf(rawBody));
  if (event === undefined) return refusedWebhook('unreadable');
  if (!event.livemode) return testMode;
  const told = { account, at: instantOfSeconds(event.created) };
  switch (event.data.object.object) {
    case 'refund':
      return readAs(stripeRefundSchema, event.data.object, (refund) => ({
        refunds: [refundOfStripe(refund, { account, statusAt: told.at })],
        payments: [],
      }));
    case 'dispute':
      return readAs(stripeDisputeSchema, event.data.object, (dispute) => ({
        refunds: [chargebackOfStripe(dispute, { account, statusAt: told.at })],
        payments: [],
      }));
    case 'charge':
      return readCharge(event.data.object, told);
    default:
      return otherEvent;
  }
}

function readAs<Parsed>(
  schema: z.ZodType<Parsed>,
  object: unknown,
  factsOf: (parsed: Parsed) => ProviderFacts,
): WebhookReading {
  const parsed = schema.safeParse(object);
  return parsed.success ? { kind: 'read', facts: factsOf(parsed.data), questions: [] } : refusedWebhook('unreadable');
}

function readCharge(object: unknown, { account, at }: Readonly<{ account: string; at: string }>): WebhookReading {
  const { data: charge } = stripeChargeSchema.safeParse(object);
  if (charge === undefined) return refusedWebhook('unreadable');
  const payment = paymentOfStripe(charge, { account, asOf: at });
  const questions = payment && charge.amount_refunded > 0 ? [{ paymentId: payment.paymentId }] : [];
  return { kind: 'read', facts: { refunds: [], payments: payment === undefined ? [] : [payment] }, questions };
}

type Refusal = Parameters<typeof refusedWebhook>[0];

function refusalOf(
  signature: string | undefined,
  rawBody: Uint8Array,
  { webhookSecrets, now }: Pick<WebhookContext, 'webhookSecrets' | 'now'>,
): Refusal | undefined {
  const parts = (signature ?? '').split(',').map((part) => part.trim().split('='));
  const valuesOf = (wanted: string): readonly string[] =>
    parts.flatMap(([name, value]) => (name === wanted && value !== undefined ? [value] : []));
  const [seconds = ''] = valuesOf('t');
  const given = valuesOf('v1');
  if (!/^\d{1,12}$/.test(seconds) || given.length === 0) return 'signature_missing';
  const wanted = webhookSecrets.map((secret) => hmacSha256(secret, [`${seconds}.`, rawBody], 'hex'));
  if (!isAnyOf(given, wanted)) return 'signature_wrong';
  return outsideWindow(Number(seconds) * 1000, now);
}
