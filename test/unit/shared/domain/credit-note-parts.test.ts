import { describe, expect, it } from 'vitest';
import { type CreditNote, decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import { afterReturning, type OrderLedger } from '../../../../shared/domain/order-ledger.ts';
import { takingOf } from '../../../../shared/domain/refund-plan.ts';
import { aLedger, aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';

const aNote = (changes: Partial<CreditNote> = {}): CreditNote => ({
  creditNoteId: id.creditNote('CN-1'),
  issuedAt: '2026-11-12T09:00:00.000Z',
  currency: 'EUR',
  updateInventory: true,
  lines: [{ orderLineId: id.line('1'), quantity: 1 }],
  refundShipping: false,
  refundPaymentCosts: false,
  ...changes,
});

const decide = (
  note: CreditNote,
  order: Order = anOrder(),
  ledger: OrderLedger = aLedger(),
  shop: ReturnType<typeof aShop> = aShop(),
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

describe('goodwill and fees', () => {
  it('need a reason', () => {
    expect(reasonsOf(aNote({ adjustmentMinor: 200 }))).toEqual([
      { code: 'adjustment_without_reason', part: 'adjustment', asked: 200 },
    ]);
    expect(reasonsOf(aNote({ adjustmentMinor: -200, reason: '  ' }))).toHaveLength(1);
    expect(planOf(aNote({ adjustmentMinor: -200, reason: 'restocking fee' })).plan.totalMinor).toBe(800);
  });

  it('stay within what the shop lets pass, in both directions', () => {
    const shop = aShop({ adjustmentLimitMinor: 150 });
    const asking = (adjustmentMinor: number) => aNote({ adjustmentMinor, reason: 'goodwill' });
    expect(reasonsOf(asking(151), anOrder(), aLedger(), shop)).toEqual([
      { code: 'adjustment_exceeds_limit', part: 'adjustment', asked: 151, remaining: 150 },
    ]);
    expect(reasonsOf(asking(-151), anOrder(), aLedger(), shop)).toHaveLength(1);
    expect(reasonsOf(asking(-150), anOrder(), aLedger(), shop)).toEqual([]);
  });
});

describe('an exchange', () => {
  it('moves stock only, and does not make the other pieces worth more than they were bought for', () => {
    const exchange = aNote({ lines: [{ orderLineId: id.line('1'), quantity: 1, amountMinor: 0 }] });
    const { plan, ledger } = planOf(exchange);
    expect(plan).toMatchObject({ totalMinor: 0, payments: [], lines: [{ quantity: 1, restock: true }] });
    expect(planOf(aNote(), anOrder(), ledger).plan.totalMinor).toBe(1000);
  });
});

describe('a gift card that was sold', () => {
  it('is not refundable, whether the order says what it is or the shop names its SKU', () => {
    const reason = { code: 'gift_card_purchase', orderLineId: '1', asked: 1, remaining: 0 };
    expect(reasonsOf(aNote(), anOrder({ lines: [aLine({ isGiftCard: true })] }))).toEqual([reason]);
    const shop = aShop({ giftCardSkus: ['GIFT-25'] });
    expect(reasonsOf(aNote(), anOrder({ lines: [aLine({ sku: 'GIFT-25' })] }), aLedger(), shop)).toEqual([reason]);
  });
});

describe('pieces that are not invoiced yet', () => {
  it('cannot be credited', () => {
    const none = aLedger({ invoiced: {} });
    expect(reasonsOf(aNote(), anOrder(), none)).toEqual([
      { code: 'not_invoiced', orderLineId: '1', asked: 1, remaining: 0 },
    ]);
    const one = aLedger({ invoiced: { 1: 1 } });
    expect(reasonsOf(aNote(), anOrder(), one)).toEqual([]);
    expect(reasonsOf(aNote(), anOrder(), { ...one, lines: { 1: { quantity: 1, amountMinor: 1000 } } })).toEqual([
      { code: 'not_invoiced', orderLineId: '1', asked: 1, remaining: 0 },
    ]);
  });
});

describe('money that never came in', () => {
  const shippingOnly = aNote({ lines: [], refundShipping: true });

  it('cannot be given back where no stock would move either', () => {
    const unpaid = anOrder({ payments: [aPayment({ state: 'not_paid', paidAt: undefined })] });
    expect(reasonsOf(shippingOnly, unpaid)).toEqual([{ code: 'not_paid', part: 'payment', asked: 500, remaining: 0 }]);
    const reserved = anOrder({ payments: [aPayment({ state: 'authorised' })] });
    expect(reasonsOf(shippingOnly, reserved)).toEqual([
      { code: 'not_captured', part: 'payment', asked: 500, remaining: 0 },
    ]);
  });

  it('can be given back once it was captured, late as it was', () => {
    const reserved = anOrder({ payments: [aPayment({ state: 'authorised' })] });
    const { plan } = planOf(shippingOnly, reserved, aLedger({ captured: { 1: 2500 } }));
    expect(plan).toMatchObject({ payments: [{ paymentNumber: 1, amountMinor: 500 }], notes: [] });
  });

  it('is given back as far as it came in, and the case says so', () => {
    const partly = anOrder({ payments: [aPayment({ capturedMinor: 400 })] });
    expect(planOf(aNote(), partly).plan).toMatchObject({ payments: [{ amountMinor: 400 }], notes: ['partly_paid'] });
  });
});

describe('a payment in another currency', () => {
  it('gives back its share of the order; in its own currency that is a proposal', () => {
    const order = anOrder({ payments: [aPayment({ amountMinor: 3750, currency: 'CAD' })] });
    const { plan, ledger } = planOf(aNote(), order);
    expect(plan.notes).toEqual(['paid_in_other_currency']);
    expect(plan.payments).toMatchObject([{ amountMinor: 1000, proposed: { amountMinor: 1500, currency: 'CAD' } }]);
    expect(ledger.payments).toEqual({ 1: 1000 });
  });

  it('pays the rest that the payments in the currency of the order leave', () => {
    const payments = [aPayment({ amountMinor: 500 }), aPayment({ amountMinor: 3000, currency: 'CAD' })];
    const { plan } = planOf(aNote(), anOrder({ payments }));
    expect(plan.payments).toMatchObject([
      { paymentNumber: 1, amountMinor: 500 },
      { paymentNumber: 2, amountMinor: 500, proposed: { amountMinor: 750, currency: 'CAD' } },
    ]);
  });

  it('pays what it is said to have paid of the order', () => {
    const foreign = { currency: 'CAD', orderAmountMinor: 1250, amountMinor: 1875 };
    const { plan } = planOf(aNote(), anOrder({ payments: [aPayment(foreign), aPayment(foreign)] }));
    expect(plan.payments).toMatchObject([{ amountMinor: 1000, proposed: { amountMinor: 1500, currency: 'CAD' } }]);
  });
});

describe("the provider's portal", () => {
  it('is told to be closed once its days are over: the refund is made by hand then', () => {
    const order = anOrder({ payments: [aPayment({ paidAt: '2026-05-15T12:00:00.000Z' })] });
    const late = planOf(aNote({ issuedAt: '2026-11-12T12:00:00.000Z' }), order).plan;
    expect(late.payments).toMatchObject([{ refundMode: 'manual', portalClosesOn: '2026-11-11' }]);
    expect(late.notes).toEqual(['portal_closed']);
    const inTime = planOf(aNote({ issuedAt: '2026-11-11T12:00:00.000Z' }), order).plan;
    expect(inTime.payments).toMatchObject([{ refundMode: 'portal', portalClosesOn: '2026-11-11' }]);
    expect(inTime.notes).toEqual([]);
  });
});

describe('a return that has put pieces back to stock', () => {
  const returned = aLedger({ returned: { 1: { adjusted: 1, counted: 0 } } });

  it('blocks a second restock of those pieces, and the case says so', () => {
    const { plan, ledger } = planOf(
      aNote({ lines: [{ orderLineId: id.line('1'), quantity: 2 }] }),
      anOrder(),
      returned,
    );
    expect(plan.notes).toEqual(['restocked_by_return']);
    expect(plan.lines).toMatchObject([
      { quantity: 1, amountMinor: 1000, restock: false, restockedByReturn: true },
      { quantity: 1, amountMinor: 1000, restock: true },
    ]);
    expect(ledger.returned).toEqual({ 1: { adjusted: 1, counted: 1 } });
  });

  it('counts once: the next credit note restocks', () => {
    const { ledger } = planOf(aNote(), anOrder(), returned);
    const { plan } = planOf(aNote({ creditNoteId: id.creditNote('CN-2') }), anOrder(), ledger);
    expect(plan.lines).toMatchObject([{ quantity: 1, restock: true }]);
  });
});

describe('what a case took', () => {
  it('can be given back to the ledger: the order is then as it was before', () => {
    const before = aLedger({ version: 3, returned: { 1: { adjusted: 1, counted: 0 } } });
    const { plan, ledger } = planOf(aNote({ refundShipping: true, totalMinor: 1499 }), anOrder(), before);
    const after = afterReturning(ledger, takingOf(id.refundCase('CN-1'), plan));
    expect(after).toEqual({
      ...before,
      version: 5,
      lines: { 1: { quantity: 0, amountMinor: 0 } },
      payments: { 1: 0 },
      cases: ['CN-1'],
    });
  });
});
