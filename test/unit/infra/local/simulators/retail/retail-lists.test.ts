import { describe, expect, it } from 'vitest';
import { accountId, article, origin, refund, type SomeRetail, someRetail } from './some-retail.ts';

const withArticles = (count: number): SomeRetail => {
  const some = someRetail();
  const items = Array.from({ length: count }, (_, index) =>
    article(`SKU-${index + 1}`, { price: String(count - index) }),
  );
  some.door('items', { items });
  return some;
};
const skusOf = (body: Record<string, unknown>): unknown[] =>
  [body.Item ?? []]
    .flat()
    .map((item) => (typeof item === 'object' && item !== null && 'customSku' in item ? item.customSku : item));
const nextOf = ({ body }: { body: Record<string, unknown> }): string => Object(body['@attributes']).next;

describe('a list', () => {
  it('has one row as an object, several as an array, and leaves the name out when there is none', () => {
    const some = withArticles(2);
    expect(some.get('Item', { itemID: '1' }).body.Item).toMatchObject({ customSku: 'SKU-1' });
    expect(some.get('Item').body.Item).toHaveLength(2);
    expect(some.get('Item', { itemID: '3' }).body).toEqual({ '@attributes': { next: '', previous: '' } });
  });

  it('writes every scalar as a text', () => {
    const some = withArticles(1);
    some.post('Sale', refund());
    const scalars = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalars) : [typeof value];
    const body = some.get('Sale', { load_relations: 'all' }).body;
    expect(new Set(scalars(body))).toEqual(new Set(['string']));
  });

  it('is followed page by page through the addresses that it gives, forth and back', () => {
    const some = withArticles(5);
    const first = some.get('Item', { limit: '2' });
    const second = some.send('GET', nextOf(first));
    const third = some.send('GET', nextOf(second));
    expect([first, second, third].map(({ body }) => skusOf(body))).toEqual([
      ['SKU-1', 'SKU-2'],
      ['SKU-3', 'SKU-4'],
      ['SKU-5'],
    ]);
    expect(nextOf(third)).toBe('');
    expect(skusOf(some.send('GET', Object(third.body['@attributes']).previous).body)).toEqual(['SKU-3', 'SKU-4']);
    expect(Object(first.body['@attributes']).previous).toBe('');
  });

  it('runs backwards through the log as well, of all items and of one', () => {
    const some = withArticles(5);
    const idsOf = ({ body }: { body: Record<string, unknown> }) =>
      [body.InventoryLog ?? []].flat().map((row) => Number(Object(row).inventoryLogID));
    const first = some.get('InventoryLog', { sort: '-inventoryLogID', limit: '2' });
    const second = some.send('GET', nextOf(first));
    const third = some.send('GET', nextOf(second));
    expect([first, second, third].map(idsOf)).toEqual([[5, 4], [3, 2], [1]]);
    expect(nextOf(third)).toBe('');
    expect(idsOf(some.send('GET', Object(third.body['@attributes']).previous))).toEqual([3, 2]);
    const latest = some.get('InventoryLog', {
      sort: '-inventoryLogID',
      limit: '1',
      itemID: '3',
      inventoryLogID: '>,1',
    });
    expect(idsOf(latest)).toEqual([3]);
  });

  it('does not skip a row when one is added between two pages', () => {
    const some = withArticles(3);
    const first = some.get('Item', { limit: '2', sort: '-itemID' });
    some.door('items', { items: [article('NEW')] });
    expect(skusOf(some.send('GET', nextOf(first)).body)).toEqual(['SKU-1']);
  });

  it('knows the operators of the reference', () => {
    const some = withArticles(12);
    const ids = (query: Record<string, string>) => skusOf(some.get('Item', query).body).length;
    expect(ids({ itemID: '>,10' })).toBe(2);
    expect(ids({ itemID: '>=,10' })).toBe(3);
    expect(ids({ itemID: '<,10' })).toBe(9);
    expect(ids({ itemID: '<=,10' })).toBe(10);
    expect(ids({ itemID: '><,2,4' })).toBe(3);
    expect(ids({ itemID: '!=,2' })).toBe(11);
    expect(ids({ itemID: 'IN,[2,3,99]' })).toBe(2);
    expect(ids({ customSku: 'IN,["SKU-2","SKU-3"]' })).toBe(2);
    expect(ids({ customSku: '~,SKU-1%' })).toBe(4);
    expect(ids({ customSku: '!~,SKU-1%' })).toBe(8);
    expect(ids({ createTime: '>,2026-11-12T09:30:00+00:00' })).toBe(12);
    expect(ids({ createTime: '>,2026-11-13T00:00:00+01:00' })).toBe(0);
  });

  it('takes no more than a hundred values, and gives no more than a hundred rows', () => {
    const some = withArticles(101);
    const values = Array.from({ length: 101 }, (_, index) => index + 1);
    expect(some.get('Item', { itemID: `IN,[${values.join(',')}]` }).status).toBe(400);
    expect(some.get('Item', { limit: '101' }).status).toBe(400);
    expect(some.get('Item').body.Item).toHaveLength(100);
  });

  it('does not take the article 0123 for the article 123', () => {
    const some = someRetail();
    some.door('items', { items: [article('0123'), article('123')] });
    expect(skusOf(some.get('Item', { customSku: '123' }).body)).toEqual(['123']);
  });

  it('refuses what it has no field, no relation, no order and no use for', () => {
    const some = withArticles(1);
    const wrong: Record<string, string>[] = [
      { colour: 'red' },
      { 'ItemShops.shopID': '1' },
      { load_relations: '["Sizes"]' },
      { load_relations: 'ItemShops' },
      { sort: 'customSku' },
      { offset: '100' },
      { or: 'itemID=1|itemID=2' },
    ];
    expect(wrong.map((query) => some.get('Item', query).status)).toEqual(wrong.map(() => 400));
  });

  it('searches one relation deep when that is loaded', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG', { onHand: 1 }), article('CUP', { onHand: 5 })] });
    const query = { load_relations: '["ItemShops"]', 'ItemShops.qoh': '>,1' };
    expect(skusOf(some.get('Item', query).body)).toEqual(['CUP']);
  });

  it('hides what is archived unless it is asked for', () => {
    const some = withArticles(1);
    some.post('Sale', refund());
    some.archive('Sale/1');
    expect(some.get('Sale').body.Sale).toBeUndefined();
    expect(some.get('Sale', { archived: 'only' }).body.Sale).toMatchObject({ archived: 'true' });
    expect(some.get('Sale/1').status).toBe(200);
  });

  it('counts for the price of ten requests', () => {
    const some = withArticles(3);
    const answer = some.get('Item', { count: '1' });
    expect(answer.body).toEqual({ '@attributes': { count: '3' } });
    expect(answer.headers['x-ls-api-request-cost']).toBe('10');
  });

  it('finds a sale by a reference number that it was given later', () => {
    const some = withArticles(1);
    some.post('Sale', refund({ referenceNumber: '' }));
    some.put('Sale/1', { referenceNumber: 'demo/CN-1/sale' });
    expect(
      some.get('Sale', { referenceNumber: 'demo/CN-1/sale', referenceNumberSource: 'bridge' }).body.Sale,
    ).toMatchObject({ saleID: '1' });
    expect(some.get('Sale', { referenceNumber: 'IN,["other"]' }).body.Sale).toBeUndefined();
  });
});

