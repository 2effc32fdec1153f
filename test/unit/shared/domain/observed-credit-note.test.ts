import { describe, expect, it } from 'vitest';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import { asCreditNote } from '../../../../shared/domain/observed-credit-note.ts';
import { anObservedCreditNote, anObservedOrder } from '../../../support/observed-orders.ts';
import { aLedger, aShop } from '../../../support/orders.ts';

describe('a credit note that exists in eCom', () => {
  it("is decided over with eCom's own amounts", () => {
    const { order } = anObservedOrder();
    const note = asCreditNote(anObservedCreditNote({ totalMinor: 1500, shippingMinor: 500 }), 'EUR', aShop());
    expect(decideCreditNote(order, aLedger(), aShop(), note)).toMatchObject({
      kind: 'accepted',
      plan: { totalMinor: 1500, shippingMinor: 500, lines: [{ quantity: 1, amountMinor: 1000 }], notes: [] },
    });
  });

  it("follows the shop's default where its switch for the inventory cannot be told", () => {
    const untold = anObservedCreditNote({ updateInventory: undefined });
    expect(asCreditNote(untold, 'EUR', aShop({ updateInventoryDefault: false })).updateInventory).toBe(false);
    expect(asCreditNote(anObservedCreditNote(), 'EUR', aShop({ updateInventoryDefault: false })).updateInventory).toBe(
      true,
    );
  });
});
