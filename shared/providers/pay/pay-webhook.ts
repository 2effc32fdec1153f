import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { isAnyOf } from '../../webhooks/same-secret.ts';
import {
  otherEvent,
  type ProviderCall,
  refusedWebhook,
  type WebhookContext,
  type WebhookReading,
} from '../provider-words.ts';
import { jsonOf } from '../webhook-body.ts';

const exchangeSchema = z.object({
  type: z.string(),
  object: z.object({
    orderId: z.string().min(1),
    reference: z.string().nullish(),
    status: z.object({ code: z.int(), action: z.string() }),
    amount: z.object({ value: z.int().positive(), currency: z.string() }),
  }),
});
type Exchange = z.output<typeof exchangeSchema>['object'];

const algorithms = new Set(['sha256', 'sha512']);

/**
 * Reads an exchange of PAY. (facts §6): `signature` is an HMAC over the raw body with the API token. It carries no time: read
 * twice it says the same of the same order. Unsigned ones of before are refused.
 */
export async function readPayWebhook(
  { headers, rawBody }: ProviderCall,
  { account, webhookSecrets, now }: WebhookContext,
): Promise<WebhookReading> {
  const { signature, 'signature-algorithm': algorithm = 'sha256' } = headers;
  if (signature === undefined || !algorithms.has(algorithm)) return refusedWebhook('signature_missing');
  const wanted = webhookSecrets.map((token) => createHmac(algorithm, token).update(rawBody).digest('hex'));
  if (!isAnyOf([signature.toLowerCase()], wanted)) return refusedWebhook('signature_wrong');
  const { data: exchange } = exchangeSchema.safeParse(jsonOf(rawBody));
  return exchange === undefined ? refusedWebhook('unreadable') : readingOf(exchange.object, { account, now });
}

/**
 * What an order of PAY. says. A refund there has no id of its own in an exchange, and a partial one no amount (facts §6):
 * ASSUMPTION: a whole refund is told by its order's id, once; a partial one says nothing that could be kept, and a person or a
 * report says how much.
 */
function readingOf(
  { orderId, reference, status, amount }: Exchange,
  { account, now }: Readonly<{ account: string; now: string }>,
): WebhookReading {
  const { action } = status;
  const of = {
    provider: 'pay',
    account,
    paymentId: orderId,
    amountMinor: amount.value,
    currency: amount.currency,
    references: reference ? [reference] : [],
  } as const;
  if (action === 'PAID') {
    return { kind: 'read', facts: { refunds: [], payments: [{ ...of, paidAt: now }] }, questions: [] };
  }
  if (action !== 'REFUND' && action !== 'CHARGEBACK') return otherEvent;
  const kind = action === 'REFUND' ? 'refund' : 'chargeback';
  const refund = {
    ...of,
    refundId: `${orderId}:${kind}`,
    kind,
    status: 'done',
    createdAt: now,
    statusAt: now,
  } as const;
  return { kind: 'read', facts: { refunds: [refund], payments: [] }, questions: [] };
}
