import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../shared/ports/http.ts';
import { paypalQuestions } from '../../../../shared/providers/paypal/paypal-questions.ts';

const now = '2026-11-23T00:30:00.000Z';
const json = (body: unknown, status = 200): HttpResponse => ({ status, headers: {}, body: JSON.stringify(body) });
const capture = {
  id: 'CAP1',
  status: 'PARTIALLY_REFUNDED',
  amount: { currency_code: 'EUR', value: '25.00' },
  create_time: '2026-11-02T15:00:00Z',
};
const row = (changes: Readonly<Record<string, unknown>> = {}) => ({
  transaction_info: {
    transaction_id: 'RF1',
    paypal_reference_id: 'CAP1',
    transaction_event_code: 'T1107',
    transaction_initiation_date: '2026-11-20T10:00:00+0000',
    transaction_amount: { currency_code: 'EUR', value: '-10.00' },
    fee_amount: { currency_code: 'EUR', value: '0.59' },
    transaction_status: 'S',
    ...changes,
  },
});

/** PayPal, whose search answers as `search` says for the end of each window. */
function paypal(search: (endDate: string, page: number) => HttpResponse) {
  const windows: string[] = [];
  const ask = () =>
    paypalQuestions.ask(
      { paymentId: 'CAP1' },
      {
        connection: { account: 'main' },
        credentials: { clientId: 'c', clientSecret: 's' },
        now,
        http: {
          async send({ url }) {
            const { pathname, searchParams } = new URL(url);
            if (pathname === '/v1/oauth2/token') return json({ access_token: 'a' });
            if (pathname.startsWith('/v2/payments/captures/')) return json(capture);
            const end = searchParams.get('end_date') ?? '';
            windows.push(end);
            return search(end, Number(searchParams.get('page')));
          },
        },
      },
    );
  return { ask, windows };
}

describe('PayPal, asked about a payment', () => {
  it('failure mode 15: is asked again without its last three hours where it refuses them, and misses nothing else', async () => {
    const { ask, windows } = paypal((end) =>
      end === now ? json({ name: 'INVALID_REQUEST' }, 400) : json({ transaction_details: [row()], total_pages: 1 }),
    );
    expect((await ask()).refunds).toMatchObject([{ refundId: 'RF1', amountMinor: 1000 }]);
    expect(windows).toEqual([now, '2026-11-22T21:30:00.000Z']);
  });

  it('failure mode 15: is read page by page', async () => {
    const { ask } = paypal((_, page) =>
      json({ transaction_details: [row({ transaction_id: `RF${page}` })], total_pages: 3 }),
    );
    expect((await ask()).refunds.map(({ refundId }) => refundId)).toEqual(['RF1', 'RF2', 'RF3']);
  });

  it('failure mode 10: says what the customer got back, whatever fee came or went with it', async () => {
    const { ask } = paypal(() => json({ transaction_details: [row()] }));
    expect((await ask()).refunds).toMatchObject([{ amountMinor: 1000, currency: 'EUR', status: 'done' }]);
  });

  it('tells refunds of other payments and reversals apart', async () => {
    const { ask } = paypal(() =>
      json({
        transaction_details: [
          row({ paypal_reference_id: 'CAP2', transaction_id: 'RF2' }),
          row({ transaction_event_code: 'T1106', transaction_id: 'RV1' }),
          row({ transaction_event_code: 'T1108', transaction_id: 'FEE' }),
        ],
      }),
    );
    expect((await ask()).refunds.map(({ refundId, kind }) => `${refundId} ${kind}`)).toEqual(['RV1 reversal']);
  });
});
