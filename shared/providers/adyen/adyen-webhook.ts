import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import type { ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderRefund, ProviderRefundKind, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { isAnyOf } from '../../webhooks/same-secret.ts';
import {
  type ProviderCall,
  type ProviderFacts,
  refusedWebhook,
  testMode,
  type WebhookContext,
  type WebhookReading,
} from '../provider-words.ts';
import { hmacSha256 } from '../signatures.ts';
import { jsonOf } from '../webhook-body.ts';

const itemSchema = z.object({
  additionalData: z.looseObject({ hmacSignature: z.string().optional() }).optional(),
  amount: z.object({ value: z.int(), currency: z.string() }).optional(),
  eventCode: z.string(),
  eventDate: z.iso.datetime({ offset: true }),
  merchantAccountCode: z.string(),
  merchantReference: z.string().nullish(),
  originalReference: z.string().nullish(),
  pspReference: z.string(),
  success: z.enum(['true', 'false']),
});
type Item = z.output<typeof itemSchema>;

const bodySchema = z.object({
  live: z.string(),
  notificationItems: z.array(z.object({ NotificationRequestItem: itemSchema })).min(1),
});

/**
 * Reads a notification of Adyen (facts §4c). Each item is signed for itself, over eight of its fields; what is not among
 * them (the date, the reason) is not proven. A post with one item that is not signed is refused whole: Adyen sends it again.
 */
export async function readAdyenWebhook(
  { rawBody }: ProviderCall,
  { account, webhookSecrets }: WebhookContext,
): Promise<WebhookReading> {
  const { data: body } = bodySchema.safeParse(jsonOf(rawBody));
  if (body === undefined) return refusedWebhook('unreadable');
  const items = body.notificationItems.map(({ NotificationRequestItem: item }) => item);
  if (items.some((item) => item.additionalData?.hmacSignature === undefined))
    return refusedWebhook('signature_missing');
  if (!items.every((item) => isSigned(item, webhookSecrets))) return refusedWebhook('signature_wrong');
  if (body.live !== 'true') return testMode;
  const facts = items.map((item) => factsOf(item, account));
  return {
    kind: 'read',
    facts: { refunds: facts.flatMap(({ refunds }) => refunds), payments: facts.flatMap(({ payments }) => payments) },
    questions: [],
  };
}

const hexKeyForm = /^(?:[0-9a-f]{2})+$/i;

function isSigned(item: Item, hexKeys: readonly string[]): boolean {
  const { pspReference, originalReference, merchantAccountCode, merchantReference, amount, eventCode, success } = item;
  const signed = [
    pspReference,
    originalReference,
    merchantAccountCode,
    merchantReference,
    amount?.value,
    amount?.currency,
    eventCode,
    success,
  ];
  const message = signed.map((part) => part ?? '').join(':');
  // What is not hexadecimal would be read as a shorter key, at worst as an empty one, which anybody has.
  const keys = hexKeys.filter((key) => hexKeyForm.test(key)).map((key) => Buffer.from(key, 'hex'));
  const wanted = keys.map((key) => hmacSha256(key, [message], 'base64'));
  return isAnyOf([item.additionalData?.hmacSignature ?? ''], wanted);
}

type Meaning = Readonly<{ kind: ProviderRefundKind; status: ProviderRefundStatus }>;

/** What an event says of the refund with its `pspReference`; `success` of a failure is "true" too. */
function meaningOf({ eventCode, success }: Item): Meaning | undefined {
  const hasSucceeded = success === 'true';
  switch (eventCode) {
    case 'REFUND':
    case 'REFUND_WITH_DATA':
      return { kind: 'refund', status: hasSucceeded ? 'done' : 'failed' };
    case 'CANCEL_OR_REFUND':
      // Whether it refunded a payment or released one that was only authorised, the customer has it back (facts §9 row 18).
      return { kind: 'refund', status: hasSucceeded ? 'done' : 'failed' };
    case 'POSTPONED_REFUND':
      return { kind: 'refund', status: 'pending' };
    case 'VOID_PENDING_REFUND':
      return { kind: 'refund', status: 'canceled' };
    case 'REFUND_FAILED':
      return { kind: 'refund', status: 'failed' };
    case 'REFUNDED_REVERSED':
      return { kind: 'refund', status: 'returned' };
    case 'NOTIFICATION_OF_CHARGEBACK':
      return { kind: 'chargeback', status: 'pending' };
    case 'CHARGEBACK':
    case 'SECOND_CHARGEBACK':
      return { kind: 'chargeback', status: 'done' };
    case 'CHARGEBACK_REVERSED':
      return { kind: 'chargeback', status: 'canceled' };
    default:
      return undefined;
  }
}

const payingEvents: ReadonlySet<string> = new Set(['AUTHORISATION', 'CAPTURE']);

function factsOf(item: Item, account: string): ProviderFacts {
  const meaning = meaningOf(item);
  if (meaning !== undefined) return { refunds: [refundOf(item, meaning, account)].flat(), payments: [] };
  const payment = payingEvents.has(item.eventCode) && item.success === 'true' ? paymentOf(item, account) : undefined;
  return { refunds: [], payments: payment === undefined ? [] : [payment] };
}

function refundOf(item: Item, { kind, status }: Meaning, account: string): readonly ProviderRefund[] {
  const { amount, pspReference, originalReference, eventDate, merchantReference } = item;
  if (amount === undefined || amount.value <= 0) return [];
  const at = inUtc(eventDate);
  return [
    {
      provider: 'adyen',
      account,
      refundId: pspReference,
      kind,
      paymentId: originalReference || undefined,
      amountMinor: amount.value,
      currency: amount.currency,
      status,
      createdAt: at,
      statusAt: at,
      references: merchantReference ? [merchantReference] : [],
    },
  ];
}

/** A capture names the authorisation as its original, an authorisation is the payment itself: both are one payment. */
function paymentOf(item: Item, account: string): ProviderPayment | undefined {
  const { amount, pspReference, originalReference, eventDate, merchantReference } = item;
  if (amount === undefined || amount.value <= 0) return undefined;
  return {
    provider: 'adyen',
    account,
    paymentId: originalReference || pspReference,
    amountMinor: amount.value,
    currency: amount.currency,
    paidAt: inUtc(eventDate),
    references: merchantReference ? [merchantReference] : [],
  };
}
