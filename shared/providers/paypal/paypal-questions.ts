import * as z from 'zod';
import { inUtc, secondsAfter } from '../../domain/instants.ts';
import type { ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderRefund, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { askProvider, basic, bearer } from '../provider-call.ts';
import { ProviderRefusedError } from '../provider-errors.ts';
import type {
  AskedAccount,
  ProviderFacts,
  ProviderQuestion,
  ProviderQuestions,
  SpanQuestion,
} from '../provider-words.ts';
import { kindOfEventCode } from './paypal-event-codes.ts';
import {
  paymentOfPaypal,
  paypalCaptureSchema,
  paypalMoneySchema,
  paypalRefundSchema,
  refundOfPaypal,
} from './paypal-objects.ts';

const paypalApi = 'https://api-m.paypal.com';
const secondsPerDay = 86_400;
// facts §1b: a window of the search has at most 31 days. A refund is possible for 180 days, and old ones change no task.
const windowDays = 31;
const searchLagSeconds = 3 * 3600;
const mostPages = 20;

const tokenSchema = z.object({ access_token: z.string().min(1) });
// Offsets come without a colon there.
const reportedInstant = z
  .string()
  .transform((text) => text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  .pipe(z.iso.datetime({ offset: true }));
const rowSchema = z.object({
  transaction_id: z.string(),
  paypal_reference_id: z.string().optional(),
  transaction_event_code: z.string(),
  transaction_initiation_date: reportedInstant,
  transaction_updated_date: reportedInstant.optional(),
  transaction_amount: paypalMoneySchema,
  transaction_status: z.enum(['D', 'P', 'S', 'V']),
  invoice_id: z.string().optional(),
  custom_field: z.string().optional(),
  transaction_note: z.string().optional(),
});
const searchSchema = z.object({
  transaction_details: z.array(z.object({ transaction_info: rowSchema })).default([]),
  total_pages: z.int().nonnegative().default(1),
});

/**
 * A payment with the refunds of its last 31 days, or one refund. PayPal's capture does not list its refunds, so the search
 * of transactions is asked (up to three hours late), which names the capture that each one gives back.
 */
async function askPaypal(question: ProviderQuestion, asked: AskedAccount): Promise<ProviderFacts> {
  const { connection, http } = asked;
  const { account, baseUrl = paypalApi } = connection;
  const told = { http, baseUrl, authorization: bearer(await tokenOf(asked, baseUrl)) };
  if ('refundId' in question) {
    const url = `${baseUrl}/v2/payments/refunds/${encodeURIComponent(question.refundId)}`;
    const refund = await askProvider({ ...told, url, schema: paypalRefundSchema });
    return { refunds: refund === undefined ? [] : [refundOfPaypal(refund, account, 'refund')], payments: [] };
  }
  const url = `${baseUrl}/v2/payments/captures/${encodeURIComponent(question.paymentId)}`;
  const capture = await askProvider({ ...told, url, schema: paypalCaptureSchema });
  const payment = capture && paymentOfPaypal(capture, account);
  if (payment === undefined) return { refunds: [], payments: [] };
  const rows = await newest(told, { from: secondsAfter(asked.now, -windowDays * secondsPerDay), to: asked.now });
  const refunds = rows
    .filter(({ paypal_reference_id: captureId }) => captureId === question.paymentId)
    .flatMap((row) => refundOfRow(row, account));
  return { refunds, payments: [payment] };
}

async function tokenOf({ credentials, http }: AskedAccount, baseUrl: string): Promise<string | undefined> {
  const answer = await askProvider({
    http,
    url: `${baseUrl}/v1/oauth2/token`,
    authorization: basic(credentials.clientId, credentials.clientSecret),
    form: { grant_type: 'client_credentials' },
    schema: tokenSchema,
  });
  return answer?.access_token;
}

type Row = z.output<typeof rowSchema>;
type Told = Pick<AskedAccount, 'http'> & Readonly<{ baseUrl: string; authorization: string | undefined }>;

/** The rows of a span that ends now. One that reaches into the last three hours may be refused (facts §1b): then those are left out. */
async function newest(told: Told, { from, to }: SpanQuestion): Promise<readonly Row[]> {
  try {
    return await searched(told, { from, to });
  } catch (error) {
    if (!(error instanceof ProviderRefusedError)) throw error;
    return searched(told, { from, to: secondsAfter(to, -searchLagSeconds) });
  }
}

async function searched({ baseUrl, ...told }: Told, { from, to }: SpanQuestion): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const query = new URLSearchParams({
      start_date: from,
      end_date: to,
      fields: 'transaction_info',
      balance_affecting_records_only: 'N',
      page_size: '500',
      page: String(page),
    });
    const url = `${baseUrl}/v1/reporting/transactions?${query}`;
    const answer = await askProvider({ ...told, url, schema: searchSchema });
    rows.push(...(answer?.transaction_details ?? []).map(({ transaction_info: row }) => row));
    if (page >= (answer?.total_pages ?? 1)) return rows;
  }
  throw new ProviderRefusedError('PayPal lists more of this span than is read.');
}

