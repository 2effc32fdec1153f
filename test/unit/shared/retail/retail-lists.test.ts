import { describe, expect, it } from 'vitest';
import { ecomPaymentType } from '../../../../shared/domain/retail-assumptions.ts';
import { listed, returnedRow, single } from '../../../support/retail-answers.ts';
import { accountUrl, connected, sent } from './connected-retail.ts';

describe('a list', () => {
  it('is one page: no row, one row or several', async () => {
    const { client } = connected([
      listed('InventoryLog'),
      listed('InventoryLog', returnedRow),
      listed('InventoryLog', [returnedRow, { ...returnedRow, inventoryLogID: '70126', saleID: '0', qohChange: '-3' }]),
    ]);
    expect((await client.listInventoryLog({})).value).toEqual({ items: [], cursor: undefined });
    expect((await client.listInventoryLog({})).value.items).toEqual([
      {
        inventoryLogId: 70125,
        itemId: '58',
        shopId: '1',
        quantityChange: 3,
        reason: 'RefundAddInventory',
        createdAt: '2026-11-12T08:16:02.000Z',
        saleId: '3107',
        employeeId: '6',
        automated: false,
      },
    ]);
    const [, second] = (await client.listInventoryLog({})).value.items;
    expect(second).toMatchObject({ inventoryLogId: 70126, saleId: undefined, quantityChange: -3 });
  });

  it('goes on where Retail says, to the letter', async () => {
    const next = `${accountUrl}/InventoryLog.json?sort=inventoryLogID&limit=100&after=WzcwMTI1XQ%3D%3D`;
    const retail = connected([listed('InventoryLog', returnedRow, next), listed('InventoryLog')]);
    const { value } = await retail.client.listInventoryLog({ after: 70000 });
    await retail.client.listInventoryLog({ cursor: value.cursor });
    expect(sent(retail, 1).url).toBe(next);
  });

  it.each([
    'https://elsewhere.example/API/V3/Account/4711/InventoryLog.json?after=x',
    'https://retail.example.elsewhere.example/API/V3/Account/4711/InventoryLog.json?after=x',
    'https://retail.example/API/V3/Account/47110/InventoryLog.json?after=x',
    'https://retail.example/API/V3/Account/4711/../12/InventoryLog.json?after=x',
  ])('never takes the access token outside the account: %s', async (next) => {
    const retail = connected([listed('InventoryLog', returnedRow, next)]);
    await expect(retail.client.listInventoryLog({})).rejects.toMatchObject({ code: 'RETAIL_CURSOR_ELSEWHERE' });
    await expect(retail.client.listInventoryLog({ cursor: next })).rejects.toThrow('another account');
    expect(retail.http.requests).toHaveLength(1);
  });

  it('has its operators inside the values, encoded', async () => {
    const retail = connected([listed('InventoryLog'), listed('Sale'), listed('Item'), listed('Item')]);
    await retail.client.listInventoryLog({ after: 70000, itemIds: ['58', '59'], newestFirst: true, limit: 1 });
    expect(sent(retail).url).toBe(
      `${accountUrl}/InventoryLog.json?sort=-inventoryLogID&limit=1&inventoryLogID=%3E%2C70000&itemID=IN%2C%5B%2258%22%2C%2259%22%5D`,
    );
    await retail.client.findSales({
      referenceNumbers: ['demo/CN-9/sale'],
      referenceNumberSource: 'avoir',
      completed: false,
      createdBetween: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-12T00:00:00.000Z' },
    });
    const query = new URL(sent(retail, 1).url ?? '').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      load_relations: '["SaleLines","SalePayments"]',
      limit: '100',
      referenceNumber: 'demo/CN-9/sale',
      referenceNumberSource: 'avoir',
      completed: 'false',
      createTime: '><,2026-11-01T00:00:00.000Z,2026-11-12T00:00:00.000Z',
    });
    await retail.client.findItems({ customSkus: ['MUG'] });
    expect(new URL(sent(retail, 2).url ?? '').searchParams.get('customSku')).toBe('MUG');
    await retail.client.findItems({ customSkus: ['>,5'] });
    expect(new URL(sent(retail, 3).url ?? '').searchParams.get('customSku')).toBe('IN,[">,5"]');
  });

  it('is never asked for more values than Retail compares with, nor for none', async () => {
    const { client } = connected([]);
    const itemIds = Array.from({ length: 101 }, (_, index) => String(index + 1));
    expect(() => client.findItems({ itemIds })).toThrow('1 to 100 values');
    expect(() => client.findItems({ itemIds: [] })).toThrow('1 to 100 values');
  });
});

describe('items', () => {
  it('are found archived or not, by what identifies them', async () => {
    const item = { itemID: '58', customSku: 'MUG', ean: '', upc: '', itemType: 'default', archived: 'true' };
    const retail = connected([listed('Item', item), listed('ItemShop', { itemID: '58', shopID: '1', qoh: '-2' })]);
    expect((await retail.client.findItems({ customSkus: ['MUG'] })).value.items).toEqual([
      { itemId: '58', customSku: 'MUG', ean: '', upc: '', itemType: 'default', archived: true },
    ]);
    expect((await retail.client.readItemShops(['58'], '1')).value).toEqual([
      { itemId: '58', shopId: '1', quantityOnHand: -2 },
    ]);
  });

  it('have their level set as an absolute number', async () => {
    const retail = connected([single('Item', { itemID: '58' })]);
    await retail.client.setQuantityOnHand({ itemId: '58', shopId: '1', quantityOnHand: 7 });
    expect(sent(retail)).toMatchObject({
      method: 'PUT',
      url: `${accountUrl}/Item/58.json`,
      body: { ItemShops: { ItemShop: { shopID: '1', qoh: 7 } } },
    });
  });

  it('are paid back by payment types that each account numbers for itself', async () => {
    const types = [
      { paymentTypeID: '1', name: 'Cash', type: 'cash', archived: 'false' },
      { paymentTypeID: '9', name: 'eCom', type: 'ecom', archived: 'false' },
    ];
    const { client } = connected([listed('PaymentType', types)]);
    expect((await client.paymentTypes()).value).toContainEqual({
      paymentTypeId: '9',
      name: 'eCom',
      type: ecomPaymentType,
      archived: false,
    });
  });
});
