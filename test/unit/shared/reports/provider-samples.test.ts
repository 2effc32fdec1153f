import { describe, expect, it } from 'vitest';
import { hasProviderSamples, rowsIn, sample } from './report-files.ts';

const options = { order: 'month_first' } as const;

const ofEnglishPaypal = { provider: 'paypal', account: 'main', currency: 'EUR' };

describe.skipIf(!hasProviderSamples())('the sample of', () => {
  it('PayPal’s activity in English has a payment, a refund, a pending one and a reversal', async () => {
    expect(await rowsIn(sample('paypal-activity-en.csv'))).toMatchObject([
      {
        kind: 'payment',
        payment: {
          ...ofEnglishPaypal,
          paymentId: '2CP00000000000001',
          amountMinor: 112_000,
          paidAt: '2026-11-12T18:02:11Z',
          references: ['ORDER-1001', 'ORD1001'],
          customerName: 'Jan Voorbeeld',
          customerEmail: 'jan@example.org',
        },
      },
      {
        kind: 'refund',
        refund: {
          ...ofEnglishPaypal,
          refundId: '1RF00000000000001',
          paymentId: '2CP00000000000001',
          kind: 'refund',
          status: 'done',
          amountMinor: 2345,
          createdAt: '2026-11-20T09:15:00Z',
          references: ['ORDER-1001', 'ORD1001-CN1', 'Sorry, "wrong" size'],
          customerEmail: 'jan@example.org',
        },
      },
      { kind: 'refund', refund: { refundId: '1RF00000000000004', status: 'pending', amountMinor: 1000 } },
      {
        kind: 'refund',
        refund: { refundId: '1RV00000000000002', kind: 'reversal', status: 'done', amountMinor: 5990 },
      },
    ]);
  });

  it('PayPal’s activity in German has a refund with decimal comma and thousands', async () => {
    expect(await rowsIn(sample('paypal-activity-de.csv'))).toMatchObject([
      {
        kind: 'refund',
        refund: {
          amountMinor: 102_345,
          createdAt: '2026-11-20T09:15:00Z',
          paymentId: '2CP00000000000001',
          status: 'done',
        },
      },
    ]);
  });

  it('PayPal’s settlement has a refund in whole hundredths, and lines around it that are none', async () => {
    const rows = await rowsIn(sample('paypal-STL-20261120.01.010.CSV'));

    expect(rows.filter(({ kind }) => kind !== 'skipped')).toMatchObject([
      {
        kind: 'refund',
        refund: {
          refundId: '1RF00000000000001',
          paymentId: '2CP00000000000001',
          amountMinor: 2345,
          createdAt: '2026-11-20T09:15:00Z',
        },
      },
    ]);
  });

  it('Stripe has a payment, a refund, and the failure of that refund', async () => {
    expect(await rowsIn(sample('stripe-balance_change_from_activity.itemized.3.csv'))).toMatchObject([
      {
        kind: 'payment',
        payment: {
          paymentId: 'pi_syn_1',
          amountMinor: 12_000,
          currency: 'EUR',
          references: ['ORDER-1001', 'ORDER-1001'],
        },
      },
      { kind: 'refund', refund: { refundId: 're_syn_1', paymentId: 'pi_syn_1', amountMinor: 2345, status: 'done' } },
      { kind: 'refund', refund: { refundId: 're_syn_1', status: 'returned', statusAt: '2026-11-22T08:00:00Z' } },
    ]);
  });

  it('Adyen has a payment, a refund by its gross amount, its reversal, and a payout that is none of these', async () => {
    expect(await rowsIn(sample('adyen-settlement_detail_report_batch_999.csv'))).toMatchObject([
      { kind: 'payment', payment: { paymentId: '8535296650153317', amountMinor: 12_000, references: ['ORDER-1001'] } },
      {
        kind: 'refund',
        refund: { refundId: 'QFQTPCQ8HXSKGK82', paymentId: '8535296650153317', amountMinor: 2345, status: 'done' },
      },
      { kind: 'refund', refund: { refundId: 'QFQTPCQ8HXSKGK82', amountMinor: 2345, status: 'returned' } },
      { kind: 'skipped', what: 'MerchantPayout' },
    ]);
  });

  it('Mollie has a payment, a refund without a payment id, and a fee', async () => {
    expect(await rowsIn(sample('mollie-settlement-1234567.2611.01.csv'))).toMatchObject([
      { kind: 'payment', payment: { paymentId: 'tr_synpay0001', amountMinor: 12_000, paidAt: '2026-11-12T18:02:11Z' } },
      {
        kind: 'refund',
        refund: {
          refundId: 're_synref0001',
          amountMinor: 2345,
          references: ['ORDER-1001'],
          customerName: 'J Voorbeeld',
        },
      },
      { kind: 'skipped', what: 'Withheld transaction fees' },
    ]);
  });

  it('Klarna has a sale and a return', async () => {
    expect(await rowsIn(sample('klarna-settlements-transactions.json'))).toMatchObject([
      { kind: 'payment', payment: { paymentId: 'b0000000-0000-4000-8000-000000000001', amountMinor: 12_000 } },
      {
        kind: 'refund',
        refund: {
          refundId: 'd0000000-0000-4000-8000-000000000001',
          paymentId: 'b0000000-0000-4000-8000-000000000001',
          amountMinor: 2345,
          references: ['ORDER-1001', 'CN-1'],
        },
      },
    ]);
  });

  it('every provider is read alike however its bytes arrive', async () => {
    const { open } = sample('paypal-activity-de.csv');
    const drop = {
      name: 'drop by drop',
      async *open(fromByte = 0) {
        for await (const chunk of open(fromByte)) for (const byte of chunk) yield Uint8Array.of(byte);
      },
    };

    expect(await rowsIn(drop, options)).toEqual(await rowsIn(sample('paypal-activity-de.csv')));
  });
});
