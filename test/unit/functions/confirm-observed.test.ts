import { describe, expect, it } from 'vitest';
import { caseOfCancellation } from '../../../shared/domain/ids.ts';
import { confirming, linkRefund } from '../../support/confirming.ts';
import { id } from '../../support/orders.ts';
import { retailConnection } from '../../support/simulated-retail.ts';

const aDayMinutes = 24 * 60;
const mugs = (quantity: number) => [{ orderLineId: id.line('1'), sku: 'MUG', quantity, amountMinor: 1000 * quantity }];
const soldFirst = { orderNumber: 'ORD00123', lines: [{ customSku: 'MUG', quantity: 2, unitPrice: '10.00' }] };

describe('a refund that Lightspeed’s link writes', () => {
  it('is confirmed as soon as it is there, whichever came first', async () => {
    const world = confirming();
    world.door('link-refunds', linkRefund());
    await world.expected();
    world.passMinutes(1);
    await world.expected({ caseId: id.refundCase('CN-2'), orderNumber: id.order('ORD00200') });
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    world.door('link-refunds', linkRefund('ORD00200'));
    world.passMinutes(6);
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    const rows = [{ quantityChange: 1, reason: 'RefundAddInventory', saleId: '2' }];
    expect(await world.seen('CN-2')).toMatchObject({ verdict: 'as_expected', rows });
  });

  it('without Update inventory brings the goods back and takes them away again', async () => {
    const world = confirming();
    await world.expected({ updateInventory: false });
    world.door('link-refunds', linkRefund('ORD00123', 1, false));
    await world.confirm();
    const rows = [{ quantityChange: 1 }, { quantityChange: -1, reason: 'ManualQuantityAdjustment' }];
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected', rows });
  });

  it('without Update inventory differs when the goods were not taken away again', async () => {
    const world = confirming();
    await world.expected({ updateInventory: false });
    world.door('link-refunds', linkRefund('ORD00123', 1, true));
    await world.confirm();
    expect(await world.seen()).toBeUndefined();
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.differences()).toEqual(['stock_wrong_quantity 1']);
  });

  it('that never comes is missing when a day has passed, and not before', async () => {
    const world = confirming();
    world.door('link-sales', soldFirst);
    await world.expected();
    world.passMinutes(aDayMinutes - 1);
    expect(await world.confirm()).toEqual({ decidedCount: 0 });
    world.passMinutes(6);
    expect(await world.confirm()).toEqual({ decidedCount: 1 });
    expect(await world.differences()).toEqual(['pos_credit_missing', 'stock_missing 1']);
  });

  it('with fewer units is a wrong quantity and a credit that is too small', async () => {
    const world = confirming();
    await world.expected({ goods: mugs(3), creditMinor: 3000 });
    world.door('link-refunds', linkRefund('ORD00123', 2));
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.differences()).toEqual(['pos_credit_missing', 'stock_wrong_quantity 1']);
    const deadline = '2026-11-13T09:30:00.000Z';
    expect(await world.evidence()).toEqual([
      { expectedMinor: 3000, creditedMinor: 2000, saleId: '1', deadline },
      { itemId: '1', expectedUnits: 3, seenUnits: 2, rowCount: 1, inventoryLogIds: '3', deadline },
    ]);
  });

  it('in another shop of the account is a wrong location', async () => {
    const shops = ['1', '2'].map((shopId) => {
      return { shopId, name: shopId, registers: [{ registerId: `${shopId}1`, name: 'eCom' }] };
    });
    const world = confirming({ account: { shops }, shop: { retail: { ...retailConnection, shopId: '2' } } });
    await world.expected({ retailShopId: '2' });
    world.door('link-refunds', linkRefund());
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.differences()).toEqual(['stock_wrong_location 1']);
  });

  it('is each credit note’s own where two have the same goods', async () => {
    const world = confirming();
    await world.expected();
    await world.expected({ caseId: id.refundCase('CN-2') });
    for (let refund = 0; refund < 2; refund += 1) world.door('link-refunds', linkRefund());
    await world.confirm();
    expect(await world.seen('CN-1')).toMatchObject({ verdict: 'as_expected', rows: [{ saleId: '1' }] });
    expect(await world.seen('CN-2')).toMatchObject({ verdict: 'as_expected', rows: [{ saleId: '2' }] });
  });

  it('twice is one too many, unless a credit note that it belongs to is heard of within a day', async () => {
    const world = confirming();
    await world.expected();
    for (let refund = 0; refund < 2; refund += 1) world.door('link-refunds', linkRefund());
    await world.confirm();
    expect(await world.seen()).toBeUndefined();
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.seen()).toMatchObject({ verdict: 'differs', rows: [{ saleId: '1' }, { saleId: '2' }] });
    expect(await world.differences()).toEqual(['pos_credit_twice', 'stock_twice 1']);
  });

  it('twice is right when the second credit note is heard of later', async () => {
    const world = confirming();
    await world.expected();
    for (let refund = 0; refund < 2; refund += 1) world.door('link-refunds', linkRefund());
    await world.confirm();
    world.passMinutes(30);
    await world.expected({ caseId: id.refundCase('CN-2') });
    await world.confirm();
    const both = [await world.seen('CN-1'), await world.seen('CN-2')];
    expect(both).toMatchObject([{ verdict: 'as_expected' }, { verdict: 'as_expected' }]);
    expect([...(await world.differences('CN-1')), ...(await world.differences('CN-2'))]).toEqual([]);
  });

  it('that does not carry the order’s number is found by what it did to the stock', async () => {
    const world = confirming();
    await world.expected();
    world.passMinutes(10);
    world.door('till-sales', { customSku: 'MUG', quantity: -1 });
    world.door('link-refunds', linkRefund('W-77'));
    world.passMinutes(aDayMinutes);
    await world.confirm();
    // The refund at the till has the same units and total, but was not paid back as eCom.
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected', rows: [{ saleId: '2' }] });
    expect(await world.differences()).toEqual([]);
  });
});

