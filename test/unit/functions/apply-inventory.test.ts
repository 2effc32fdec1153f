import { describe, expect, it } from 'vitest';
import {
  anEffect,
  aWorld,
  changesIn,
  differencesIn,
  effectsIn,
  goods,
  salesIn,
  statesIn,
  totalOf,
  worked,
} from '../../support/lane-checks.ts';

describe('a refund sale', () => {
  it('is drafted, registered and completed, brings the goods back and gives the credit', async () => {
    const world = await worked(anEffect());
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory']);
    expect(salesIn(world)).toMatchObject([
      { completed: true, referenceNumber: 'demo/CN-1/sale', referenceNumberSource: 'avoir', registerId: '2' },
    ]);
    expect(salesIn(world)[0]?.payments).toMatchObject([{ amount: -1_000_000_000, paymentTypeId: '9' }]);
    expect(await effectsIn(world)).toMatchObject([{ progress: { items: { 1: '1' }, registered: { saleId: '1' } } }]);
    expect(statesIn(world)).toEqual(['EFFECT#SALE completed']);
  });

  it('asks Retail for no more than an item search, two looks, a draft and a completion', async () => {
    const world = await worked(anEffect());
    expect(world.requests()).toEqual([
      'GET PaymentType.json',
      'GET Item.json',
      'GET Sale.json',
      'POST Sale.json',
      'GET Sale.json',
      'PUT Sale/1.json',
    ]);
  });

  it('takes the goods away again by a correction where the inventory was not to be updated', async () => {
    const world = await worked(
      anEffect({ updateInventory: false, goods: [goods('MUG', 2, 2000), goods('WRAP', 1, 0, '2')] }),
    );
    expect(changesIn(world)).toEqual(['1: 2 RefundAddInventory', '1: -2 ManualQuantityAdjustment']);
    expect(statesIn(world)).toEqual(['EFFECT#SALE completed', 'EFFECT#QOH#001 confirmed']);
  });

  it.each([
    [
      'goods whose price does not divide, with shipping',
      anEffect({ creditMinor: 1500, goods: [goods('MUG', 3, 1000)] }),
    ],
    ['shipping alone', anEffect({ creditMinor: 495, goods: [] })],
    ['goods minus a fee that was kept', anEffect({ creditMinor: 1700, goods: [goods('MUG', 2, 2000)] })],
    [
      'goods of which one is unknown',
      anEffect({ creditMinor: 1999, goods: [goods('MUG', 1, 1000), goods('GONE', 1, 999, '2')] }),
    ],
    ['many pieces', anEffect({ creditMinor: 12_347, goods: [goods('MUG', 97, 11_111), goods('BOWL', 7, 1000, '2')] })],
  ])('of %s comes to the credit to the cent, with tax in the prices and with tax on top', async (_, effect) => {
    const inclusive = await worked(effect);
    const exclusive = await worked(effect, {
      account: { isTaxInclusive: false, tax1Rate: '0.07', tax2Rate: '0.0815' },
    });
    for (const world of [inclusive, exclusive]) {
      const completed = salesIn(world).filter((sale) => sale.completed);
      expect(completed).toHaveLength(1);
      expect(totalOf(world, completed[0]?.saleId ?? 0)).toBe(-effect.facts.creditMinor);
      expect(salesIn(world).filter((sale) => !(sale.completed || sale.archived))).toEqual([]);
    }
  });

  it('moves stock where nothing was paid, and gives no credit', async () => {
    const world = await worked(anEffect({ creditMinor: 0 }));
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory']);
    expect(salesIn(world)).toMatchObject([{ completed: true, payments: [], totals: { total: 0 } }]);
  });

  it('does not wait for an item that is unknown: its value is credited, and a person is asked for it', async () => {
    const world = await worked(
      anEffect({ creditMinor: 1999, goods: [goods('MUG', 1, 1000), goods('GONE', 1, 999, '2')] }),
    );
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory']);
    expect(await differencesIn(world)).toEqual(['item_unknown']);
  });

  it('names the line on which the goods were sold, where the sale of the order is known', async () => {
    const world = aWorld();
    const sold = { orderNumber: 'ORD00123', lines: [{ customSku: 'MUG', quantity: 2, unitPrice: '10.00' }] };
    world.simulated.door('link-sales', sold);
    await world.open(anEffect());
    await world.workUntilQuiet();
    expect(salesIn(world)[1]?.lines).toMatchObject([{ itemId: 1, unitQuantity: -1, parentSaleLineId: 1 }]);
  });

  it('is completed once however often its lane is woken', async () => {
    const world = await worked(anEffect());
    await world.work();
    await world.workUntilQuiet();
    expect(changesIn(world)).toEqual(['1: 1 RefundAddInventory']);
    expect(salesIn(world)).toHaveLength(1);
  });
});
