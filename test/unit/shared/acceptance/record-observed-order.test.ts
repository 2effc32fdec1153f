import { beforeEach, describe, expect, it } from 'vitest';
import { acceptCreditNote } from '../../../../functions/accept-credit-note/accept-credit-note.ts';
import { differencesOfCase } from '../../../../shared/stores/difference-store.ts';
import { anObservedCreditNote } from '../../../support/observed-orders.ts';
import { aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';
import { readingsOfOneOrder } from '../../../support/readings.ts';
import { aCreditNoteRequest } from '../../../support/requests.ts';

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const oneMug = anObservedCreditNote();
const threeMugs = anObservedCreditNote({
  totalMinor: 3000,
  lines: [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }],
});

describe('a credit note that is seen in eCom', () => {
  it('opens its case with order, ledger and event, once', async () => {
    expect(await ecom.record({ creditNotes: [oneMug] })).toEqual({ kind: 'recorded', changed: ['INV00038'] });
    expect(await ecom.stored()).toMatchObject({
      standing: 'open',
      plan: { totalMinor: 1000 },
      fact: { status: 'not_paid' },
    });
    expect(await ecom.ledger()).toMatchObject({ cases: ['INV00038'], payments: { 1: 1000 } });
    expect(ecom.eventsOf('INV00038')).toMatchObject([{ eventId: 'refund-case-opened/demo/INV00038' }]);
    const rows = ecom.table.rows().length;
    expect(await ecom.record({ creditNotes: [oneMug] })).toEqual({ kind: 'recorded', changed: [] });
    expect(ecom.table.rows()).toHaveLength(rows);
  });

  it('is a difference where its total is not what its parts are worth, until it is corrected', async () => {
    await ecom.record({ creditNotes: [anObservedCreditNote({ totalMinor: 700 })] });
    expect((await ecom.stored())?.plan).toMatchObject({ totalMinor: 700, computedTotalMinor: 1000 });
    expect(await ecom.openReasons()).toEqual(['credit_note_total_differs']);
    await ecom.record({ creditNotes: [oneMug] });
    expect(await ecom.openReasons()).toEqual([]);
  });

  it('is not recorded again by an older reading, nor by the same one', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    const before = ecom.table.rows();
    expect(await ecom.record({ fetchedAt: '2026-11-12T10:01:00.000Z', creditNotes: [] })).toEqual({ kind: 'stale' });
    expect(await ecom.record({ fetchedAt: '2026-11-12T09:00:00.000+00:00', creditNotes: [] })).toEqual({
      kind: 'stale',
    });
    expect(ecom.table.rows()).toEqual(before);
  });

  it('is recorded although the rules object: with the same codes, capped, and without any effect', async () => {
    await ecom.record({ creditNotes: [threeMugs] });
    expect(await ecom.stored()).toMatchObject({
      standing: 'not_allowed',
      plan: { totalMinor: 2000, payments: [], lines: [{ quantity: 2 }] },
      reasons: expect.arrayContaining([
        { code: 'quantity_exceeds_remaining', orderLineId: '1', asked: 3, remaining: 2 },
      ]),
    });
    expect(ecom.eventsOf('INV00038')).toEqual([]);
    expect(await differencesOfCase(ecom.table, ecom.shopId, id.refundCase('INV00038'))).toMatchObject([
      { reason: 'credit_note_not_allowed', state: 'open', amountMinor: 3000, evidence: { possibleMinor: 2000 } },
    ]);
    expect((await ecom.ledger())?.lines).toEqual({ 1: { quantity: 2, amountMinor: 2000 } });
  });

  it('begins its effects when it is corrected in eCom, and the difference leaves the list', async () => {
    await ecom.record({ creditNotes: [threeMugs] });
    await ecom.record({ creditNotes: [oneMug] });
    expect(await ecom.stored()).toMatchObject({
      standing: 'open',
      plan: { totalMinor: 1000, payments: [{ amountMinor: 1000 }] },
    });
    expect(await ecom.stored()).not.toHaveProperty('reasons');
    expect(ecom.eventsOf('INV00038')).toHaveLength(1);
    expect(await ecom.openReasons()).toEqual([]);
    expect((await ecom.ledger())?.lines).toEqual({ 1: { quantity: 1, amountMinor: 1000 } });
  });

  it('says that its switch for the inventory is a default where eCom does not tell it', async () => {
    await ecom.record({ creditNotes: [anObservedCreditNote({ updateInventory: undefined })] });
    expect((await ecom.stored())?.plan).toMatchObject({
      updateInventory: true,
      notes: ['inventory_switch_is_default'],
    });
  });

  it('is compared with what was asked for when it was asked for first', async () => {
    const request = aCreditNoteRequest({ creditNoteId: 'INV00038' });
    await acceptCreditNote(
      { table: ecom.table, clock: ecom.clock },
      { shopId: ecom.shopId, shop: aShop(), request, dryRun: false },
    );
    await ecom.record({ creditNotes: [anObservedCreditNote({ totalMinor: 990 })] });
    expect(await ecom.openReasons()).toEqual(['credit_note_total_differs']);
    expect(await ecom.stored()).toMatchObject({ plan: { totalMinor: 1000 }, fact: { status: 'not_paid' } });
    expect(ecom.eventsOf('INV00038')).toHaveLength(1);
  });

  it('cannot take the number of a credit note of another order', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    const order = anOrder({ orderNumber: 'ORD00999' });
    expect(await ecom.record({ order, creditNotes: [oneMug] })).toEqual({ kind: 'recorded', changed: [] });
    expect((await ecom.stored())?.plan.orderNumber).toBe('ORD00123');
    expect(await ecom.openReasons()).toEqual(['credit_note_not_allowed INV00038']);
  });
});

