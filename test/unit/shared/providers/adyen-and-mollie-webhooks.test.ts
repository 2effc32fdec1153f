import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhookContext as context, readWebhook as read } from '../../../support/provider-webhooks.ts';

const adyenItem = {
  additionalData: {},
  amount: { value: 2345, currency: 'EUR' },
  eventCode: 'REFUND',
  eventDate: '2026-11-20T10:15:00+01:00',
  merchantAccountCode: 'Shop',
  merchantReference: 'ORD00123',
  originalReference: 'PAY-1',
  pspReference: 'REF-1',
  success: 'true',
};
const adyenKey = 'A1B2C3D4';

function adyenBody(items: readonly Readonly<Record<string, unknown>>[], live = 'true') {
  return JSON.stringify({ live, notificationItems: items.map((item) => ({ NotificationRequestItem: item })) });
}

function signedByAdyen(changes: Readonly<Record<string, unknown>> = {}, hexKey = adyenKey) {
  const item = { ...adyenItem, ...changes };
  const { pspReference, originalReference, merchantAccountCode, merchantReference, amount, eventCode, success } = item;
  const message = [
    pspReference,
    originalReference,
    merchantAccountCode,
    merchantReference,
    amount.value,
    amount.currency,
    eventCode,
    success,
  ].join(':');
  const hmacSignature = createHmac('sha256', Buffer.from(hexKey, 'hex')).update(message).digest('base64');
  return { ...item, additionalData: { ...item.additionalData, hmacSignature } };
}

const adyen = context({ webhookSecrets: [adyenKey] });

describe('a notification of Adyen', () => {
  it.each([
    ['REFUND', 'true', 'refund', 'done'],
    ['REFUND', 'false', 'refund', 'failed'],
    ['REFUND_FAILED', 'true', 'refund', 'failed'],
    ['REFUNDED_REVERSED', 'true', 'refund', 'returned'],
    ['POSTPONED_REFUND', 'true', 'refund', 'pending'],
    ['NOTIFICATION_OF_CHARGEBACK', 'true', 'chargeback', 'pending'],
    ['CHARGEBACK', 'true', 'chargeback', 'done'],
    ['CHARGEBACK_REVERSED', 'true', 'chargeback', 'canceled'],
  ])(
    'failure mode 17: of the kind %s with success %s is a %s that is %s, under the id of the refund',
    async (eventCode, success, kind, status) => {
      const body = adyenBody([signedByAdyen({ eventCode, success })]);
      expect(await read('adyen', body, {}, adyen)).toMatchObject({
        facts: {
          refunds: [{ refundId: 'REF-1', paymentId: 'PAY-1', kind, status, createdAt: '2026-11-20T09:15:00.000Z' }],
        },
      });
    },
  );

  it('may carry several items, each signed for itself; one that is not refuses all', async () => {
    const second = signedByAdyen({ pspReference: 'REF-2' });
    const both = await read('adyen', adyenBody([signedByAdyen(), second]), {}, adyen);
    expect(both).toMatchObject({ facts: { refunds: [{ refundId: 'REF-1' }, { refundId: 'REF-2' }] } });
    const forged = { ...second, amount: { value: 1, currency: 'EUR' } };
    expect(await read('adyen', adyenBody([signedByAdyen(), forged]), {}, adyen)).toEqual({
      kind: 'refused',
      reason: 'signature_wrong',
    });
    expect(await read('adyen', adyenBody([adyenItem]), {}, adyen)).toEqual({
      kind: 'refused',
      reason: 'signature_missing',
    });
  });

  it('is refused where the key of the settings is no key, for then anybody could sign', async () => {
    const unsettled = context({ webhookSecrets: ['not hexadecimal', '', 'ABC'] });
    for (const hexKey of ['', 'AB', adyenKey]) {
      const body = adyenBody([signedByAdyen({}, hexKey)]);
      expect(await read('adyen', body, {}, unsettled)).toEqual({ kind: 'refused', reason: 'signature_wrong' });
    }
  });

  it('failure mode 18: that releases an authorised payment gives the customer everything back', async () => {
    const item = signedByAdyen({ eventCode: 'CANCEL_OR_REFUND' });
    const released = { ...item, additionalData: { ...item.additionalData, 'modification.action': 'cancel' } };
    expect(await read('adyen', adyenBody([released]), {}, adyen)).toMatchObject({
      facts: { refunds: [{ kind: 'refund', status: 'done', amountMinor: 2345 }] },
    });
  });

  it('is dropped when it is not live', async () => {
    expect(await read('adyen', adyenBody([signedByAdyen()], 'false'), {}, adyen)).toEqual({
      kind: 'ignored',
      reason: 'test_mode',
    });
  });

  it('shows a payment when it was authorised or captured', async () => {
    const item = signedByAdyen({ eventCode: 'CAPTURE', pspReference: 'CAP-1' });
    expect(await read('adyen', adyenBody([item]), {}, adyen)).toMatchObject({
      facts: { payments: [{ paymentId: 'PAY-1', amountMinor: 2345, references: ['ORD00123'] }] },
    });
  });
});

describe('a webhook of Mollie', () => {
  const entity = {
    resource: 'refund',
    id: 're_1',
    mode: 'live',
    amount: { currency: 'EUR', value: '23.45' },
    description: 'Order ORD00123',
    status: 'refunded',
    paymentId: 'tr_1',
    createdAt: '2026-11-20T08:00:00+00:00',
  };
  const event = (changes: Readonly<Record<string, unknown>> = {}) =>
    JSON.stringify({
      resource: 'event',
      id: 'event_1',
      type: 'refund.refunded',
      entityId: 're_1',
      createdAt: '2026-11-20T09:15:00.0Z',
      _embedded: { entity: { ...entity, ...changes } },
    });
  const signed = (body: string, secret = 'secret') => ({
    'x-mollie-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  });

  it('that is signed carries the refund', async () => {
    const body = event();
    expect(await read('mollie', body, signed(body))).toMatchObject({
      facts: { refunds: [{ refundId: 're_1', paymentId: 'tr_1', amountMinor: 2345, status: 'done' }] },
    });
    expect(await read('mollie', body, {})).toEqual({ kind: 'refused', reason: 'signature_missing' });
    expect(await read('mollie', body, signed(body, 'other'))).toEqual({ kind: 'refused', reason: 'signature_wrong' });
  });

  it('carries two signatures while a key is changed', async () => {
    const body = event();
    const both = {
      'x-mollie-signature': `${signed(body, 'new')['x-mollie-signature']}, ${signed(body)['x-mollie-signature']}`,
    };
    expect((await read('mollie', body, both)).kind).toBe('read');
  });

  it('of the classic kind proves nothing, and says what to ask for', async () => {
    expect(await read('mollie', 'id=tr_1', {})).toEqual({
      kind: 'read',
      facts: { refunds: [], payments: [] },
      questions: [{ paymentId: 'tr_1' }],
    });
    expect(await read('mollie', 'id=../../etc', {})).toEqual({ kind: 'refused', reason: 'unreadable' });
  });

  it('is dropped in test mode', async () => {
    const body = event({ mode: 'test' });
    expect(await read('mollie', body, signed(body))).toEqual({ kind: 'ignored', reason: 'test_mode' });
  });
});
