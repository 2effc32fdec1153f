import { describe, expect, it } from 'vitest';
import { article, refund, type SomeRetail, someRetail } from './some-retail.ts';

const withArticles = (settings?: Parameters<typeof someRetail>[0]): SomeRetail => {
  const some = someRetail(settings);
  some.door('items', { items: [article('MUG'), article('CUP', { price: '4.00', onHand: 3 })] });
  return some;
};
const onHand = ({ retail }: SomeRetail, itemId = 1) => retail.account('777').stock.quantityOnHand(itemId, '1');
const logOfSales = ({ retail }: SomeRetail) =>
  retail
    .account('777')
    .stock.log()
    .filter(({ saleId }) => saleId !== 0);

describe('a refund sale', () => {
  it('moves no stock while it is open', () => {
    const some = withArticles();
    expect(some.post('Sale', refund({ units: 2 })).body).toMatchObject({
      '@attributes': { count: '1' },
      Sale: { saleID: '1', completed: 'false', calcTotal: '-20', calcPayments: '-20', balance: '0', completeTime: '' },
    });
    expect(onHand(some)).toBe(10);
  });

  it('brings its units back when it is completed, with one row of the log per line that names the sale', () => {
    const some = withArticles();
    const lines = [
      { itemID: 1, unitQuantity: -2, unitPrice: 10 },
      { itemID: 2, unitQuantity: -1, unitPrice: 4 },
      { itemID: 0, unitQuantity: -1, unitPrice: 5, tax: false },
    ];
    some.post('Sale', refund({ SaleLines: { SaleLine: lines }, amount: -29 }));
    expect(some.put('Sale/1', { completed: true })).toMatchObject({
      status: 200,
      body: { Sale: { completed: 'true' } },
    });
    expect(onHand(some, 1)).toBe(12);
    expect(onHand(some, 2)).toBe(4);
    expect(
      logOfSales(some).map(({ itemId, quantityChange, reason, saleId }) => [itemId, quantityChange, reason, saleId]),
    ).toEqual([
      [1, 2, 'RefundAddInventory', 1],
      [2, 1, 'RefundAddInventory', 1],
    ]);
  });

  it('brings them back once, however often it is completed', () => {
    const some = withArticles();
    some.post('Sale', refund());
    some.put('Sale/1', { completed: true });
    expect(some.put('Sale/1', { completed: true }).status).toBe(200);
    expect(onHand(some)).toBe(11);
  });

  it('is refused a second completion where that is what Retail does', () => {
    const some = withArticles({ assumptions: { completingTwiceIsHarmless: false } });
    some.post('Sale', refund());
    some.put('Sale/1', { completed: true });
    expect(some.put('Sale/1', { completed: true })).toMatchObject({
      status: 422,
      body: { message: expect.stringMatching(/already/) },
    });
    expect(onHand(some)).toBe(11);
  });

  it('is not completed when its payments are not its total', () => {
    const some = withArticles();
    some.post('Sale', refund({ amount: '-9.99' }));
    expect(some.put('Sale/1', { completed: true }).status).toBe(422);
    expect(some.get('Sale/1').body).toMatchObject({ Sale: { completed: 'false', balance: '-0.01' } });
    expect(onHand(some)).toBe(10);
  });

  it('can be archived while it is open, and neither changed nor completed then', () => {
    const some = withArticles();
    some.post('Sale', refund());
    expect(some.archive('Sale/1').body).toMatchObject({ Sale: { archived: 'true', completed: 'false' } });
    expect(some.archive('Sale/1').status).toBe(200);
    expect(some.put('Sale/1', { completed: true }).status).toBe(422);
    expect(onHand(some)).toBe(10);
  });

  it('cannot be archived once it is completed', () => {
    const some = withArticles();
    some.post('Sale', refund({ completed: true }));
    expect(some.archive('Sale/1').status).toBe(422);
    expect(some.get('Sale/1').body).toMatchObject({ Sale: { archived: 'false' } });
  });

  it('takes a line more while it is open, and none afterwards', () => {
    const some = withArticles();
    some.post('Sale', refund({ amount: '-10.01' }));
    const cent = { SaleLines: { SaleLine: { itemID: 0, unitQuantity: -1, unitPrice: '0.01', tax: false } } };
    expect(some.put('Sale/1', cent).body).toMatchObject({ Sale: { calcTotal: '-10.01', balance: '0' } });
    some.put('Sale/1', { completed: true });
    expect(some.put('Sale/1', cent).status).toBe(422);
  });

  it('gives back no more than was sold on the line that it names', () => {
    const some = withArticles();
    some.door('link-sales', { orderNumber: 'ORD1', lines: [{ customSku: 'MUG', quantity: 2, unitPrice: '10' }] });
    const parented = (units: number) =>
      refund({
        SaleLines: { SaleLine: { itemID: 1, unitQuantity: -units, unitPrice: 10, parentSaleLineID: 1 } },
        amount: -10 * units,
      });
    expect(some.post('Sale', parented(3)).status).toBe(422);
    expect(some.post('Sale', parented(2)).status).toBe(200);
    expect(some.post('Sale', parented(1)).status).toBe(200);
    expect(some.put('Sale/2', { completed: true }).status).toBe(200);
    expect(some.put('Sale/3', { completed: true }).status).toBe(422);
    expect(onHand(some)).toBe(10);
  });

  it('is made of a whole sale at once by its ticket number, without a reference of ours', () => {
    const some = withArticles();
    some.door('link-sales', {
      orderNumber: 'ORD1',
      lines: [{ customSku: 'MUG', quantity: 2, unitPrice: '10' }],
      otherAmount: '4.95',
    });
    const answer = some.post('Sale/220000000001/refund', {
      employeeID: 7,
      registerID: 2,
      shopID: 1,
      referenceNumber: 'ours',
      SalePayments: { SalePayment: { paymentTypeID: 9 } },
    });
    expect(answer.headers['x-ls-api-request-cost']).toBe('10.5');
    expect(answer.body).toMatchObject({ Sale: { completed: 'true', calcTotal: '-24.95', referenceNumber: '' } });
    expect(onHand(some)).toBe(10);
  });

  it('names a shop, a register, an item and a payment type of the account', () => {
    const some = withArticles();
    const wrong = [
      refund({ shopID: 2 }),
      refund({ registerID: 9 }),
      refund({ itemID: 99 }),
      refund({ SalePayments: { SalePayment: { paymentTypeID: 1, amount: -10 } } }),
      refund({ SaleLines: { SaleLine: { itemID: 1, unitQuantity: -1, unitPrice: -10 } } }),
    ];
    expect(wrong.map((sale) => some.post('Sale', sale).status)).toEqual([422, 422, 404, 422, 422]);
    expect(some.get('Sale').body).toEqual({ '@attributes': { next: '', previous: '' } });
  });

  it('moves stock when it is made, where that is what Retail does', () => {
    const some = withArticles({ assumptions: { openRefundMovesStock: true } });
    some.post('Sale', refund());
    expect(onHand(some)).toBe(11);
    some.put('Sale/1', { completed: true });
    expect(onHand(some)).toBe(11);
  });

  it('forgets its payment while it is open, where that is what Retail does', () => {
    const some = withArticles({ assumptions: { openSaleKeepsPayments: false } });
    const sale = refund();
    expect(some.post('Sale', sale).body).toMatchObject({ Sale: { calcPayments: '0', balance: '-10' } });
    expect(some.put('Sale/1', { completed: true }).status).toBe(422);
    expect(some.put('Sale/1', { completed: true, SalePayments: sale.SalePayments }).status).toBe(200);
  });
});
