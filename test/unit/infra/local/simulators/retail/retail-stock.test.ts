import { describe, expect, it } from 'vitest';
import { usualAssumptions } from '../../../../../../infra/local/simulators/retail/assumptions.ts';
import { reasonText } from '../../../../../../infra/local/simulators/retail/inventory-history.ts';
import { seededRandom } from '../../../../../simulation/world/seeded-random.ts';
import { accountId, article, origin, refund, type SomeRetail, someRetail } from './some-retail.ts';

const onHand = ({ retail }: SomeRetail, itemId = 1) => retail.account(accountId).stock.quantityOnHand(itemId, '1');
const level = (qoh: number) => ({ ItemShops: { ItemShop: { shopID: '1', qoh } } });
const historyOf = (some: SomeRetail, sku: string) =>
  some.send('GET', `${origin}/_simulator/${accountId}/item-history?customSku=${sku}`).body;

describe('the quantity on hand', () => {
  it('is written as it shall be, whatever it was, and the log says by how much it changed', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG')] });
    expect(some.put('Item/1', level(7)).body).toMatchObject({
      Item: {
        itemID: '1',
        ItemShops: {
          ItemShop: [
            { shopID: '0', qoh: '7' },
            { shopID: '1', qoh: '7' },
          ],
        },
      },
    });
    expect(some.get('InventoryLog', { inventoryLogID: '>,1' }).body).toMatchObject({
      InventoryLog: {
        qohChange: '-3',
        reason: 'ManualQuantityAdjustment',
        saleID: '0',
        employeeID: '7',
        automated: 'true',
      },
    });
  });

  it('loses what was sold between reading and writing it', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG')] });
    const seen = 10;
    some.door('till-sales', { customSku: 'MUG', quantity: 1 });
    some.put('Item/1', level(seen - 3));
    expect(onHand(some)).toBe(7);
    expect(
      some.retail
        .account(accountId)
        .stock.log()
        .map(({ quantityChange }) => quantityChange),
    ).toEqual([10, -1, -2]);
  });

  it('writes no row when it is already what it shall be', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG')] });
    some.put('Item/1', level(10));
    expect(some.retail.account(accountId).stock.log()).toHaveLength(1);
  });

  it('is not written while another article has the same code on its label', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG', { ean: '4006381333931' }), article('CUP', { ean: '4006381333931' })] });
    expect(some.put('Item/1', level(1)).status).toBe(422);
    expect(onHand(some)).toBe(10);
  });

  it('is not kept of what is no inventory', () => {
    const some = someRetail();
    some.door('items', { items: [article('GIFT WRAP', { itemType: 'non_inventory' })] });
    some.post('Sale', refund({ completed: true }));
    expect(some.retail.account(accountId).stock.log()).toEqual([]);
  });

  it('says when it went below nothing', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG', { onHand: 1 })] });
    some.door('till-sales', { customSku: 'MUG', quantity: 2 });
    expect(some.get('InventoryLog', { sort: '-inventoryLogID', limit: '1' }).body).toMatchObject({
      InventoryLog: { qohChange: '-2', causedNegative: 'true' },
    });
    expect(some.get('ItemShop', { itemID: '1', shopID: '1' }).body).toMatchObject({
      ItemShop: { qoh: '-1', sellable: '0' },
    });
  });
});

describe('the history of an item', () => {
  it('reads for the operator as the merchant describes it, with the switch on and off', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG')] });
    some.post('Sale', refund({ units: 2, completed: true }));
    some.put('Item/1', level(10));
    expect(historyOf(some, 'MUG')).toMatchObject({
      lines: [
        { quantityChange: 10, reason: 'Manually adjusted' },
        { quantityChange: 2, reason: 'Returned to stock by refunding', employee: '7' },
        { quantityChange: -2, reason: 'API removed', employee: 'Refund bridge' },
      ],
    });
  });

  it('shows a code word that it has no text for as it is', () => {
    expect(reasonText({ reason: 'ItemImport', quantityChange: 1, clientName: '' }, usualAssumptions)).toBeUndefined();
  });
});

describe("Lightspeed's own link", () => {
  const creditNote = {
    orderNumber: 'ORD1',
    lines: [{ customSku: 'MUG', quantity: 2, unitPrice: '10' }],
    otherAmount: '5',
  };

  it('brings units back with a refund sale of its own', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG')] });
    some.door('link-refunds', { ...creditNote, updateInventory: true });
    expect(onHand(some)).toBe(12);
    expect(some.get('Sale', { load_relations: '["SalePayments.PaymentType"]' }).body).toMatchObject({
      Sale: {
        completed: 'true',
        referenceNumber: 'ORD1',
        calcTotal: '-25',
        SalePayments: { SalePayment: { amount: '-25', PaymentType: { type: 'ecom' } } },
      },
    });
  });

  it('takes them out again by a row of its own when inventory is not to be updated', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG')] });
    some.door('link-refunds', { ...creditNote, updateInventory: false });
    expect(onHand(some)).toBe(10);
    expect(historyOf(some, 'MUG')).toMatchObject({
      lines: [
        { quantityChange: 10 },
        { reason: 'Returned to stock by refunding' },
        { quantityChange: -2, reason: 'API removed' },
      ],
    });
  });
});

describe('a till', () => {
  it('goes on selling while nobody looks, the same for the same seed', () => {
    const sold = (seed: number) => {
      const some = someRetail({ tills: { chance: seededRandom(seed), meanSecondsBetweenSales: 60 } });
      some.door('items', { items: [article('MUG'), article('CUP')] });
      some.get('Item');
      some.pass(3600);
      some.get('Item');
      return some.retail
        .account(accountId)
        .stock.log()
        .map(({ itemId, createdAt }) => [itemId, createdAt]);
    };
    expect(sold(1).length).toBeGreaterThan(20);
    expect(sold(1)).toEqual(sold(1));
    expect(sold(1)).not.toEqual(sold(2));
  });
});
