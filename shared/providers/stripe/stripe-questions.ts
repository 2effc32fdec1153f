import * as z from 'zod';
import { millisecondsOf } from '../../domain/instants.ts';
import { askProvider, bearer } from '../provider-call.ts';
import { ProviderRefusedError } from '../provider-errors.ts';
import type {
  AskedAccount,
  ProviderFacts,
  ProviderQuestion,
  ProviderQuestions,
  SpanQuestion,
} from '../provider-words.ts';
import { paymentOfStripe, refundOfStripe, stripeChargeSchema, stripeRefundSchema } from './stripe-objects.ts';

const stripeApi = 'https://api.stripe.com';
const mostPages = 20;

const refundsSchema = z.object({ data: z.array(stripeRefundSchema), has_more: z.boolean() });
const intentSchema = z.object({ latest_charge: z.union([z.string(), stripeChargeSchema]).nullish() });

/**
 * All refunds of a payment, and what the payment brought in (facts §2a, §2b). A refund has no time of its status, so it
 * counts as it stands now.
 */
async function askStripe(
  question: ProviderQuestion,
  { connection, credentials, http, now }: AskedAccount,
): Promise<ProviderFacts> {
  const { account, baseUrl = stripeApi } = connection;
  const told = { http, authorization: bearer(credentials.secretKey) };
  if ('refundId' in question) {
    const url = `${baseUrl}/v1/refunds/${encodeURIComponent(question.refundId)}`;
    const refund = await askProvider({ ...told, url, schema: stripeRefundSchema });
    return { refunds: refund === undefined ? [] : [refundOfStripe(refund, { account, statusAt: now })], payments: [] };
  }
  const { paymentId } = question;
  const isIntent = paymentId.startsWith('pi_');
  const refunds: z.output<typeof stripeRefundSchema>[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ [isIntent ? 'payment_intent' : 'charge']: paymentId, limit: '100' });
    const last = refunds.at(-1);
    if (last !== undefined) query.set('starting_after', last.id);
    const answer = await askProvider({ ...told, url: `${baseUrl}/v1/refunds?${query}`, schema: refundsSchema });
    refunds.push(...(answer?.data ?? []));
    if (!answer?.has_more) break;
  }
  const charge = await chargeOf(paymentId, { baseUrl, ...told });
  const payment = charge && paymentOfStripe(charge, { account, asOf: now });
  return {
    refunds: refunds.map((refund) => refundOfStripe(refund, { account, statusAt: now })),
    payments: payment === undefined ? [] : [payment],
  };
}

async function chargeOf(
  paymentId: string,
  { baseUrl, ...told }: Readonly<{ baseUrl: string; authorization: string | undefined }> & Pick<AskedAccount, 'http'>,
): Promise<z.output<typeof stripeChargeSchema> | undefined> {
  const id = encodeURIComponent(paymentId);
  if (!paymentId.startsWith('pi_'))
    return askProvider({ ...told, url: `${baseUrl}/v1/charges/${id}`, schema: stripeChargeSchema });
  const url = `${baseUrl}/v1/payment_intents/${id}?expand[]=latest_charge`;
  const intent = await askProvider({ ...told, url, schema: intentSchema });
  return typeof intent?.latest_charge === 'object' ? (intent.latest_charge ?? undefined) : undefined;
}

const chargesSchema = z.object({ data: z.array(stripeChargeSchema), has_more: z.boolean() });
const secondsOf = (instant: string): string => String(Math.floor(millisecondsOf(instant) / 1000));

/** Everything of one kind that was made in a span; throws where there is more than we read, for a part says nothing. */
async function listed<Item extends Readonly<{ id: string }>>(
  resource: string,
  { from, to }: SpanQuestion,
  {
    asked: { connection, credentials, http },
    schema,
  }: Readonly<{ asked: AskedAccount; schema: z.ZodType<{ data: Item[]; has_more: boolean }> }>,
): Promise<readonly Item[]> {
  const { baseUrl = stripeApi } = connection;
  const told = { http, authorization: bearer(credentials.secretKey) };
  const items: Item[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const span = { 'created[gte]': secondsOf(from), 'created[lt]': secondsOf(to) };
    const query = new URLSearchParams({ ...span, limit: '100' });
    const last = items.at(-1);
    if (last !== undefined) query.set('starting_after', last.id);
    const answer = await askProvider({ ...told, url: `${baseUrl}/v1/${resource}?${query}`, schema });
    items.push(...(answer?.data ?? []));
    if (!answer?.has_more) return items;
  }
  throw new ProviderRefusedError('Stripe lists more of this span than is read.');
}

/** The charges of a span (facts §2b). */
async function paymentsOfStripe(question: SpanQuestion, asked: AskedAccount): Promise<ProviderFacts> {
  const { now, connection } = asked;
  const { account } = connection;
  const charges = await listed('charges', question, { asked, schema: chargesSchema });
  const payments = charges.map((charge) => paymentOfStripe(charge, { account, asOf: now }));
  return { refunds: [], payments: payments.filter((payment) => payment !== undefined) };
}

/** The refunds that were made in a span (facts §2b). */
async function refundsOfStripe(question: SpanQuestion, asked: AskedAccount): Promise<ProviderFacts> {
  const { now, connection } = asked;
  const refunds = await listed('refunds', question, { asked, schema: refundsSchema });
  return {
    refunds: refunds.map((refund) => refundOfStripe(refund, { account: connection.account, statusAt: now })),
    payments: [],
  };
}

/** Stripe, asked. */
export const stripeQuestions: ProviderQuestions = {
  apiOrigin: stripeApi,
  ask: askStripe,
  paymentsOf: paymentsOfStripe,
  refundsOf: refundsOfStripe,
};
