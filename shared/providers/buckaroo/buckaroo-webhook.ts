import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { isAnyOf } from '../../webhooks/same-secret.ts';
import { moneyIn } from '../decimal-money.ts';
import {
  otherEvent,
  type ProviderCall,
  refusedWebhook,
  testMode,
  type WebhookContext,
  type WebhookReading,
} from '../provider-words.ts';
import { textOf } from '../webhook-body.ts';

// Its times are written without a zone. ASSUMPTION: they are of Amsterdam's winter time at the latest; a day decides nothing.
const localTime = z.string().transform((text) => `${text.slice(0, 19).replace(' ', 'T')}+01:00`);
const signedPrefixes = /^(?:brq|add|cust)_/;

/** ASSUMPTION (facts §6 names the members, no sample was at hand): a push is about one transaction, a payment or a refund. */
const pushSchema = z
  .object({
    brq_transactions: z.string().min(1),
    brq_relatedtransaction_refund: z.string().min(1).optional(),
    brq_amount: z.string().optional(),
    brq_amount_credit: z.string().optional(),
    brq_currency: z.string(),
    brq_statuscode: z.coerce.number().int(),
    brq_timestamp: localTime,
    brq_invoicenumber: z.string().optional(),
    brq_ordernumber: z.string().optional(),
    brq_customer_name: z.string().optional(),
  })
  .transform((push, context) => {
    const amount = push.brq_amount_credit ?? push.brq_amount;
    return { ...push, money: amount === undefined ? undefined : moneyIn(amount, push.brq_currency, context) };
  });
type Push = z.output<typeof pushSchema>;

const succeeded = 190;

function statusOf(code: number): ProviderRefundStatus | undefined {
  if (code === succeeded) return 'done';
  if ([490, 491, 492, 690].includes(code)) return 'failed';
  if (code >= 790 && code <= 794) return 'pending';
  return code === 890 || code === 891 ? 'canceled' : undefined;
}

/**
 * Reads a push of Buckaroo as a form (facts §6): `brq_signature` is SHA-1 over its own fields, sorted by name without regard to
 * case, with the secret behind them. It carries no time that is checked: read twice it says the same of the same transaction.
 */
export async function readBuckarooWebhook(
  { rawBody }: ProviderCall,
  { account, webhookSecrets }: WebhookContext,
): Promise<WebhookReading> {
  const form = formOf(rawBody);
  const given = Object.entries(form ?? {}).find(([name]) => name.toLowerCase() === 'brq_signature')?.[1];
  if (form === undefined || given === undefined) return refusedWebhook('signature_missing');
  const wanted = webhookSecrets.map((secret) => signatureOf(form, secret));
  if (!isAnyOf([given.toLowerCase()], wanted)) return refusedWebhook('signature_wrong');
  const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [name.toLowerCase(), value]));
  if (fields.brq_test === 'true') return testMode;
  const { data: push } = pushSchema.safeParse(fields);
  if (push?.money === undefined) return refusedWebhook('unreadable');
  return readingOf(push, push.money, account);
}

function formOf(rawBody: Uint8Array): Readonly<Record<string, string>> | undefined {
  try {
    return Object.fromEntries(new URLSearchParams(textOf(rawBody)));
  } catch {
    return undefined;
  }
}

function signatureOf(form: Readonly<Record<string, string>>, secret: string): string {
  const signed = Object.entries(form)
    .filter(([name]) => signedPrefixes.test(name.toLowerCase()) && name.toLowerCase() !== 'brq_signature')
    .toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return createHash('sha1')
    .update(signed.join('') + secret)
    .digest('hex');
}

function readingOf(push: Push, money: NonNullable<Push['money']>, account: string): WebhookReading {
  const status = statusOf(push.brq_statuscode);
  const original = push.brq_relatedtransaction_refund;
  const references = [push.brq_invoicenumber, push.brq_ordernumber].filter((text) => text !== undefined);
  const of = { provider: 'buckaroo', account, ...money, references } as const;
  const at = push.brq_timestamp;
  if (status === undefined) return otherEvent;
  if (original !== undefined) {
    const made = { refundId: push.brq_transactions, paymentId: original, createdAt: at, statusAt: at } as const;
    return {
      kind: 'read',
      facts: { refunds: [{ ...of, ...made, kind: 'refund', status }], payments: [] },
      questions: [],
    };
  }
  if (status !== 'done' || push.brq_amount === undefined) return otherEvent;
  const customerName = push.brq_customer_name;
  const payment = { ...of, paymentId: push.brq_transactions, paidAt: at, ...(customerName && { customerName }) };
  return { kind: 'read', facts: { refunds: [], payments: [payment] }, questions: [] };
}
