import { describe, expect, it } from 'vitest';
import { decideCancellation } from '../../../../shared/domain/cancellation.ts';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import type { OrderLedger } from '../../../../shared/domain/order-ledger.ts';
import { aLedger, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';

const cancel = (order: Order = anOrder(), ledger: OrderLedger = aLedger()) => {
  const decision = decideCancellation(order, ledger, aShop(), {
    cancelledAt: '2026-11-12T12:00:00.000Z',
    updateInventory: true,
  });
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
  return decision;
};

const credit = (quantity: number, changes: { refundShipping?: boolean; adjustmentMinor?: number } = {}) => {
  const decision = decideCreditNote(anOrder(), aLedger(), aShop(), {
    creditNoteId: id.creditNote('CN-1'),
    issuedAt: '2026-11-10T12:00:00.000Z',
    currency: 'EUR',
    updateInventory: true,
    lines: [{ orderLineId: id.line('1'), quantity }],
    refundShipping: false,
    refundPaymentCosts: false,
    reason: 'goodwill',
    ...changes,
  });
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
  return decision.ledger;
};

describe('the cancellation of an order', () => {
  it('brings back everything', () => {
    const { plan } = cancel();
    expect(plan).toMatchObject({
      origin: 'cancellation',
      totalMinor: 2500,
      shippingMinor: 500,
      lines: [{ quantity: 2, amountMinor: 2000 }],
    });
    expect(plan.payments).toEqual([expect.objectContaining({ paymentNumber: 1, amountMinor: 2500 })]);
  });

  it('brings back only what no credit note took before', () => {
    expect(cancel(anOrder(), credit(1)).plan).toMatchObject({
      totalMinor: 1500,
      lines: [{ quantity: 1, amountMinor: 1000 }],
    });
  });

  it('moves nothing after a credit note over the whole order', () => {
    expect(cancel(anOrder(), credit(2, { refundShipping: true })).plan).toMatchObject({
      totalMinor: 0,
      lines: [],
      payments: [],
    });
  });

  it('does not give back a fee that was kept, nor goodwill a second time', () => {
    expect(cancel(anOrder(), credit(2, { refundShipping: true, adjustmentMinor: -300 })).plan.totalMinor).toBe(0);
    expect(cancel(anOrder(), credit(1, { adjustmentMinor: 300 })).plan.totalMinor).toBe(1200);
  });

  it('gives a gift card its part back after what providers captured', () => {
    const payments = [aPayment({ kind: 'gift_card', amountMinor: 1700 }), aPayment({ amountMinor: 800 })];
    const { plan } = cancel(anOrder({ payments }));
    expect(plan.payments.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['provider', 800],
      ['gift_card', 1700],
    ]);
  });

  it('happens once', () => {
    const { ledger } = cancel();
    const again = decideCancellation(anOrder(), ledger, aShop(), {
      cancelledAt: '2026-11-13T12:00:00.000Z',
      updateInventory: true,
    });
    expect(again).toEqual({ kind: 'refused', reasons: [{ code: 'order_cancelled' }] });
  });

  it('is refused while it cannot be told what payments in other currencies paid of it', () => {
    const order = anOrder({ payments: [aPayment({ currency: 'CAD' }), aPayment({ currency: 'CAD' })] });
    const cancelled = { cancelledAt: '2026-11-13T12:00:00.000Z', updateInventory: true };
    expect(decideCancellation(order, aLedger(), aShop(), cancelled)).toEqual({
      kind: 'refused',
      reasons: [{ code: 'currency_mismatch', part: 'payment', asked: 'EUR', remaining: 'CAD' }],
    });
  });
});
