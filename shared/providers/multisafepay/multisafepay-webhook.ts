import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { isAnyOf } from '../../webhooks/same-secret.ts';
import { type ProviderCall, refusedWebhook, type WebhookContext, type WebhookReading } from '../provider-words.ts';
import { jsonOf } from '../webhook-body.ts';
import { outsideWindow } from '../webhook-window.ts';

const id = z.union([z.string(), z.int().transform(String)]);
// Its times are written without a zone. ASSUMPTION: they are of Amsterdam's winter time at the latest; a day decides nothing.
const localTime = z.string().transform((text) => `${text.slice(0, 19).replace(' ', 'T')}+01:00`);

/**
 * ASSUMPTION (facts §6 names the members, no sample was at hand): an order with its refunds as `related_transactions`, each
 * with an id of its own; amounts in cents.
 */
const orderSchema = z.object({
  order_id: z.string(),
  transaction_id: id,
  amount: z.int().nonnegative(),
  amount_refunded: z.int().nonnegative().default(0),
  currency: z.string(),
  status: z.string(),
  created: localTime,
  customer: z
    .object({ first_name: z.string().nullish(), last_name: z.string().nullish(), email: z.string().nullish() })
    .nullish(),
  related_transactions: z
    .array(
      z.object({
        transaction_id: id,
        type: z.string(),
        status: z.string(),
        amount: z.int(),
        currency: z.string(),
        created: localTime,
      }),
    )
    .nullish(),
});
type Order = z.output<typeof orderSchema>;

const statuses: Readonly<Record<string, ProviderRefundStatus>> = {
  initialized: 'pending',
  reserved: 'pending',
  completed: 'done',
  declined: 'failed',
};
const paidStatuses: ReadonlySet<string> = new Set(['completed', 'shipped', 'refunded', 'partial_refunded']);

/**
 * Reads a notification of MultiSafepay (facts §6): `Auth` is base64 of the time and an HMAC-SHA512 over the time and the raw
 * body, with the account's API key. The body is the whole order with its refunds, so that nothing has to be asked for.
 */
export async function readMultisafepayWebhook(
  { headers, rawBody }: ProviderCall,
  { account, webhookSecrets, now }: WebhookContext,
): Promise<WebhookReading> {
  const [seconds = '', ...signature] = Buffer.from(headers.auth ?? '', 'base64')
    .toString('latin1')
    .split(':');
  if (!/^\d{1,12}$/.test(seconds)) return refusedWebhook('signature_missing');
  const wanted = webhookSecrets.map((key) =>
    createHmac('sha512', key).update(`${seconds}:`).update(rawBody).digest('hex'),
  );
  if (!isAnyOf([signature.join(':')], wanted)) return refusedWebhook('signature_wrong');
  const outside = outsideWindow(Number(seconds) * 1000, now);
  if (outside !== undefined) return refusedWebhook(outside);
  const { data: order } = orderSchema.safeParse(jsonOf(rawBody));
  return order === undefined
    ? refusedWebhook('unreadable')
    : { kind: 'read', facts: factsOf(order, account, now), questions: [] };
}

function factsOf(order: Order, account: string, now: string) {
  const { order_id: orderId, transaction_id: paymentId, currency, customer } = order;
  const of = { provider: 'multisafepay', account, paymentId } as const;
  const names = [customer?.first_name, customer?.last_name].filter((name) => name);
  const refunds = (order.related_transactions ?? [])
    .filter(({ type, amount }) => type === 'refund' && amount !== 0)
    .map((refund) => ({
      ...of,
      refundId: refund.transaction_id,
      kind: 'refund' as const,
      amountMinor: Math.abs(refund.amount),
      currency: refund.currency,
      status: statuses[refund.status] ?? ('pending' as const),
      createdAt: refund.created,
      // A refund there has no time of its status: it is when it was told.
      statusAt: now,
      references: [orderId],
    }));
  const payment = {
    ...of,
    amountMinor: order.amount,
    currency,
    paidAt: order.created,
    references: [orderId],
    customerName: names.length === 0 ? undefined : names.join(' '),
    customerEmail: customer?.email ?? undefined,
    refunded: { amountMinor: order.amount_refunded, asOf: now },
  };
  return { refunds, payments: paidStatuses.has(order.status) && order.amount > 0 ? [payment] : [] };
}