describe('what is asked for outside the lists', () => {
  it('is answered with the status of the reference', () => {
    const some = withArticles(1);
    const statuses = [
      some.get('Sale/9'),
      some.get('InventoryLog/1'),
      some.post('InventoryLog', {}),
      some.get('Shoe'),
      some.send('GET', `${origin}/API/V3/Account/888/Sale.json`),
      some.send('GET', `${origin}/API/V2/Account/${accountId}/Sale.json`),
      some.post('Sale', { ...refund(), completed: 'perhaps' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 405, 405, 404, 404, 404, 400]);
  });

  it('names the account of a token', () => {
    const some = someRetail();
    expect(some.send('GET', `${origin}/API/V3/Account.json`).body).toMatchObject({ Account: { accountID: accountId } });
  });
});

describe('a search', () => {
  it('may not show yet what was just written, though reading it does', () => {
    const some = someRetail({ searchLagMilliseconds: () => 90_000 });
    some.door('items', { items: [article('MUG')] });
    some.post('Sale', refund());
    const search = () => some.get('Sale', { referenceNumber: 'demo/CN-1/sale' }).body.Sale;
    expect(search()).toBeUndefined();
    expect(some.get('Sale/1').status).toBe(200);
    some.pass(60);
    expect(search()).toMatchObject({ completed: 'false' });
    some.put('Sale/1', { completed: true });
    expect(search()).toMatchObject({ completed: 'false' });
    some.pass(60);
    expect(search()).toMatchObject({ completed: 'true' });
  });
});