const statuses: Readonly<Record<Row['transaction_status'], ProviderRefundStatus>> = {
  S: 'done',
  P: 'pending',
  D: 'failed',
  V: 'returned',
};

function refundOfRow(row: Row, account: string): readonly ProviderRefund[] {
  const kind = kindOfEventCode(row.transaction_event_code);
  if (kind !== 'refund' && kind !== 'reversal') return [];
  const { amountMinor, currency } = row.transaction_amount;
  return [
    {
      provider: 'paypal',
      account,
      refundId: row.transaction_id,
      kind,
      paymentId: row.paypal_reference_id,
      // Money that left is negative there.
      amountMinor: Math.abs(amountMinor),
      currency,
      status: statuses[row.transaction_status],
      createdAt: inUtc(row.transaction_initiation_date),
      statusAt: inUtc(row.transaction_updated_date ?? row.transaction_initiation_date),
      references: [row.invoice_id, row.custom_field, row.transaction_note].filter((text) => text !== undefined),
    },
  ];
}

/** The payments of a span, each with what the checkout handed over as its invoice number. */
const paymentsOfPaypal = (question: SpanQuestion, asked: AskedAccount): Promise<ProviderFacts> =>
  allOfPaypal(asked, (told) => searched(told, question));

/** The refunds of a span that ends now, and with them its payments: one list shows both. */
const refundsOfPaypal = (question: SpanQuestion, asked: AskedAccount): Promise<ProviderFacts> =>
  allOfPaypal(asked, (told) => newest(told, question));

async function allOfPaypal(
  asked: AskedAccount,
  search: (told: Told) => Promise<readonly Row[]>,
): Promise<ProviderFacts> {
  const { connection, http } = asked;
  const { account, baseUrl = paypalApi } = connection;
  const rows = await search({ http, baseUrl, authorization: bearer(await tokenOf(asked, baseUrl)) });
  return {
    refunds: rows.flatMap((row) => refundOfRow(row, account)),
    payments: rows.flatMap((row) => paymentOfRow(row, account)),
  };
}

function paymentOfRow(row: Row, account: string): readonly ProviderPayment[] {
  const { transaction_amount: amount, transaction_status: status } = row;
  // A refunded payment is `V` there; what is pending or denied brought nothing in yet.
  if (kindOfEventCode(row.transaction_event_code) !== 'payment' || amount.amountMinor <= 0) return [];
  if (status !== 'S' && status !== 'V') return [];
  return [
    {
      provider: 'paypal',
      account,
      paymentId: row.transaction_id,
      ...amount,
      paidAt: inUtc(row.transaction_initiation_date),
      references: [row.invoice_id, row.custom_field].filter((text) => text !== undefined),
    },
  ];
}

/** PayPal, asked. */
export const paypalQuestions: ProviderQuestions = {
  apiOrigin: paypalApi,
  ask: askPaypal,
  paymentsOf: paymentsOfPaypal,
  refundsOf: refundsOfPaypal,
};
