import { describe, expect, it } from 'vitest';
import { amountMinorOf, instantOf, snapshotOf } from '../../../../infra/cli/import/order-of-invoice.ts';
import { orderSnapshotSchema } from '../../../../shared/acceptance/order-snapshot.ts';
import { anOrder } from './invoices.ts';

describe('the order that an invoice is', () => {
  it.each([
    [6, '2.55', 1530],
    [3, '1.1', 330],
    [1, '0.001', 0],
    [5, '0.001', 1],
    [-5, '0.001', -1],
    [80995, '2.08', 16846960],
    [7, '1', 700],
  ])('is worth %i × £%s = %i pence, rounded once, half away from zero', (quantity, unitPrice, pence) => {
    expect(amountMinorOf({ quantity, unitPrice })).toBe(pence);
  });

  it.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00Z'],
    ['2011-07-01 08:26:00', '2011-07-01T07:26:00Z'],
  ])('was placed at %s in London', (local, instant) => {
    expect(instantOf(local)).toBe(instant);
  });

  it('has carriage as its shipping and everything else as lines, paid whole by one captured payment', () => {
    const snapshot = snapshotOf(
      anOrder('536370', [
        ['22728', 24, '3.75'],
        ['POST', 3, '18.00'],
        ['M', 1, '5.00'],
      ]),
    );
    expect(snapshot).toMatchObject({
      orderNumber: '536370',
      currency: 'GBP',
      customer: { name: 'Customer 17850' },
      discountMinor: 0,
      shippingMinor: 5400,
      lines: [
        { orderLineId: '1', sku: '22728', quantity: 24, totalMinor: 9000 },
        { orderLineId: '3', sku: 'M', quantity: 1, totalMinor: 500 },
      ],
      payments: [{ provider: 'stripe', account: 'main', amountMinor: 14900, state: 'captured' }],
    });
  });

  it('has what lowers it as a discount, and is then paid that much less', () => {
    const snapshot = snapshotOf(
      anOrder('536371', [
        ['22086', 80, '2.55'],
        ['D', -1, '4.00'],
      ]),
    );
    expect(snapshot.discountMinor).toBe(400);
    expect(snapshot.lines).toHaveLength(1);
    expect(snapshot.payments.map(({ amountMinor }) => amountMinor)).toEqual([20000]);
  });

  it('is taken by the system as it is', () => {
    const { order } = orderSnapshotSchema.parse(snapshotOf(anOrder('536370', [['22728', 24, '3.75']])));
    expect(order.payments).toMatchObject([{ state: 'captured', amountMinor: 9000 }]);
  });
});
