import { describe, expect, it } from 'vitest';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import { asCreditNote, decideObservedCreditNote } from '../../../../shared/domain/observed-credit-note.ts';
import { anObservedCreditNote, anObservedOrder } from '../../../support/observed-orders.ts';
import { aLedger, anOrder, aShop, id } from '../../../support/orders.ts';

describe('a credit note that exists in eCom', () => {
  it("is decided over with its quantities and eCom's total", () => {
    const { order } = anObservedOrder();
    const note = asCreditNote(anObservedCreditNote({ totalMinor: 1500, shippingMinor: 500 }), anOrder(), aShop());
    expect(decideCreditNote(order, aLedger(), aShop(), note)).toMatchObject({
      kind: 'accepted',
      plan: { totalMinor: 1500, shippingMinor: 500, lines: [{ quantity: 1, amountMinor: 1000 }], notes: [] },
    });
  });

  it("follows the shop's default where its switch for the inventory cannot be told", () => {
    const untold = anObservedCreditNote({ updateInventory: undefined });
    expect(asCreditNote(untold, anOrder(), aShop({ updateInventoryDefault: false })).updateInventory).toBe(false);
    expect(
      asCreditNote(anObservedCreditNote(), anOrder(), aShop({ updateInventoryDefault: false })).updateInventory,
    ).toBe(true);
  });

  it('gives back the total of eCom also where its parts are worth something else, and says so', () => {
    const { order } = anObservedOrder();
    const decided = decideObservedCreditNote(order, aLedger(), aShop(), anObservedCreditNote({ totalMinor: 700 }));
    expect(decided).toMatchObject({
      kind: 'accepted',
      plan: { totalMinor: 700, computedTotalMinor: 1000, notes: ['credit_note_total_differs'] },
      ledger: { adjustmentMinor: -300, payments: { 1: 700 } },
    });
  });

  it('is an exchange where its pieces are worth nothing', () => {
    const exchange = anObservedCreditNote({
      totalMinor: 0,
      lines: [{ orderLineId: id.line('1'), quantity: 1, amountMinor: 0 }],
    });
    const decided = decideObservedCreditNote(anOrder(), aLedger(), aShop(), exchange);
    expect(decided).toMatchObject({ kind: 'accepted', plan: { totalMinor: 0, payments: [], notes: [] } });
  });

  it('credits the whole shipping where eCom rounded it by one minor unit', () => {
    const note = anObservedCreditNote({ shippingMinor: 501, totalMinor: 1500 });
    const decided = decideObservedCreditNote(anOrder(), aLedger(), aShop(), note);
    expect(decided).toMatchObject({ kind: 'accepted', plan: { shippingMinor: 500, notes: [] } });
  });

  it('is recorded with nothing taken where the order itself does not add up', () => {
    const order = anOrder({ totalMinor: 9999 });
    const decided = decideObservedCreditNote(order, aLedger(), aShop(), anObservedCreditNote());
    expect(decided).toMatchObject({
      kind: 'not_allowed',
      reasons: [{ code: 'order_does_not_add_up' }],
      plan: { totalMinor: 0, lines: [], payments: [] },
    });
  });
});
