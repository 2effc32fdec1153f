import { describe, expect, it } from 'vitest';
import { pausedShops } from '../../../shared/stores/paused-shop-store.ts';
import { confirming, linkRefund } from '../../support/confirming.ts';
import { aCorrection } from '../../support/effects.ts';
import { id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const account = { accountId: retailConnection.accountId, retailShopId: '1', itemId: '1' };

describe('a refund that Avoir made in Retail', () => {
  it('is confirmed with the row that brought the goods back', async () => {
    const world = confirming();
    const { progress } = await world.refunded();
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    expect(await world.seen()).toMatchObject({
      verdict: 'as_expected',
      notes: [],
      rows: [{ itemId: '1', quantityChange: 1, reason: 'RefundAddInventory', saleId: progress.registered?.saleId }],
    });
    expect(await world.differences()).toEqual([]);
  });

  it('is confirmed once, however often it is looked for', async () => {
    const world = confirming();
    await world.refunded();
    await Promise.all([world.confirm(), world.confirm()]);
    const rows = world.table.rows();
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    expect(world.table.rows().filter(({ sk }) => sk === 'EFFECT#SALE')).toEqual(
      rows.filter(({ sk }) => sk === 'EFFECT#SALE'),
    );
  });

  it('without Update inventory is confirmed when the goods were taken away again', async () => {
    const world = confirming();
    await world.refunded({ updateInventory: false });
    await world.open(aCorrection(account));
    world.passMinutes(61);
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    await world.corrected(10);
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    const rows = [
      { quantityChange: 1, reason: 'RefundAddInventory' },
      { quantityChange: -1, reason: 'ManualQuantityAdjustment' },
    ];
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected', rows });
  });

  it('is a wrong quantity when a correction that is held keeps the goods in stock past the deadline', async () => {
    const world = confirming();
    await world.refunded({ updateInventory: false });
    await world.open(aCorrection(account, { held: { reason: 'log_not_clear', at: world.clock.now() } }));
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    world.passMinutes(61);
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    expect(await world.differences()).toEqual(['stock_wrong_quantity 1']);
    expect(await world.seen()).toMatchObject({ verdict: 'differs', rows: [{ quantityChange: 1 }] });
  });

  it('that Retail does not show is missing, but only when the deadline has passed', async () => {
    const world = confirming();
    const sale = await world.refunded();
    const lost = { ...sale, facts: { ...sale.facts, caseId: id.refundCase('CN-2') } };
    await world.open({ ...lost, progress: { ...lost.progress, registered: { saleId: '99', at: world.clock.now() } } });
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    world.passMinutes(61);
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    expect(await world.differences('CN-2')).toEqual(['pos_credit_missing', 'stock_missing 1']);
  });
});

describe('a refund that somebody else made beside Avoir’s', () => {
  it('is found twice, asks who writes the stock, and stops the shop', async () => {
    const world = confirming();
    await world.refunded();
    world.door('link-refunds', linkRefund());
    await world.confirm();
    expect(await world.differences()).toEqual(['pos_credit_twice', 'stock_source_conflict 2', 'stock_twice 1']);
    expect(await world.seen()).toMatchObject({ verdict: 'differs', rows: [{ saleId: '1' }, { saleId: '2' }] });
    expect(await pausedShops(world.table, retailConnection.accountId)).toMatchObject([{ shopId: 'demo', saleId: '2' }]);
  });

  it('is found also after all had been confirmed', async () => {
    const world = confirming();
    await world.withOrder('CN-1');
    await world.refunded();
    await world.confirm();
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected' });
    world.passMinutes(180);
    world.door('link-refunds', linkRefund());
    world.passMinutes(6);
    await world.confirm();
    expect(await world.differences()).toEqual(['pos_credit_twice', 'stock_source_conflict 2', 'stock_twice 1']);
    expect(await world.seen()).toMatchObject({ verdict: 'differs', rows: [{ saleId: '1' }, { saleId: '2' }] });
    const before = world.table.rows();
    world.passMinutes(6);
    await world.confirm();
    const isSale = ({ sk }: { sk: string }) => sk === 'EFFECT#SALE' || sk.startsWith('DIFFERENCE#');
    expect(world.table.rows().filter(isSale)).toEqual(before.filter(isSale));
  });

  it('of fewer goods is somebody’s own business', async () => {
    const world = confirming();
    const goods = [{ orderLineId: id.line('1'), sku: 'MUG', quantity: 2, amountMinor: 2000 }];
    await world.refunded({ goods, creditMinor: 2000 });
    world.door('link-refunds', linkRefund());
    await world.confirm();
    expect(await world.differences()).toEqual([]);
  });

  it('belongs to one of two cases with the same goods, not to both', async () => {
    const world = confirming();
    await world.refunded();
    await world.refunded({ caseId: id.refundCase('CN-2') });
    world.door('link-refunds', linkRefund());
    await world.confirm();
    const both = [await world.differences('CN-1'), await world.differences('CN-2')];
    expect(both.map((found) => found.length).toSorted()).toEqual([0, 3]);
  });
});
