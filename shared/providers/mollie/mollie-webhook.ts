import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import { isAnyOf } from '../../webhooks/same-secret.ts';
import {
  otherEvent,
  type ProviderCall,
  refusedWebhook,
  testMode,
  type WebhookContext,
  type WebhookReading,
} from '../provider-words.ts';
import { hmacSha256 } from '../signatures.ts';
import { jsonOf, textOf } from '../webhook-body.ts';
import { mollieRefundSchema, refundOfMollie } from './mollie-objects.ts';

const eventSchema = z.object({
  resource: z.literal('event'),
  type: z.string(),
  entityId: z.string(),
  createdAt: z.string(),
  _embedded: z.object({ entity: z.looseObject({ resource: z.string() }) }).optional(),
});

/**
 * Reads a webhook of Mollie (facts §3c). The classic one is unsigned and names a payment whatever happened: it only says
 * what to ask for. The newer one is signed, with two signatures while a key is changed, and may carry the refund itself.
 */
export async function readMollieWebhook(
  { headers, rawBody }: ProviderCall,
  { account, webhookSecrets }: WebhookContext,
): Promise<WebhookReading> {
  const { data: event } = eventSchema.safeParse(jsonOf(rawBody));
  if (event === undefined) return classic(rawBody);
  const given = (headers['x-mollie-signature'] ?? '').split(',').map((each) => each.trim());
  if (given.every((each) => each === '')) return refusedWebhook('signature_missing');
  const wanted = webhookSecrets.map((secret) => `sha256=${hmacSha256(secret, [rawBody], 'hex')}`);
  if (!isAnyOf(given, wanted)) return refusedWebhook('signature_wrong');
  if (event.type.startsWith('refund.')) return readRefund(event, account);
  return event.entityId.startsWith('tr_')
    ? { kind: 'read', facts: { refunds: [], payments: [] }, questions: [{ paymentId: event.entityId }] }
    : otherEvent;
}

const paymentIdForm = /^tr_\w{1,40}$/;

function classic(rawBody: Uint8Array): WebhookReading {
  try {
    const paymentId = new URLSearchParams(textOf(rawBody)).get('id') ?? '';
    if (!paymentIdForm.test(paymentId)) return refusedWebhook('unreadable');
    return { kind: 'read', facts: { refunds: [], payments: [] }, questions: [{ paymentId }] };
  } catch {
    // Not UTF-8, which no form is.
    return refusedWebhook('unreadable');
  }
}

function readRefund(event: z.output<typeof eventSchema>, account: string): WebhookReading {
  const entity = event._embedded?.entity;
  // Without the refund itself the event only says which one to ask for.
  if (entity === undefined)
    return { kind: 'read', facts: { refunds: [], payments: [] }, questions: [{ refundId: event.entityId }] };
  const { data: refund } = mollieRefundSchema.safeParse(entity);
  if (refund === undefined) return refusedWebhook('unreadable');
  if (refund.mode !== 'live') return testMode;
  const facts = { refunds: [refundOfMollie(refund, { account, statusAt: inUtc(event.createdAt) })], payments: [] };
  return { kind: 'read', facts, questions: [] };
}
