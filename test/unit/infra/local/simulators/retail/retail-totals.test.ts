import { describe, expect, it } from 'vitest';
import { decimalOf, numberOf, toCent } from '../../../../../../infra/local/simulators/retail/decimal.ts';
import { article, refund, someRetail } from './some-retail.ts';

const totalOf = (lines: readonly Record<string, unknown>[], account = {}, assumptions = {}) => {
  const some = someRetail({ account, assumptions });
  some.door('items', { items: [article('MUG')] });
  return Object(some.post('Sale', refund({ SaleLines: { SaleLine: lines } })).body.Sale);
};

describe('the total of a sale', () => {
  it('is the sum of its lines where prices contain the tax, which is taken out of it', () => {
    const sale = totalOf([
      { itemID: 1, unitQuantity: -2, unitPrice: 10 },
      { itemID: 0, unitQuantity: -1, unitPrice: 5, tax: false },
    ]);
    expect(sale).toMatchObject({
      calcTotal: '-25',
      calcTax1: '-3.47',
      calcSubtotal: '-21.53',
      calcTaxable: '-16.53',
      isTaxInclusive: 'true',
    });
    expect(sale.SaleLines.SaleLine[0]).toMatchObject({ calcTotal: '-20', calcSubtotal: '-16.52892562' });
  });

  it('adds the taxes to it where prices do not, each rounded once while the lines stay unrounded', () => {
    const account = { isTaxInclusive: false, tax1Rate: '0.05', tax2Rate: '0.09975' };
    const sale = totalOf(
      [
        { itemID: 1, unitQuantity: 1, unitPrice: '9.99' },
        { itemID: 1, unitQuantity: 1, unitPrice: 20 },
      ],
      account,
    );
    expect(sale).toMatchObject({
      calcSubtotal: '29.99',
      calcTax1: '1.5',
      calcTax2: '2.99',
      calcTotal: '34.48',
      taxTotal: '4.49',
    });
    expect(sale.SaleLines.SaleLine.map((line: { calcTotal: string }) => line.calcTotal)).toEqual([
      '11.4860025',
      '22.995',
    ]);
  });

  it('keeps two decimals of a unit price, or as many as Retail does', () => {
    const thirds = [{ itemID: 1, unitQuantity: -3, unitPrice: '3.3333' }];
    expect(totalOf(thirds).calcTotal).toBe('-9.99');
    expect(totalOf(thirds, {}, { unitPriceDecimals: 4 }).calcTotal).toBe('-10');
  });
});

describe('a decimal', () => {
  it('is read by its digits and rounded half away from zero', () => {
    expect(['0.07', '-1.005', '2.675'].map((text) => numberOf(toCent(decimalOf(text) ?? 0)))).toEqual([
      0.07, -1.01, 2.68,
    ]);
    expect(['1,50', '', '1e3', '.5'].map(decimalOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
