import { describe, expect, it } from 'vitest';
import { type CreditNote, decideCreditNote, refusalsWithoutOrder } from '../../../../shared/domain/credit-note.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import type { OrderLedger } from '../../../../shared/domain/order-ledger.ts';
import type { ShopSettings } from '../../../../shared/domain/shop-settings.ts';
import { aLedger, aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';

const aNote = (changes: Partial<CreditNote> = {}): CreditNote => ({
  creditNoteId: id.creditNote('CN-1'),
  issuedAt: '2026-11-12T03:30:00.000Z',
  currency: 'EUR',
  updateInventory: true,
  lines: [{ orderLineId: id.line('1'), quantity: 1 }],
  refundShipping: false,
  refundPaymentCosts: false,
  reason: 'goodwill',
  ...changes,
});

const decide = (
  note: CreditNote,
  order: Order = anOrder(),
  ledger: OrderLedger = aLedger(),
  shop: ShopSettings = aShop(),
) => decideCreditNote(order, ledger, shop, note);

const planOf = (...args: Parameters<typeof decide>) => {
  const decision = decide(...args);
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
  return decision;
};

const reasonsOf = (...args: Parameters<typeof decide>) => {
  const decision = decide(...args);
  return decision.kind === 'refused' ? decision.reasons : [];
};

describe('a credit note that is accepted', () => {
  it('gives back the share of the pieces that come back', () => {
    const { plan } = planOf(aNote());
    expect(plan).toMatchObject({ totalMinor: 1000, lines: [{ orderLineId: '1', quantity: 1, amountMinor: 1000 }] });
    expect(plan.payments).toEqual([
      expect.objectContaining({ paymentNumber: 1, amountMinor: 1000, provider: 'paypal', refundMode: 'portal' }),
    ]);
    const three = anOrder({ lines: [aLine({ quantity: 3, totalMinor: 1000 })], shippingMinor: 1500 });
    expect(planOf(aNote(), three).plan.lines).toMatchObject([{ quantity: 1, amountMinor: 333 }]);
  });

  it('gives back shipping only where its switch is on', () => {
    expect(planOf(aNote({ refundShipping: true })).plan).toMatchObject({ shippingMinor: 500, totalMinor: 1500 });
    expect(planOf(aNote()).plan).toMatchObject({ shippingMinor: 0, totalMinor: 1000 });
  });

  it('ends at exactly what was paid when the pieces come back one by one', () => {
    const order = anOrder({
      lines: [aLine({ quantity: 3, totalMinor: 1000 })],
      shippingMinor: 0,
      payments: [aPayment({ amountMinor: 1000 })],
    });
    let ledger = aLedger();
    const amounts = ['CN-1', 'CN-2', 'CN-3'].map((creditNoteId) => {
      const decision = planOf(aNote({ creditNoteId: id.creditNote(creditNoteId) }), order, ledger);
      ledger = decision.ledger;
      return decision.plan.totalMinor;
    });
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(1000);
    expect(reasonsOf(aNote({ creditNoteId: id.creditNote('CN-4') }), order, ledger)).toEqual([
      { code: 'quantity_exceeds_remaining', orderLineId: '1', asked: 1, remaining: 0 },
    ]);
  });

  it('is due as many days after its own day in the shop as the shop gives', () => {
    // 03:30 UTC on the 12th is still the 11th in Toronto.
    expect(planOf(aNote()).plan.dueOn).toBe('2026-11-25');
  });

  it("takes eCom's own total and says that it differs from the parts", () => {
    const { plan, ledger } = planOf(aNote({ totalMinor: 999 }));
    expect(plan).toMatchObject({ totalMinor: 999, computedTotalMinor: 1000, notes: ['credit_note_total_differs'] });
    expect(ledger.adjustmentMinor).toBe(-1);
  });

  it('moves stock only where its value is nothing', () => {
    const note = aNote({ lines: [{ orderLineId: id.line('1'), quantity: 1, amountMinor: 0 }] });
    expect(planOf(note).plan).toMatchObject({ totalMinor: 0, payments: [] });
  });

  it('gives value back without goods', () => {
    const note = aNote({ lines: [{ orderLineId: id.line('1'), quantity: 0, amountMinor: 300 }] });
    const { plan, ledger } = planOf(note);
    expect(plan.totalMinor).toBe(300);
    expect(ledger.lines['1']).toEqual({ quantity: 0, amountMinor: 300 });
  });

  it('adds goodwill and keeps a fee', () => {
    expect(planOf(aNote({ adjustmentMinor: 200 })).plan.totalMinor).toBe(1200);
    expect(planOf(aNote({ adjustmentMinor: -200 })).plan.totalMinor).toBe(800);
  });

  it('gives nothing back of an order that nobody paid, and says so', () => {
    const order = anOrder({ payments: [aPayment({ state: 'not_paid', paidAt: undefined })] });
    expect(planOf(aNote(), order).plan).toMatchObject({ payments: [], notes: ['nothing_was_paid'] });
  });

  it('gives nothing back of a payment that is only reserved, and expects its release', () => {
    const order = anOrder({ payments: [aPayment({ state: 'authorised' })] });
    expect(planOf(aNote(), order).plan).toMatchObject({
      payments: [],
      notes: ['nothing_was_paid', 'release_expected'],
    });
  });

  it('gives back no more than each payment still carries, one after the other', () => {
    const order = anOrder({ payments: [aPayment({ amountMinor: 700 }), aPayment({ amountMinor: 1800 })] });
    const { plan } = planOf(aNote({ refundShipping: true }), order);
    expect(plan.payments.map(({ paymentNumber, amountMinor }) => [paymentNumber, amountMinor])).toEqual([
      [1, 700],
      [2, 800],
    ]);
    const before = aLedger({ payments: { 1: 600 }, adjustmentMinor: 600 });
    expect(planOf(aNote(), order, before).plan.payments.map(({ amountMinor }) => amountMinor)).toEqual([100, 900]);
  });

  it('spreads a discount on the whole order over its lines', () => {
    const lines = [aLine({ quantity: 1, totalMinor: 1000 }), aLine({ orderLineId: '2', quantity: 1, totalMinor: 500 })];
    const order = anOrder({ lines, discountMinor: 100, shippingMinor: 0, payments: [aPayment({ amountMinor: 1400 })] });
    expect(planOf(aNote(), order).plan.totalMinor).toBe(933);
  });

  it('says that a rounding remainder of the order was spread', () => {
    expect(planOf(aNote(), anOrder({ totalMinor: 2501 })).plan.notes).toEqual(['remainder_spread']);
  });

  it('leaves a payment whose method is not in the map to a person', () => {
    const order = anOrder({ payments: [aPayment({ method: 'app-77', provider: undefined, account: undefined })] });
    expect(planOf(aNote(), order).plan.payments).toEqual([expect.objectContaining({ refundMode: 'unknown' })]);
  });
});

describe('a credit note that is refused', () => {
  it('is refused with every reason at once', () => {
    const note = aNote({
      currency: 'USD',
      lines: [
        { orderLineId: id.line('1'), quantity: 3 },
        { orderLineId: id.line('9'), quantity: 1 },
      ],
    });
    expect(reasonsOf(note).map(({ code }) => code)).toEqual([
      'currency_mismatch',
      'quantity_exceeds_remaining',
      'line_unknown',
    ]);
  });

  it.each([
    [
      'more pieces than are left',
      { lines: [{ orderLineId: id.line('1'), quantity: 3 }] },
      { code: 'quantity_exceeds_remaining', orderLineId: '1', asked: 3, remaining: 2 },
    ],
    [
      'more value than the line has left',
      { lines: [{ orderLineId: id.line('1'), quantity: 1, amountMinor: 2001 }] },
      { code: 'amount_exceeds_remaining', orderLineId: '1', asked: 2001, remaining: 2000 },
    ],
    [
      'more shipping than was paid',
      { refundShipping: { amountMinor: 501 } },
      { code: 'amount_exceeds_remaining', part: 'shipping', asked: 501, remaining: 500 },
    ],
    [
      'more than the order has left',
      { adjustmentMinor: 1501 },
      { code: 'amount_exceeds_remaining', part: 'order', asked: 2501, remaining: 2500 },
    ],
    ['nothing', { lines: [] }, { code: 'nothing_to_refund' }],
    ['a fee larger than what comes back', { adjustmentMinor: -1001 }, { code: 'nothing_to_refund' }],
  ])('asks for %s', (_, changes, reason) => {
    expect(reasonsOf(aNote(changes))).toEqual([reason]);
  });

  it('asks for shipping or payment costs that are back already', () => {
    const order = anOrder({ paymentCostsMinor: 100, payments: [aPayment({ amountMinor: 2600 })] });
    const ledger = aLedger({ version: 1, shippingMinor: 500, paymentCostsMinor: 100 });
    const reasons = reasonsOf(aNote({ refundShipping: true, refundPaymentCosts: true }), order, ledger);
    expect(reasons.map(({ code }) => code)).toEqual(['shipping_already_refunded', 'payment_costs_already_refunded']);
  });

  it('is for an order that was paid in two other currencies: what each paid of it cannot be told', () => {
    const order = anOrder({ payments: [aPayment({ currency: 'CAD' }), aPayment({ currency: 'USD' })] });
    expect(reasonsOf(aNote(), order)).toEqual([
      { code: 'currency_mismatch', part: 'payment', asked: 'EUR', remaining: 'CAD' },
    ]);
  });

  it('names a cancelled order', () => {
    expect(reasonsOf(aNote(), anOrder(), aLedger({ cancelledBy: id.refundCase('cancellation:ORD00123') }))).toEqual([
      { code: 'order_cancelled' },
    ]);
  });

  it('names an order whose parts do not make its total', () => {
    expect(reasonsOf(aNote(), anOrder({ totalMinor: 2600 }))).toEqual([
      { code: 'order_does_not_add_up', part: 'order' },
    ]);
  });

  it('is for an order that a gift card paid: that one is cancelled', () => {
    const order = anOrder({ payments: [aPayment({ kind: 'gift_card', provider: undefined, method: undefined })] });
    expect(reasonsOf(aNote(), order)).toEqual([{ code: 'gift_card_requires_cancellation', asked: 1000, remaining: 0 }]);
  });

  it('takes more of a mixed order than its provider payments carry', () => {
    const payments = [aPayment({ kind: 'gift_card', amountMinor: 1700 }), aPayment({ amountMinor: 800 })];
    const order = anOrder({ payments });
    expect(reasonsOf(aNote(), order)).toEqual([
      { code: 'gift_card_requires_cancellation', asked: 1000, remaining: 800 },
    ]);
    expect(planOf(aNote({ adjustmentMinor: -200 }), order).plan.payments).toEqual([
      expect.objectContaining({ paymentNumber: 2, amountMinor: 800 }),
    ]);
    expect(
      reasonsOf(aNote({ adjustmentMinor: -200 }), order, aLedger(), aShop({ giftCardMixed: 'always_cancel' })),
    ).toHaveLength(1);
  });
});

describe('a credit note whose order is not known', () => {
  it('is also said to ask for nothing when it does', () => {
    const reasons = refusalsWithoutOrder(aNote({ lines: [], refundShipping: { amountMinor: 0 }, adjustmentMinor: 0 }));
    expect(reasons).toEqual([{ code: 'nothing_to_refund' }]);
  });

  it.each([
    ['articles', {}],
    ['shipping', { lines: [], refundShipping: true }],
    ['payment costs', { lines: [], refundPaymentCosts: { amountMinor: 1 } }],
    ['an adjustment', { lines: [], adjustmentMinor: -1 }],
    ['a total', { lines: [], totalMinor: 1 }],
  ])('is not, when it asks for %s', (_, changes) => {
    expect(refusalsWithoutOrder(aNote(changes))).toEqual([]);
  });
});
