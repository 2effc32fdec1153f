import { beforeEach, describe, expect, it } from 'vitest';
import { listDifferences } from '../../../../shared/stores/difference-list.ts';
import { anObservedCreditNote } from '../../../support/observed-orders.ts';
import { anOrder, aPayment, id } from '../../../support/orders.ts';
import { readingsOfOneOrder } from '../../../support/readings.ts';

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const oneMug = anObservedCreditNote();

describe('an order that is seen cancelled', () => {
  const cancellation = { cancelledAt: '2026-11-12T09:30:00.000Z', updateInventory: true };
  const cancelCase = id.refundCase('cancellation:ORD00123');
  const theRest = anObservedCreditNote({
    issuedAt: '2026-11-12T09:40:00.000Z',
    totalMinor: 2500,
    shippingMinor: 500,
    lines: [{ orderLineId: id.line('1'), quantity: 2, amountMinor: 2000 }],
  });

  it('brings back what was not credited yet, and is the same when eCom changes the order later', async () => {
    await ecom.record({ creditNotes: [oneMug], cancellation });
    expect(await ecom.stored(cancelCase)).toMatchObject({ plan: { totalMinor: 1500 }, standing: 'open' });
    const later = { ...cancellation, cancelledAt: '2026-11-12T11:00:00.000Z' };
    expect(await ecom.record({ creditNotes: [oneMug], cancellation: later })).toEqual({
      kind: 'recorded',
      changed: [],
    });
  });

  it('takes a credit note over exactly the rest for the same thing, written down twice', async () => {
    await ecom.record({ cancellation });
    await ecom.record({ cancellation, creditNotes: [theRest] });
    expect(await ecom.stored()).toMatchObject({
      standing: 'attached',
      attachedTo: cancelCase,
      plan: { totalMinor: 0 },
    });
    expect(await ecom.stored(cancelCase)).toMatchObject({ plan: { totalMinor: 2500 } });
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2500 } });
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('moves nothing after a credit note over everything', async () => {
    const full = { ...theRest, issuedAt: '2026-11-12T09:20:00.000Z' };
    await ecom.record({ creditNotes: [full], cancellation });
    expect(await ecom.stored(cancelCase)).toMatchObject({ plan: { totalMinor: 0, lines: [], payments: [] } });
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2500 } });
  });

  it('objects to a credit note over something else after it', async () => {
    await ecom.record({ cancellation, creditNotes: [{ ...oneMug, issuedAt: '2026-11-12T09:40:00.000Z' }] });
    expect(await ecom.stored()).toMatchObject({
      standing: 'not_allowed',
      reasons: expect.arrayContaining([{ code: 'order_cancelled' }]),
    });
  });

  it('does not take a credit note over the same total for the same thing when its articles are others', async () => {
    await ecom.record({ cancellation });
    const lines = [{ orderLineId: id.line('1'), quantity: 1, amountMinor: 1000 }];
    await ecom.record({ cancellation, creditNotes: [{ ...theRest, lines }] });
    expect(await ecom.stored()).toMatchObject({ standing: 'not_allowed' });
  });

  it('lets an attached credit note stand for itself when the cancellation is taken back', async () => {
    await ecom.record({ cancellation, creditNotes: [theRest] });
    await ecom.record({ creditNotes: [theRest] });
    expect(await ecom.stored(cancelCase)).toMatchObject({ standing: 'withdrawn' });
    expect(await ecom.stored()).toMatchObject({ standing: 'open', plan: { totalMinor: 2500 } });
  });
});

describe('an order that a gift card paid, whose credit note was made by mistake', () => {
  const order = anOrder({ payments: [aPayment({ kind: 'gift_card', amountMinor: 2500 })] });
  const cancellation = { cancelledAt: '2026-11-12T09:30:00.000Z', updateInventory: true };
  const cancelCase = id.refundCase('cancellation:ORD00123');
  const everything = anObservedCreditNote({
    totalMinor: 2500,
    shippingMinor: 500,
    lines: [{ orderLineId: id.line('1'), quantity: 2, amountMinor: 2000 }],
  });
  const ways = [
    ['is seen first and the cancellation later', 'later'],
    ['is seen together with the cancellation', 'together'],
  ] as const;

  const seen = async (way: 'later' | 'together', creditNote: typeof everything) => {
    if (way === 'later') {
      await ecom.record({ order, creditNotes: [creditNote] });
      expect(await ecom.stored()).toMatchObject({ standing: 'not_allowed' });
    }
    await ecom.record({ order, creditNotes: [creditNote], cancellation });
  };

  it.each(ways)('%s: the cancellation gives everything back, and the credit note is the same thing', async (_, way) => {
    await seen(way, everything);
    expect(await ecom.stored(cancelCase)).toMatchObject({ standing: 'open', plan: { totalMinor: 2500 } });
    expect(await ecom.stored()).toMatchObject({ standing: 'attached', attachedTo: cancelCase });
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2500 } });
    expect(await ecom.openReasons()).toEqual([]);
  });

  it.each(ways)('%s: over a part, the credit note is too much and says so', async (_, way) => {
    await seen(way, oneMug);
    expect(await ecom.stored(cancelCase)).toMatchObject({ standing: 'open', plan: { totalMinor: 2500 } });
    expect(await ecom.stored()).toMatchObject({
      standing: 'not_allowed',
      reasons: expect.arrayContaining([{ code: 'order_cancelled' }]),
      plan: { totalMinor: 0 },
    });
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2500 } });
    expect((await listDifferences(ecom.table, ecom.shopId, 9)).items).toMatchObject([
      { reason: 'credit_note_not_allowed', evidence: { codes: expect.stringContaining('order_cancelled') } },
    ]);
  });

  it('is the same however often it is read again, and waits again when the cancellation is taken back', async () => {
    await seen('later', everything);
    expect(await ecom.record({ order, creditNotes: [everything], cancellation })).toEqual({
      kind: 'recorded',
      changed: [],
    });
    await ecom.record({ order, creditNotes: [everything] });
    expect(await ecom.stored()).toMatchObject({ standing: 'not_allowed' });
    expect(await ecom.openReasons()).toEqual(['credit_note_not_allowed', 'stock_wrong_quantity deleted']);
  });
});

