import * as z from 'zod';
import { inUtc } from '../../domain/instants.ts';
import { askProvider, bearer } from '../provider-call.ts';
import type { AskedAccount, ProviderFacts, ProviderQuestion, ProviderQuestions } from '../provider-words.ts';
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

/** Mollie, asked. */
export const mollieQuestions: ProviderQuestions = { apiOrigin: mollieApi, ask: askMollie };