describe('a credit note that changes in eCom', () => {
  it('withdraws its tasks when it is deleted, and the order has again what it took', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.openTasks();
    expect(await ecom.record({})).toEqual({ kind: 'recorded', changed: ['INV00038'] });
    expect(await ecom.stored()).toMatchObject({ standing: 'withdrawn' });
    expect(await ecom.tasks()).toMatchObject([{ state: { name: 'withdrawn' } }]);
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 0 }, lines: { 1: { quantity: 0, amountMinor: 0 } } });
    expect(await ecom.openReasons()).toEqual(['stock_wrong_quantity deleted']);
  });

  it('opens no task when it is deleted before its event arrives', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.record({});
    await ecom.openTasks();
    expect(await ecom.tasks()).toMatchObject([{ state: { name: 'withdrawn' } }]);
  });

  it('stands again when it is back', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.openTasks();
    await ecom.record({});
    await ecom.record({ creditNotes: [oneMug] });
    expect(await ecom.stored()).toMatchObject({ standing: 'open' });
    expect(await ecom.tasks()).toMatchObject([{ state: { name: 'awaiting_refund' } }]);
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 1000 }, cases: ['INV00038'] });
  });

  it('gives its task another amount when it is edited before the refund', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.openTasks();
    const twoMugs = [{ orderLineId: id.line('1'), quantity: 2, amountMinor: 2000 }];
    await ecom.record({ creditNotes: [anObservedCreditNote({ totalMinor: 2000, lines: twoMugs })] });
    expect(await ecom.tasks()).toMatchObject([{ facts: { payment: { amountMinor: 2000 } } }]);
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 2000 } });
    expect(await ecom.openReasons()).toEqual(['stock_wrong_quantity edited']);
  });

  it('leaves alone what was refunded: deleted then, it is a refund without a credit note', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.openTasks();
    const [{ sk, pk } = { pk: '', sk: '' }] = ecom.table.rows().filter((row) => row.sk.startsWith('TASK#'));
    await ecom.table.update({ key: { pk, sk }, set: { state: { name: 'matched' } } });
    await ecom.record({});
    expect(await ecom.tasks()).toMatchObject([
      { state: { name: 'matched' }, facts: { payment: { amountMinor: 1000 } } },
    ]);
    expect(await ecom.ledger()).toMatchObject({ payments: { 1: 1000 } });
    expect((await ecom.openReasons()).toSorted()).toEqual([
      'refund_without_credit_note',
      'stock_wrong_quantity deleted',
    ]);
  });

  it('keeps each version of what eCom said', async () => {
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.record({ creditNotes: [{ ...oneMug, status: 'paid' }] });
    await ecom.record({ creditNotes: [oneMug] });
    await ecom.record({});
    const versions = ecom.table.rows().filter(({ sk }) => sk.startsWith('FACT#'));
    expect(versions.map(({ state, observed }) => [state, observed && { ...Object(observed) }.status])).toEqual([
      ['present', 'not_paid'],
      ['present', 'paid'],
      ['present', 'not_paid'],
      ['gone', undefined],
    ]);
  });

  it("may be refunded a second time by the provider's app when it is set back to Not paid", async () => {
    const paymentMethods = [
      { ecomPaymentId: 'paypal', provider: 'paypal', account: 'main', refundMode: 'app' },
    ] as const;
    const shop = aShop({ paymentMethods });
    await ecom.record({ creditNotes: [oneMug] }, 'webhook', shop);
    expect(await ecom.openReasons()).toEqual([]);
    await ecom.record({ creditNotes: [{ ...oneMug, status: 'paid' }] }, 'webhook', shop);
    expect(await ecom.openReasons()).toEqual([]);
    await ecom.record({ creditNotes: [oneMug] }, 'webhook', shop);
    expect(await ecom.openReasons()).toEqual(['duplicate_refund may_refund_a_second_time']);
    await ecom.record({ creditNotes: [{ ...oneMug, status: 'paid' }] }, 'webhook', shop);
    expect(await ecom.openReasons()).toEqual(['duplicate_refund may_refund_a_second_time']);
  });
});

describe('an order with very many credit notes', () => {
  it('is recorded in rounds and complete at the end', async () => {
    const order = anOrder({
      lines: [aLine({ quantity: 40, totalMinor: 40_000 })],
      payments: [aPayment({ amountMinor: 40_500 })],
    });
    const creditNotes = Array.from({ length: 30 }, (_, index) => anObservedCreditNote({ creditNoteId: `CN-${index}` }));
    const recorded = await ecom.record({ order, creditNotes, invoicedQuantities: { 1: 40 } });
    expect(recorded).toMatchObject({ kind: 'recorded', changed: { length: 30 } });
    expect(await ecom.ledger()).toMatchObject({ lines: { 1: { quantity: 30, amountMinor: 30_000 } } });
  });
});
