import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import type { ProviderRefund } from '../../domain/provider-refund.ts';
import { askProvider, bearer } from '../provider-call.ts';
import { ProviderRefusedError } from '../provider-errors.ts';
import type {
  AskedAccount,
  ProviderFacts,
  ProviderQuestion,
  ProviderQuestions,
  SpanQuestion,
} from '../provider-words.ts';
import {
  chargebackOfMollie,
  molliePaymentSchema,
  mollieRefundSchema,
  paymentOfMollie,
  refundOfMollie,
} from './mollie-objects.ts';

const mollieApi = 'https://api.mollie.com';

const refundsSchema = z.object({ _embedded: z.object({ refunds: z.array(mollieRefundSchema) }) });

/**
 * A payment with all its refunds and chargebacks in one answer, or one refund: Mollie shows a refund only by its payment,
 * but its list begins at the refund that one asks for (facts §3b). What is not live is nothing.
 */
async function askMollie(
  question: ProviderQuestion,
  { connection, credentials, http, now }: AskedAccount,
): Promise<ProviderFacts> {
  const { account, baseUrl = mollieApi } = connection;
  const told = { http, authorization: bearer(credentials.apiKey) };
  if ('refundId' in question) {
    const url = `${baseUrl}/v2/refunds?from=${encodeURIComponent(question.refundId)}&limit=1`;
    const answer = await askProvider({ ...told, url, schema: refundsSchema });
    const found = answer?._embedded.refunds.filter(({ id, mode }) => id === question.refundId && mode !== 'test') ?? [];
    return { refunds: found.map((refund) => refundOfMollie(refund, { account, statusAt: now })), payments: [] };
  }
  const url = `${baseUrl}/v2/payments/${encodeURIComponent(question.paymentId)}?embed=refunds,chargebacks`;
  const payment = await askProvider({ ...told, url, schema: molliePaymentSchema });
  if (payment === undefined || payment.mode === 'test') return { refunds: [], payments: [] };
  const { refunds = [], chargebacks = [] } = payment._embedded ?? {};
  const paid = paymentOfMollie(payment, { account, asOf: now });
  return {
    refunds: [
      ...refunds.map((refund) => refundOfMollie(refund, { account, statusAt: now })),
      ...chargebacks.map((chargeback) =>
        chargebackOfMollie(chargeback, { account, statusAt: inUtc(chargeback.createdAt) }),
      ),
    ],
    payments: paid === undefined ? [] : [paid],
  };
}

const mostOfPage = 250;
const mostPages = 40;

/**
 * The refunds that were made in a span. Mollie's list has no dates to ask by: it is walked from the newest on until it is
 * older (facts §3b).
 */
async function refundsOfMollie(
  { from, to }: SpanQuestion,
  { connection, credentials, http, now }: AskedAccount,
): Promise<ProviderFacts> {
  const { account, baseUrl = mollieApi } = connection;
  const told = { http, authorization: bearer(credentials.apiKey), schema: refundsSchema };
  const found: ProviderRefund[] = [];
  let start: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ limit: String(mostOfPage), ...(start !== undefined && { from: start }) });
    const refunds = (await askProvider({ ...told, url: `${baseUrl}/v2/refunds?${query}` }))?._embedded.refunds ?? [];
    const live = refunds.filter(({ mode }) => mode !== 'test');
    found.push(...live.map((refund) => refundOfMollie(refund, { account, statusAt: now })));
    const last = refunds.at(-1);
    const isEnd = refunds.length < mostOfPage;
    if (last === undefined || isEnd || inUtc(last.createdAt) < from) {
      const isInSpan = ({ createdAt }: ProviderRefund): boolean => createdAt >= from && createdAt < to;
      return { refunds: uniqueById(found.filter(isInSpan)), payments: [] };
    }
    // A page begins with the refund that one asks for, which is known then.
    start = last.id;
  }
  throw new ProviderRefusedError('Mollie lists more of this span than is read.');
}

const uniqueById = (refunds: readonly ProviderRefund[]): readonly ProviderRefund[] => [
  ...new Map(refunds.map((refund) => [refund.refundId, refund])).values(),
];

/** Mollie, asked. */
export const mollieQuestions: ProviderQuestions = {
  apiOrigin: mollieApi,
  ask: askMollie,
  refundsOf: refundsOfMollie,
};
