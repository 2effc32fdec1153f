import { describe, expect, it } from 'vitest';
import { aProviderPayment, aProviderRefund, paidWithoutId, providerWorld } from '../../../support/provider-world.ts';

const order = (number: string) => ({ orderNumber: number, payments: paidWithoutId });

describe('a payment that is found by its value', () => {
  const payments = [aProviderPayment(), aProviderPayment({ paymentId: 'CAP-2', paidAt: '2026-11-02T16:00:00.000Z' })];

  it('is not taken for the only one because a refund named it first', async () => {
    const world = providerWorld();
    await world.credit({}, order('ORD00123'));
    await world.say({ payments });
    await world.say({ refunds: [aProviderRefund()] });
    expect((await world.task()).facts.located).toBeUndefined();
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
  });

  it('is no order’s when another one of that customer, value and day could have it, whatever its credit note gives back', async () => {
    const world = providerWorld();
    await world.credit({}, order('ORD00123'));
    const shipping = { lines: [], refundShipping: true };
    await world.credit({ creditNoteId: 'CN-2', orderNumber: 'ORD00124', ...shipping }, order('ORD00124'));
    await world.say({ payments: [aProviderPayment()] });
    await world.say({ refunds: [aProviderRefund()] });
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
  });

  it('is not the only one when seventy others of that value are', async () => {
    const world = providerWorld();
    const many = Array.from({ length: 70 }, (_, index) =>
      aProviderPayment({
        paymentId: `CAP-${index}`,
        paidAt: `2026-10-${String(10 + (index % 20)).padStart(2, '0')}T10:00:00.000Z`,
      }),
    );
    await world.say({ payments: [...many, ...payments] });
    await world.credit({}, order('ORD00123'));
    expect((await world.task()).facts.located).toBeUndefined();
  });
});

describe('a refund that comes back to life beside the one that settled the task', () => {
  it('does not push that one out', async () => {
    const world = providerWorld();
    await world.credit();
    const half = { refundId: 'RF-0', amountMinor: 400 };
    await world.say({ refunds: [aProviderRefund(half), aProviderRefund({ refundId: 'RF-1', amountMinor: 600 })] });
    await world.say({
      refunds: [aProviderRefund({ ...half, status: 'failed', statusAt: '2026-11-13T10:00:00.000Z' })],
    });
    await world.say({ refunds: [aProviderRefund({ refundId: 'RF-2', amountMinor: 400 })] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    await world.say({ refunds: [aProviderRefund({ ...half, statusAt: '2026-11-14T10:00:00.000Z' })] });
    const { matches = [] } = (await world.task()).facts;
    expect(matches.map(({ refund }) => refund.refundId)).toEqual(['RF-1', 'RF-2']);
  });
});

describe('a refund among a hundred overdue tasks of its amount', () => {
  it('is matched with its own, and leaves the others to their own looks', async () => {
    const world = providerWorld();
    for (let number = 1; number <= 110; number += 1) {
      const payment = {
        kind: 'provider',
        method: 'paypal',
        providerPaymentId: `CAP-${number}`,
        amountMinor: 2500,
        paidAt: '2026-11-02T15:00:00.000Z',
      };
      await world.credit(
        { creditNoteId: `CN-${number}`, orderNumber: `ORD${number}` },
        { orderNumber: `ORD${number}`, payments: [payment] },
      );
    }
    world.clock.advance(20 * 24 * 3600 * 1000);
    await world.say({
      refunds: [aProviderRefund({ paymentId: 'CAP-7', createdAt: world.clock.now(), statusAt: world.clock.now() })],
    });
    expect((await world.task('CN-7')).state).toEqual({ name: 'matched' });
    expect(await world.differences()).toEqual([]);
  });
});

describe('a refund that names its customer only', () => {
  it('is matched by name, amount and day where the shop allows it, however many others have its amount', async () => {
    const world = providerWorld({ nameRule: true });
    for (const [index, name] of ['Ada One', 'Bea Two', 'Cleo Three', 'Dora Four', 'Eva Five'].entries()) {
      const number = { orderNumber: `ORD${index + 1}` };
      const payments = [
        { kind: 'provider', method: 'paypal', amountMinor: 2500 + index, paidAt: '2026-11-02T15:00:00.000Z' },
      ];
      const lines = [{ orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 2, totalMinor: 2000 }];
      await world.credit(
        { creditNoteId: `CN-${index + 1}`, ...number },
        { ...number, payments, lines, shippingMinor: 500 + index, customer: { name } },
      );
      world.clock.advance(1_000);
    }
    await world.say({ refunds: [aProviderRefund({ paymentId: undefined, customerName: 'Eva Five' })] });
    expect((await world.task('CN-5')).state).toEqual({ name: 'matched' });
  });
});
