import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readWebhook, webhookContext } from '../../../support/provider-webhooks.ts';

const refund = {
  brq_amount_credit: '10.00',
  brq_currency: 'EUR',
  BRQ_INVOICENUMBER: 'ORD00123',
  brq_relatedtransaction_refund: 'PAYMENT-1',
  brq_statuscode: '190',
  brq_timestamp: '2026-11-19 09:00:00',
  brq_transactions: 'REFUND-1',
  other_field: 'not signed',
};

/** A push with the signature that its secret makes. */
function pushOf(fields: Readonly<Record<string, string>>, secret = 'secret'): string {
  const signed = Object.entries(fields)
    .filter(([name]) => /^(brq|add|cust)_/i.test(name))
    .toSorted(([a], [b]) => a.toLowerCase().localeCompare(b.toLowerCase()))
    .map(([name, value]) => `${name}=${value}`)
    .join('');
  const signature = createHash('sha1')
    .update(signed + secret)
    .digest('hex');
  return new URLSearchParams({ ...fields, brq_signature: signature }).toString();
}
const push = (changes: Readonly<Record<string, string>> = {}, secret?: string) =>
  readWebhook('buckaroo', pushOf({ ...refund, ...changes }, secret), {});

describe('a push of Buckaroo', () => {
  it('about a refund names it, its payment and its order', async () => {
    expect(await push()).toMatchObject({
      kind: 'read',
      facts: {
        payments: [],
        refunds: [
          {
            refundId: 'REFUND-1',
            paymentId: 'PAYMENT-1',
            amountMinor: 1000,
            currency: 'EUR',
            status: 'done',
            references: ['ORD00123'],
          },
        ],
      },
    });
  });

  it.each([
    ['790', 'pending'],
    ['490', 'failed'],
    ['890', 'canceled'],
  ])('with the status %s is %s', async (brq_statuscode, status) => {
    expect(await push({ brq_statuscode })).toMatchObject({ facts: { refunds: [{ status }] } });
  });

  it('about a payment is what it brought in', async () => {
    const { brq_relatedtransaction_refund: _, brq_amount_credit: __, ...payment } = refund;
    const body = pushOf({ ...payment, brq_amount: '25.00', brq_transactions: 'PAYMENT-1' });
    expect(await readWebhook('buckaroo', body, {})).toMatchObject({
      facts: { refunds: [], payments: [{ paymentId: 'PAYMENT-1', amountMinor: 2500, references: ['ORD00123'] }] },
    });
  });

  it('is proven by the secret of the account over its own fields, and no test', async () => {
    expect(await push({}, 'another')).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    const tampered = pushOf(refund).replace('10.00', '90.00');
    expect(await readWebhook('buckaroo', tampered, {})).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    expect(await readWebhook('buckaroo', 'brq_amount=1', {})).toEqual({
      kind: 'refused',
      reason: 'signature_missing',
    });
    expect(await push({ brq_test: 'true' })).toEqual({ kind: 'ignored', reason: 'test_mode' });
    expect(await push({ brq_statuscode: '777' })).toEqual({ kind: 'ignored', reason: 'other_event' });
    expect(await push({ brq_amount_credit: 'much' })).toEqual({ kind: 'refused', reason: 'unreadable' });
  });
});

describe('an exchange of PAY.', () => {
  const exchange = (action: string, changes: object = {}) =>
    JSON.stringify({
      type: 'order',
      object: {
        orderId: '51007856048X14b0',
        reference: 'ORD00123',
        status: { code: -81, action },
        amount: { value: 2500, currency: 'EUR' },
        ...changes,
      },
    });
  const read = (body: string, secret = 'secret', algorithm = 'sha256') =>
    readWebhook(
      'pay',
      body,
      {
        'signature-algorithm': algorithm,
        signature: createHmac('sha256', secret).update(body).digest('hex'),
      },
      webhookContext(),
    );

  it('about a whole refund names its order, and is the same however often it comes', async () => {
    const expected = { refundId: '51007856048X14b0:refund', paymentId: '51007856048X14b0', amountMinor: 2500 };
    expect(await read(exchange('REFUND'))).toMatchObject({ facts: { refunds: [{ ...expected, kind: 'refund' }] } });
    expect(await read(exchange('CHARGEBACK'))).toMatchObject({ facts: { refunds: [{ kind: 'chargeback' }] } });
    expect(await read(exchange('PAID'))).toMatchObject({ facts: { payments: [{ references: ['ORD00123'] }] } });
  });

  it('is proven by the token of the account', async () => {
    expect(await read(exchange('REFUND'), 'another')).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    expect(await read(exchange('REFUND'), 'secret', 'md5')).toEqual({ kind: 'refused', reason: 'signature_missing' });
    expect(await readWebhook('pay', exchange('REFUND'), {})).toEqual({ kind: 'refused', reason: 'signature_missing' });
    expect(await read('{}')).toEqual({ kind: 'refused', reason: 'unreadable' });
  });
});
