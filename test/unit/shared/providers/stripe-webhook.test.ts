import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhookContext as context, readWebhook as read } from '../../../support/provider-webhooks.ts';

const seconds = Date.parse('2026-11-20T09:15:00.000Z') / 1000;

const stripeEvent = (object: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    id: 'evt_1',
    type: 'refund.updated',
    created: seconds,
    livemode: true,
    data: { object },
    ...changes,
  });

const stripeRefund = {
  object: 'refund',
  id: 're_1',
  amount: 2345,
  currency: 'eur',
  charge: 'ch_1',
  payment_intent: 'pi_1',
  created: seconds,
  status: 'succeeded',
  metadata: { order: 'ORD00123' },
};

function signedByStripe(body: string, { secret = 'secret', at = seconds } = {}) {
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return { 'stripe-signature': `t=${at},v1=${signature}` };
}

describe('a webhook of Stripe', () => {
  it('is read when it is signed', async () => {
    const body = stripeEvent(stripeRefund);
    expect(await read('stripe', body, signedByStripe(body))).toMatchObject({
      kind: 'read',
      facts: {
        refunds: [
          {
            refundId: 're_1',
            paymentId: 'pi_1',
            amountMinor: 2345,
            currency: 'EUR',
            status: 'done',
            references: ['ORD00123'],
          },
        ],
      },
    });
  });

  it('is read with the key before this one as well, and with none other', async () => {
    const body = stripeEvent(stripeRefund);
    const headers = signedByStripe(body, { secret: 'old' });
    const rotating = context({ webhookSecrets: ['secret', 'old'] });
    expect((await read('stripe', body, headers, rotating)).kind).toBe('read');
    expect(await read('stripe', body, headers)).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    expect(await read('stripe', `${body} `, signedByStripe(body))).toEqual({
      kind: 'refused',
      reason: 'signature_wrong',
    });
    expect(await read('stripe', body, {})).toEqual({ kind: 'refused', reason: 'signature_missing' });
  });

  it('is refused when it is old, and when it comes from the future', async () => {
    const body = stripeEvent(stripeRefund);
    expect(await read('stripe', body, signedByStripe(body, { at: seconds - 301 }))).toEqual({
      kind: 'refused',
      reason: 'too_old',
    });
    expect(await read('stripe', body, signedByStripe(body, { at: seconds + 301 }))).toEqual({
      kind: 'refused',
      reason: 'from_the_future',
    });
  });

  it('failure mode 19: is dropped in test mode', async () => {
    const body = stripeEvent(stripeRefund, { livemode: false });
    expect(await read('stripe', body, signedByStripe(body))).toEqual({ kind: 'ignored', reason: 'test_mode' });
  });

  it('failure mode 2: about a charge says which payment to ask for, not which refund it was', async () => {
    const charge = {
      object: 'charge',
      id: 'ch_1',
      amount: 5000,
      amount_captured: 5000,
      amount_refunded: 2345,
      captured: true,
      currency: 'eur',
      created: seconds,
      payment_intent: 'pi_1',
      billing_details: { name: 'Customer One', email: null },
      metadata: {},
    };
    const body = stripeEvent(charge, { type: 'charge.refunded' });
    expect(await read('stripe', body, signedByStripe(body))).toMatchObject({
      kind: 'read',
      facts: { refunds: [], payments: [{ paymentId: 'pi_1', amountMinor: 5000, refunded: { amountMinor: 2345 } }] },
      questions: [{ paymentId: 'pi_1' }],
    });
  });

  it('failure mode 6: about a dispute is a chargeback, open until it is decided', async () => {
    const dispute = {
      object: 'dispute',
      id: 'dp_1',
      amount: 2345,
      currency: 'eur',
      charge: 'ch_1',
      payment_intent: 'pi_1',
      created: seconds,
    };
    for (const [status, stands] of [
      ['needs_response', 'pending'],
      ['lost', 'done'],
      ['won', 'canceled'],
      ['warning_closed', 'canceled'],
    ]) {
      const body = stripeEvent({ ...dispute, status });
      expect(await read('stripe', body, signedByStripe(body))).toMatchObject({
        facts: { refunds: [{ kind: 'chargeback', status: stands, refundId: 'dp_1' }] },
      });
    }
  });
});