describe('what is no alarm', () => {
  it('is an order that was cancelled before it reached Retail', async () => {
    const world = confirming();
    const caseId = caseOfCancellation(id.order('ORD00123'));
    await world.expected({ caseId });
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.seen(caseId)).toMatchObject({ verdict: 'nothing_to_see', notes: ['cancelled_before_sync'] });
    expect(await world.differences(caseId)).toEqual([]);
  });

  it('is not a cancellation of an order that Retail has sold', async () => {
    const world = confirming();
    world.door('link-sales', soldFirst);
    const caseId = caseOfCancellation(id.order('ORD00123'));
    await world.expected({ caseId });
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.differences(caseId)).toEqual(['pos_credit_missing', 'stock_missing 1']);
  });

  it('is an order that nobody paid', async () => {
    const world = confirming();
    await world.expected({ creditMinor: 0 });
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.seen()).toMatchObject({ verdict: 'nothing_to_see', notes: ['nothing_paid'] });
  });

  it('is an article that Retail keeps no stock of', async () => {
    const world = confirming();
    await world.expected({ goods: [{ orderLineId: id.line('1'), sku: 'WRAP', quantity: 1, amountMinor: 1000 }] });
    world.door('link-refunds', { ...linkRefund(), lines: [{ customSku: 'WRAP', quantity: 1, unitPrice: '10.00' }] });
    await world.confirm();
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected', rows: [], notes: ['stock_not_tracked'] });
  });

  it('is an article that was archived or merged into another', async () => {
    const world = confirming();
    const archived = `https://retail.example/API/V3/Account/${retailConnection.accountId}/Item/2.json`;
    const headers = { authorization: 'Bearer token-by-hand' };
    await world.http.send({ method: 'DELETE', url: archived, headers, timeoutMilliseconds: 1000 });
    await world.expected({ goods: [{ orderLineId: id.line('1'), sku: 'CUP', quantity: 1, amountMinor: 1000 }] });
    world.door('link-refunds', linkRefund());
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.seen()).toMatchObject({ verdict: 'as_expected', notes: ['item_archived'] });
    expect(await world.differences()).toEqual([]);
  });

  it('is an article that nobody knows: a person is asked for it, the credit is compared', async () => {
    const world = confirming();
    await world.expected({ goods: [{ orderLineId: id.line('7'), sku: 'NOTHING', quantity: 1, amountMinor: 1000 }] });
    world.door('link-refunds', linkRefund());
    world.passMinutes(aDayMinutes + 1);
    await world.confirm();
    expect(await world.differences()).toEqual(['item_unknown 7']);
  });
});
