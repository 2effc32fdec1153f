import { describe, expect, it } from 'vitest';
import type { ObservedCopyCandidate } from '../../../../shared/domain/observed-order.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import { copyOf, differenceOfCopy } from '../../../../shared/domain/order-copy.ts';
import { aLine, anOrder, aPayment } from '../../../support/orders.ts';

const customer = { name: 'Customer One', email: 'one@example.com' };
const cancellation = { cancelledAt: '2026-11-12T09:00:00.000Z' };

/** The order with the shipping lowered from 5.00 to 2.00, with line ids of its own. */
const cheaper = (changes: Parameters<typeof anOrder>[0] = {}): Order =>
  anOrder({
    orderNumber: 'ORD00124',
    placedAt: '2026-11-12T08:30:00.000Z',
    lines: [aLine({ orderLineId: '77' })],
    shippingMinor: 200,
    payments: [aPayment({ kind: 'manual', amountMinor: 2200 })],
    ...changes,
  });

const candidate = (changes: Partial<ObservedCopyCandidate> = {}): ObservedCopyCandidate => ({
  order: cheaper(),
  customer,
  paymentStatus: 'paid',
  hasProviderPayment: false,
  ...changes,
});

const found = (...candidates: readonly ObservedCopyCandidate[]) =>
  copyOf({ order: anOrder(), customer, candidates }, cancellation)?.order.orderNumber;

describe('the cheaper copy of a cancelled order', () => {
  it('is recognised, and only the difference goes back', () => {
    expect(found(candidate())).toBe('ORD00124');
    expect(differenceOfCopy(anOrder(), cheaper())).toBe(300);
  });

  it('may have a lower price of a line instead', () => {
    const lines = [aLine({ orderLineId: '77', totalMinor: 1500 })];
    expect(found(candidate({ order: cheaper({ lines, shippingMinor: 500 }) }))).toBe('ORD00124');
  });

  it.each([
    ['another customer bought it', { customer: { name: 'Customer One', email: 'two@example.com' } }],
    ['a provider took money for it', { hasProviderPayment: true }],
    ['it is not marked paid', { paymentStatus: 'not_paid' }],
    ['it has other quantities', { order: cheaper({ lines: [aLine({ quantity: 1, totalMinor: 1000 })] }) }],
    ['it has other articles', { order: cheaper({ lines: [aLine({ sku: 'BOWL' })] }) }],
    ['it has one more article', { order: cheaper({ lines: [aLine(), aLine({ orderLineId: '2', sku: 'BOWL' })] }) }],
    ['a price of it is higher', { order: cheaper({ lines: [aLine({ totalMinor: 2100 })], shippingMinor: 0 }) }],
    ['its shipping is higher', { order: cheaper({ lines: [aLine({ totalMinor: 1000 })], shippingMinor: 600 }) }],
    ['it costs the same', { order: cheaper({ shippingMinor: 500 }) }],
    ['it was made a day before', { order: cheaper({ placedAt: '2026-11-11T08:59:59.000Z' }) }],
    ['it was made after the cancellation', { order: cheaper({ placedAt: '2026-11-12T09:00:01.000Z' }) }],
    ['it is the order itself', { order: cheaper({ orderNumber: 'ORD00123' }) }],
    ['it is in another currency', { order: cheaper({ currency: 'CAD' }) }],
  ] as const)('is not one when %s', (_, changes) => {
    expect(found(candidate(changes))).toBeUndefined();
  });

  it('is told by the name where no e-mail is known', () => {
    const anonymous = { name: '' };
    expect(found(candidate({ customer: { name: 'customer one ' } }))).toBe('ORD00124');
    expect(
      copyOf({ order: anOrder(), customer: anonymous, candidates: [candidate({ customer: anonymous })] }, cancellation),
    ).toBeUndefined();
  });

  it('is the newest of several', () => {
    const newer = candidate({ order: cheaper({ orderNumber: 'ORD00125', placedAt: '2026-11-12T10:40:00.000+02:00' }) });
    expect(found(candidate(), newer)).toBe('ORD00125');
  });
});
