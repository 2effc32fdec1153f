import { describe, expect, it } from 'vitest';
import { accountId, article, origin, refund, someRetail } from './some-retail.ts';

const hurried = (settings: Parameters<typeof someRetail>[0] = {}) => {
  const some = someRetail({ hurry: true, ...settings });
  some.door('items', { items: [article('MUG'), article('CUP')] });
  return some;
};
const costOf = (headers: Readonly<Record<string, string>>) => headers['x-ls-api-request-cost'];

describe('the cost of a request', () => {
  it('is what the reference says: a draft, its completion, and what is loaded beside', () => {
    const some = someRetail();
    some.door('items', { items: [article('MUG'), article('CUP')] });
    const lines = [
      { itemID: 1, unitQuantity: -1, unitPrice: 10 },
      { itemID: 2, unitQuantity: -1, unitPrice: 10 },
    ];
    const costs = [
      some.post('Sale', refund({ SaleLines: { SaleLine: lines }, amount: -20 })),
      some.put('Sale/1', { completed: true }),
      some.get('Sale/1', { load_relations: '["SaleLines","SalePayments"]' }),
      some.get('Sale', { load_relations: '["SaleLines","SalePayments","SalePayments.PaymentType"]' }),
      some.get('InventoryLog'),
      some.put('Item/1', { ItemShops: { ItemShop: { shopID: 1, qoh: 3 } } }),
    ].map(({ headers }) => costOf(headers));
    expect(costs).toEqual(['3.5', '5', '1.4', '2', '1', '1.5']);
  });
});

describe('the bucket', () => {
  it('serves the request that overflows it, and none until it has dripped', () => {
    const some = hurried();
    const level = (answer: { headers: Readonly<Record<string, string>> }) => answer.headers['x-ls-api-bucket-level'];
    for (let count = 0; count < 8; count += 1) some.get('Item', { count: '1' });
    expect(level(some.get('Item', { count: '1' }))).toBe('90/90');
    expect(some.get('Item')).toMatchObject({
      status: 429,
      headers: { 'x-ls-api-ratelimit-type': 'api-leaky-bucket', 'retry-after': '1', 'x-ls-api-drip-rate': '1' },
    });
    some.pass(2);
    expect(level(some.get('Item', { count: '1' }))).toBe('98/90');
    expect(some.get('Item')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '8', 'x-ls-api-bucket-level': '98/90' },
    });
    some.pass(9);
    expect(some.get('Item').status).toBe(200);
  });

  it('leaves everything as it was when it refuses', () => {
    const some = hurried();
    for (let count = 0; count < 9; count += 1) some.get('Item', { count: '1' });
    expect(some.post('Sale', refund()).status).toBe(429);
    expect(some.retail.account(accountId).traffic).toEqual({ requests: 10, costUnits: 90, limited: 1 });
    some.pass(60);
    expect(some.get('Sale').body.Sale).toBeUndefined();
  });

  it('is larger and drips faster with every register that is paid for', () => {
    const some = hurried({ account: { paidRegisters: 3 } });
    expect(some.get('Item').headers).toMatchObject({
      'x-ls-api-bucket-level': '1/110',
      'x-ls-api-drip-rate': '2',
      'x-ls-api-burst-level': '1/24',
    });
  });

  it('is one for each program', () => {
    const grants = ['one', 'two'].map((name) => ({
      clientId: name,
      clientName: name,
      employeeId: '1',
      accessToken: name,
    }));
    const some = hurried({ account: { grants } });
    const url = `${origin}/API/V3/Account/${accountId}/Item.json?count=1`;
    for (let count = 0; count < 9; count += 1) some.send('GET', url, { token: 'one' });
    expect(some.send('GET', url, { token: 'one' }).status).toBe(429);
    expect(some.send('GET', url, { token: 'two' }).status).toBe(200);
  });
});

describe('the burst limiter', () => {
  it('refuses the twenty-first request within one second, whatever it costs', () => {
    const some = hurried();
    const statuses = Array.from({ length: 21 }, () => some.get('Item').status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(some.get('Item')).toMatchObject({
      status: 429,
      headers: { 'x-ls-api-ratelimit-type': 'api-burst-limiter', 'retry-after': '1', 'x-ls-api-burst-level': '20/20' },
    });
    some.pass(1);
    expect(some.get('Item').status).toBe(200);
  });
});

describe('a Retail whose time is sped up', () => {
  it('says the drip that is measured outside, and lets its burst windows pass as fast', () => {
    const some = hurried({ speed: 600 });
    for (let count = 0; count < 9; count += 1) some.get('Item', { count: '1' });
    expect(some.get('Item')).toMatchObject({
      status: 429,
      headers: { 'x-ls-api-drip-rate': '600', 'retry-after': '1' },
    });
    some.pass(0.1);
    expect(some.get('Item').headers['x-ls-api-bucket-level']).toBe('31/90');
    for (let count = 0; count < 19; count += 1) some.get('Item');
    expect(some.get('Item').status).toBe(429);
    some.pass(0.002);
    expect(some.get('Item').status).toBe(200);
  });
});