describe('an order that is not what it was', () => {
  it('keeps its first snapshot, and somebody compares', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    const order = anOrder({ shippingMinor: 700, payments: [aPayment({ amountMinor: 2700 })] });
    await ecom.record({ order, creditNotes: [oneMug] });
    expect(await ecom.openReasons()).toEqual(['order_changed']);
    expect((await ecom.order())?.order.shippingMinor).toBe(500);
    await ecom.record({ creditNotes: [oneMug] });
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('is taken as it is now where nothing was decided over it yet', async () => {
    const adjusted = {
      returnId: '17',
      createdAt: '2026-11-10T09:00:00.000Z',
      status: 'authorized',
      reason: 'broken',
      action: 'refund',
      isStockAdjusted: false,
      lines: [],
    };
    await ecom.record({ returns: [adjusted] });
    await ecom.record({ returns: [adjusted], order: anOrder({ shippingMinor: 700 }) });
    expect((await ecom.order())?.order.shippingMinor).toBe(700);
  });

  it('tells money that came in after its case was decided', async () => {
    const order = anOrder({ payments: [aPayment({ state: 'authorised' })] });
    await ecom.record({ order, creditNotes: [oneMug] });
    expect((await ecom.stored())?.plan).toMatchObject({
      payments: [],
      notes: ['nothing_was_paid', 'release_expected'],
    });
    await ecom.record({ creditNotes: [oneMug] });
    expect(await ecom.openReasons()).toEqual(['order_changed captured_late']);
    expect((await ecom.ledger())?.captured).toEqual({ 1: 2500 });
  });

  it('tells nothing of money that came in for a credit note that is deleted', async () => {
    const order = anOrder({ payments: [aPayment({ state: 'authorised' })] });
    await ecom.record({ order, creditNotes: [{ ...oneMug, updateInventory: false }] });
    await ecom.record({ order });
    await ecom.record({});
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('has nothing to credit before it is invoiced', async () => {
    await ecom.record({ creditNotes: [oneMug], invoicedQuantities: {} });
    expect(await ecom.stored()).toMatchObject({ standing: 'not_allowed', reasons: [{ code: 'not_invoiced' }] });
    await ecom.record({ creditNotes: [oneMug] });
    expect(await ecom.stored()).toMatchObject({ standing: 'open' });
  });
});

describe('a return', () => {
  const aReturn = (isStockAdjusted: boolean) => ({
    returnId: '17',
    createdAt: '2026-11-10T09:00:00.000Z',
    status: 'authorized',
    reason: 'too small',
    action: 'refund',
    isStockAdjusted,
    lines: [{ orderLineId: id.line('1'), quantity: 1 }],
  });

  it('moves neither money nor stock by itself', async () => {
    expect(await ecom.record({ returns: [aReturn(true)] })).toEqual({ kind: 'recorded', changed: [] });
    expect(await ecom.ledger()).toMatchObject({ lines: {}, payments: {}, cases: [] });
  });

  it('that only says why goods came back leaves their stock to the credit note', async () => {
    await ecom.record({ returns: [aReturn(false)], creditNotes: [oneMug] });
    expect((await ecom.stored())?.plan).toMatchObject({ notes: [], lines: [{ restock: true }] });
  });

  it('that put the stock back blocks a second restock', async () => {
    await ecom.record({ returns: [aReturn(true)], creditNotes: [oneMug] });
    expect((await ecom.stored())?.plan).toMatchObject({
      notes: ['restocked_by_return'],
      lines: [{ restock: false, restockedByReturn: true }],
    });
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('that puts the stock back after the credit note did is a difference', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.record({ creditNotes: [oneMug], returns: [aReturn(true)] });
    expect(await ecom.openReasons()).toEqual(['stock_twice 1']);
  });
});
