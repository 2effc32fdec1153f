import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import type { ProviderRefund } from '../../domain/provider-refund.ts';
import { askProvider, basic } from '../provider-call.ts';
import { ProviderRefusedError } from '../provider-errors.ts';
import type { AskedAccount, ProviderFacts, ProviderQuestion, ProviderQuestions } from '../provider-words.ts';

/** Europe's; North America and Oceania have their own hosts, which a shop names in its settings (facts §5). */
const klarnaApi = 'https://api.klarna.com';

const refundSchema = z.object({
  refund_id: z.string(),
  refunded_amount: z.int().positive(),
  refunded_at: z.iso.datetime({ offset: true }),
  reference: z.string().nullish(),
  description: z.string().nullish(),
});

const orderSchema = z.object({
  order_id: z.string(),
  captured_amount: z.int().nonnegative(),
  refunded_amount: z.int().nonnegative(),
  purchase_currency: z.string(),
  merchant_reference1: z.string().nullish(),
  merchant_reference2: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
  billing_address: z
    .object({ given_name: z.string().nullish(), family_name: z.string().nullish(), email: z.string().nullish() })
    .nullish(),
  refunds: z.array(refundSchema).default([]),
});
type KlarnaOrder = z.output<typeof orderSchema>;

/**
 * An order with all its refunds (facts §5a): Klarna has no list of refunds and no webhook for them, so the orders of open
 * tasks are asked for. A refund has no status there: what is booked is done.
 */
async function askKlarna(
  question: ProviderQuestion,
  { connection, credentials, http, now }: AskedAccount,
): Promise<ProviderFacts> {
  if ('refundId' in question) throw new ProviderRefusedError('Klarna shows a refund only with its order.');
  const { account, baseUrl = klarnaApi } = connection;
  const url = `${baseUrl}/ordermanagement/v1/orders/${encodeURIComponent(question.paymentId)}`;
  const authorization = basic(credentials.username, credentials.password);
  const order = await askProvider({ http, url, authorization, schema: orderSchema });
  if (order === undefined) return { refunds: [], payments: [] };
  const isCaptured = order.captured_amount > 0;
  return {
    refunds: order.refunds.map((refund) => refundOfKlarna(order, refund, account)),
    payments: isCaptured ? [paymentOfKlarna(order, account, now)] : [],
  };
}

function refundOfKlarna(order: KlarnaOrder, refund: z.output<typeof refundSchema>, account: string): ProviderRefund {
  const at = inUtc(refund.refunded_at);
  return {
    provider: 'klarna',
    account,
    refundId: refund.refund_id,
    kind: 'refund',
    paymentId: order.order_id,
    amountMinor: refund.refunded_amount,
    currency: order.purchase_currency.toUpperCase(),
    status: 'done',
    createdAt: at,
    statusAt: at,
    references: texts(refund.reference, refund.description),
  };
}

function paymentOfKlarna(order: KlarnaOrder, account: string, asOf: string): ProviderFacts['payments'][number] {
  const { given_name: givenName, family_name: familyName, email } = order.billing_address ?? {};
  const customerName = texts(givenName, familyName).join(' ');
  return {
    provider: 'klarna',
    account,
    paymentId: order.order_id,
    amountMinor: order.captured_amount,
    currency: order.purchase_currency.toUpperCase(),
    paidAt: inUtc(order.created_at),
    references: texts(order.merchant_reference1, order.merchant_reference2),
    customerName: customerName === '' ? undefined : customerName,
    customerEmail: email ?? undefined,
    refunded: { amountMinor: order.refunded_amount, asOf },
  };
}

const texts = (...values: readonly (string | null | undefined)[]): readonly string[] =>
  values.filter((value): value is string => typeof value === 'string' && value !== '');

/** Klarna, asked. */
export const klarnaQuestions: ProviderQuestions = { apiOrigin: klarnaApi, ask: askKlarna };
