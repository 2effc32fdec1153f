import { createSign, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { paypalWebhookReader } from '../../../../shared/providers/paypal/paypal-webhook.ts';
import { webhookContext as context } from '../../../support/provider-webhooks.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const readWebhook = paypalWebhookReader(async () => ({ publicKey }));

/** Reads a body that is signed as PayPal signs, for the registration `secret`. */
function read(body: string, { time = '2026-11-20T09:15:00Z', registration = 'secret' } = {}) {
  const rawBody = Buffer.from(body);
  const signature = createSign('RSA-SHA256')
    .update(`T-1|${time}|${registration}|${crc32(rawBody)}`)
    .sign(privateKey, 'base64');
  const headers = {
    'paypal-transmission-id': 'T-1',
    'paypal-transmission-time': time,
    'paypal-transmission-sig': signature,
    'paypal-cert-url': 'https://api.paypal.com/cert',
    'paypal-auth-algo': 'SHA256withRSA',
  };
  return readWebhook({ headers, rawBody }, context());
}

const event = (event_type: string, resource: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ event_type, create_time: '2026-11-20T09:15:00.000Z', resource });

const refund = {
  id: 'RF-1',
  amount: { currency_code: 'EUR', value: '23.45' },
  status: 'COMPLETED',
  invoice_id: 'ORD00123',
  create_time: '2026-11-20T01:15:00-08:00',
  links: [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/CAP-1' }],
};

describe('a webhook of PayPal', () => {
  it('tells a refund, with the capture that only a link names', async () => {
    expect(await read(event('PAYMENT.CAPTURE.REFUNDED', refund))).toMatchObject({
      facts: {
        refunds: [
          {
            refundId: 'RF-1',
            kind: 'refund',
            status: 'done',
            paymentId: 'CAP-1',
            amountMinor: 2345,
            createdAt: '2026-11-20T09:15:00.000Z',
            references: ['ORD00123'],
          },
        ],
      },
    });
  });

  it('failure mode 6: tells a reversal with the body of a refund, and it is none', async () => {
    expect(await read(event('PAYMENT.CAPTURE.REVERSED', refund))).toMatchObject({
      facts: { refunds: [{ kind: 'reversal', refundId: 'RF-1' }] },
    });
  });

  it.each([
    [undefined, 'pending'],
    ['RESOLVED_BUYER_FAVOUR', 'done'],
    ['RESOLVED_SELLER_FAVOUR', 'canceled'],
  ])('tells a dispute with the outcome %s as a chargeback that is %s', async (outcome, status) => {
    const dispute = {
      dispute_id: 'PP-D-1',
      create_time: '2026-11-20T09:00:00Z',
      disputed_transactions: [{ seller_transaction_id: 'CAP-1' }],
      dispute_amount: { currency_code: 'EUR', value: '23.45' },
      ...(outcome !== undefined && { dispute_outcome: { outcome_code: outcome } }),
    };
    expect(await read(event('CUSTOMER.DISPUTE.CREATED', dispute))).toMatchObject({
      facts: { refunds: [{ kind: 'chargeback', status, paymentId: 'CAP-1' }] },
    });
  });

  it('shows a payment when it is captured', async () => {
    const capture = { ...refund, id: 'CAP-1', custom_id: 'CN-1' };
    expect(await read(event('PAYMENT.CAPTURE.COMPLETED', capture))).toMatchObject({
      facts: { payments: [{ paymentId: 'CAP-1', amountMinor: 2345, references: ['ORD00123', 'CN-1'] }] },
    });
  });

  it('is refused for another registration, when it is old, and when its amount is none', async () => {
    const body = event('PAYMENT.CAPTURE.REFUNDED', refund);
    expect(await read(body, { registration: 'another' })).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    expect(await read(body, { time: '2026-11-20T09:09:00Z' })).toEqual({ kind: 'refused', reason: 'too_old' });
    const words = event('PAYMENT.CAPTURE.REFUNDED', { ...refund, amount: { currency_code: 'EUR', value: 'much' } });
    expect(await read(words)).toEqual({ kind: 'refused', reason: 'unreadable' });
  });
});

const samples = new URL('../../../../../shared/data/provider-samples/synthetic/', import.meta.url);
if (!existsSync(samples)) console.warn('SKIPPED: the samples of providers are not on this machine.');

describe.runIf(existsSync(samples))('the samples of PayPal', () => {
  it.each([
    ['paypal-webhook-capture-refunded.json', 'refund', 2345],
    ['paypal-webhook-capture-reversed.json', 'reversal', 5990],
  ])('%s lands as a %s', async (name, kind, amountMinor) => {
    const body = readFileSync(new URL(name, samples), 'utf8');
    expect(await read(body)).toMatchObject({ facts: { refunds: [{ kind, amountMinor, currency: 'EUR' }] } });
  });
});
