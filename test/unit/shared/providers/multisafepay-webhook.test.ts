import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhookReaderOf } from '../../../../shared/providers/provider-webhooks.ts';

const now = '2026-11-20T10:00:00.000Z';
const seconds = Date.parse(now) / 1000;
const order = {
  order_id: 'ORD00123',
  transaction_id: 7001,
  amount: 2500,
  amount_refunded: 1000,
  currency: 'EUR',
  status: 'partial_refunded',
  created: '2026-11-12T10:00:00',
  customer: { first_name: 'Camille', last_name: 'Exemple', email: null },
  related_transactions: [
    {
      transaction_id: 7002,
      type: 'refund',
      status: 'completed',
      amount: 1000,
      currency: 'EUR',
      created: '2026-11-19T09:00:00',
    },
    {
      transaction_id: 7003,
      type: 'refund',
      status: 'declined',
      amount: 500,
      currency: 'EUR',
      created: '2026-11-19T08:00:00',
    },
    {
      transaction_id: 7004,
      type: 'fee',
      status: 'completed',
      amount: 25,
      currency: 'EUR',
      created: '2026-11-19T08:00:00',
    },
  ],
};

async function read(body: string, { key = 'api-key', at = seconds } = {}) {
  const signature = createHmac('sha512', key).update(`${at}:${body}`).digest('hex');
  const auth = Buffer.from(`${at}:${signature}`).toString('base64');
  const call = { headers: { auth }, rawBody: Buffer.from(body) };
  const http = { send: () => Promise.reject(new Error('Nobody is to be called.')) };
  return webhookReaderOf('multisafepay')?.(call, {
    account: 'main',
    webhookSecrets: ['api-key', 'former-key'],
    now,
    http,
    trustedRoots: () => [],
  });
}

describe('a notification of MultiSafepay', () => {
  it('is an order with its payment and each of its refunds, by their own ids', async () => {
    expect(await read(JSON.stringify(order))).toMatchObject({
      kind: 'read',
      questions: [],
      facts: {
        payments: [{ paymentId: '7001', amountMinor: 2500, references: ['ORD00123'], customerName: 'Camille Exemple' }],
        refunds: [
          { refundId: '7002', paymentId: '7001', amountMinor: 1000, status: 'done' },
          { refundId: '7003', amountMinor: 500, status: 'failed' },
        ],
      },
    });
  });

  it('is proven by the key of the account, or by the one before while it is changed', async () => {
    const body = JSON.stringify(order);
    expect(await read(body, { key: 'former-key' })).toMatchObject({ kind: 'read' });
    expect(await read(body, { key: 'another' })).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    expect(await read(body, { at: seconds - 301 })).toEqual({ kind: 'refused', reason: 'too_old' });
    expect(await read(body, { at: seconds + 301 })).toEqual({ kind: 'refused', reason: 'from_the_future' });
    expect(await read('{}')).toEqual({ kind: 'refused', reason: 'unreadable' });
  });
});
