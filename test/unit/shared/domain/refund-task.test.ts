import { describe, expect, it } from 'vitest';
import { isCreditNoteId, taskOf } from '../../../../shared/domain/ids.ts';
import { routeOf } from '../../../../shared/domain/payment-route.ts';
import { portalLinkOf } from '../../../../shared/domain/portal-link.ts';
import { isOverdue, needsTask, stateOf } from '../../../../shared/domain/refund-task.ts';
import type { PaymentMethod } from '../../../../shared/domain/shop-settings.ts';
import { nextCheckAt, nextLookAt } from '../../../../shared/domain/task-checks.ts';
import { aPayment, id } from '../../../support/orders.ts';

const payment = { paymentNumber: 1, kind: 'provider', refundMode: 'portal', amountMinor: 1000 } as const;

describe('a refund task', () => {
  it('waits for its refund, or for a person where nobody said who refunds', () => {
    expect(stateOf({ payment })).toEqual({ name: 'awaiting_refund' });
    expect(stateOf({ payment: { ...payment, refundMode: 'unknown' } })).toEqual({
      name: 'on_hold',
      reason: 'provider_unknown',
    });
  });

  it('is overdue from the day after its due day', () => {
    expect(isOverdue({ dueOn: '2026-11-12' }, '2026-11-12')).toBe(false);
    expect(isOverdue({ dueOn: '2026-11-12' }, '2026-11-13')).toBe(true);
  });

  it('is not opened for a gift card', () => {
    expect([needsTask({ kind: 'provider' }), needsTask({ kind: 'manual' }), needsTask({ kind: 'gift_card' })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is named by its case and payment, so that a credit note cannot be taken for one', () => {
    expect(taskOf(id.refundCase('CN-1'), 2)).toBe('CN-1~2');
    expect(isCreditNoteId('CN-1~2')).toBe(false);
    expect(isCreditNoteId('cancellation:ORD00123')).toBe(false);
  });
});

describe('the next look at a task', () => {
  const openedAt = '2026-11-12T09:30:00.000Z';

  it.each([
    ['at once', '2026-11-12T09:30:00.000Z', '2026-11-12T09:31:00.000Z'],
    ['after a minute', '2026-11-12T09:31:00.000Z', '2026-11-12T09:40:00.000Z'],
    ['after ten minutes', '2026-11-12T09:40:00.000Z', '2026-11-12T10:30:00.000Z'],
    ['late, after hours', '2026-11-12T13:07:12.345Z', '2026-11-12T13:30:00.000Z'],
    ['late on the first day', '2026-11-13T08:00:00.000Z', '2026-11-13T09:30:00.000Z'],
    ['in the days after', '2026-11-20T11:00:00.000Z', '2026-11-21T09:30:00.000Z'],
    ['on the due day', '2026-11-26T23:40:00.000Z', '2026-11-27T00:00:00.000Z'],
    ['after the due day', '2026-11-27T00:30:00.000Z', '2026-11-27T09:30:00.000Z'],
  ])('comes on its schedule when the last was %s', (_, now, next) => {
    expect(nextCheckAt(openedAt, '2026-11-26', now)).toBe(next);
  });
});

describe('the next look at a refund that nothing explains', () => {
  const seenAt = '2026-11-12T09:30:00.000Z';
  const judgedAt = '2026-11-14T09:00:00.000Z';

  it.each([
    ['at once', '2026-11-12T09:30:00.000Z', '2026-11-12T09:31:00.000Z'],
    ['after a minute', '2026-11-12T09:31:00.000Z', '2026-11-12T09:40:00.000Z'],
    ['after hours', '2026-11-12T13:07:12.345Z', '2026-11-12T13:30:00.000Z'],
    ['on the second day', '2026-11-13T10:00:00.000Z', judgedAt],
    ['when it was judged', judgedAt, undefined],
  ])('comes on its schedule when the last was %s, and never after it was judged', (_, now, next) => {
    expect(nextLookAt(seenAt, judgedAt, now)).toBe(next);
  });

  it('comes twice soon after it was seen too late to wait for a credit note', () => {
    const late = '2026-11-20T09:30:00.000Z';
    expect(nextLookAt(late, judgedAt, late)).toBe('2026-11-20T09:31:00.000Z');
    expect(nextLookAt(late, judgedAt, '2026-11-20T09:31:00.000Z')).toBe('2026-11-20T09:40:00.000Z');
    expect(nextLookAt(late, judgedAt, '2026-11-20T09:40:00.000Z')).toBeUndefined();
  });
});

describe('the route of a payment', () => {
  const method = (changes: Partial<PaymentMethod>): PaymentMethod => {
    return { ecomPaymentId: 'paypal', provider: 'paypal', account: 'main', refundMode: 'portal', ...changes };
  };

  it('follows the method that the order names', () => {
    const map = [method({}), method({ ecomPaymentId: 'mollie', provider: 'mollie', refundMode: 'app' })];
    const paidByMollie = aPayment({ method: 'mollie', provider: undefined, account: undefined });
    expect(routeOf(paidByMollie, map, undefined)).toEqual({ refundMode: 'app', provider: 'mollie', account: 'main' });
  });

  it('follows the provider and account where all rows of the map agree', () => {
    const unnamed = aPayment({ method: undefined });
    expect(routeOf(unnamed, [method({}), method({ ecomPaymentId: 'paypal-express' })], undefined).refundMode).toBe(
      'portal',
    );
    expect(
      routeOf(unnamed, [method({}), method({ ecomPaymentId: 'x', refundMode: 'app' })], undefined).refundMode,
    ).toBe('unknown');
    expect(routeOf(unnamed, [], undefined)).toEqual({ refundMode: 'unknown', provider: 'paypal', account: 'main' });
  });

  it('follows the row that held on the day of the payment', () => {
    const map = [method({ validTo: '2026-10-31' }), method({ validFrom: '2026-11-01', refundMode: 'app' })];
    expect(routeOf(aPayment(), map, '2026-10-31').refundMode).toBe('portal');
    expect(routeOf(aPayment(), map, '2026-11-01').refundMode).toBe('app');
    expect(routeOf(aPayment(), map, undefined).refundMode).toBe('unknown');
  });

  it('does not believe a method whose provider is another one than the order says', () => {
    expect(routeOf(aPayment({ provider: 'stripe' }), [method({})], undefined).refundMode).toBe('unknown');
  });

  it('of a transfer or cash is by hand', () => {
    expect(routeOf(aPayment({ kind: 'manual', provider: undefined }), [], undefined)).toEqual({ refundMode: 'manual' });
  });
});

describe('the link into the portal', () => {
  it('leads to the payment where its id is known, and nowhere else', () => {
    expect(portalLinkOf('paypal', 'CAP/1')).toBe('https://www.paypal.com/activity/payment/CAP%2F1');
    expect(portalLinkOf('paypal', undefined)).toBeUndefined();
    expect(portalLinkOf('klarna', 'K-1')).toBeUndefined();
    expect(portalLinkOf('constructor', 'x')).toBeUndefined();
  });
});
