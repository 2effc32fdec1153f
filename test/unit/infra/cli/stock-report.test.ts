import { describe, expect, it } from 'vitest';
import type { ExpectedReturn } from '../../../../infra/cli/import/expected-returns.ts';
import { updatesInventory } from '../../../../infra/cli/import/inventory-switch.ts';
import { stockImbalances, stockReportOf } from '../../../../infra/cli/import/stock-report.ts';
import type { RetailLogLine, RetailSaleLine } from '../../../../infra/cli/simulated-retail.ts';

const shopId = 'online-retail';
const on = 'C500001/400001';
const off = 'C500005/400001';

const expectedOf = (caseId: string, units: Record<string, number>, creditMinor = 1000): ExpectedReturn => ({
  caseId,
  currency: 'GBP',
  creditMinor,
  units: new Map(Object.entries(units)),
});
const returns = [expectedOf(on, { MUG: 2, CUP: 1 }), expectedOf(off, { MUG: 3 }, 0)];

const sale = (saleId: number, caseId: string, changes: Partial<RetailSaleLine> = {}): RetailSaleLine => ({
  saleId,
  referenceNumber: `${shopId}/${caseId}/sale`,
  referenceNumberSource: 'avoir',
  completed: true,
  archived: false,
  total: '-10',
  paidWith: [{ type: 'ecom', amount: '-10' }],
  ...changes,
});
const row = (customSku: string, quantityChange: number, saleId = 0): RetailLogLine => ({
  inventoryLogId: 1,
  customSku,
  saleId,
  quantityChange,
  reason: saleId === 0 ? (quantityChange < 0 && 'API removed') || 'API added' : 'Returned to stock by refunding',
});
const sales = [sale(1, on), sale(2, off, { total: '0', paidWith: [] })];
const log = [row('MUG', 2, 1), row('CUP', 1, 1), row('MUG', 3, 2), row('MUG', -3)];
const found = (changes: Partial<{ sales: RetailSaleLine[]; log: RetailLogLine[] }>) =>
  stockImbalances(stockReportOf({ shopId, returns, sales, log, ...changes }));

describe('the stock of an import', () => {
  it('balances by sale, by item and by the two switches', () => {
    expect([on, off].map((caseId) => updatesInventory(caseId.split('/')[0] ?? ''))).toEqual([true, false]);
    const report = stockReportOf({ shopId, returns, sales, log });
    expect(report).toEqual({
      sales: { expected: 2, completed: 2, missing: [], twice: [], otherCredit: [] },
      units: { accepted: 6, cameBack: 6, wrong: [] },
      takenOut: { expected: -3, found: -3, wrong: [] },
      rows: { 'API removed': 1, 'Returned to stock by refunding': 3 },
    });
    expect(stockImbalances(report)).toEqual([]);
  });

  it('does not balance without the sale of a case, or with one that is still open', () => {
    expect(found({ sales: sales.slice(0, 1) })).toContain('1 refund sales missing in Retail');
    expect(found({ sales: [sale(1, on, { completed: false }), ...sales.slice(1)] })).toContain(
      '1 refund sales missing in Retail',
    );
  });

  it('does not balance when a case was refunded twice', () => {
    const twice = { sales: [...sales, sale(3, on)], log: [...log, row('MUG', 2, 3)] };
    expect(found(twice)).toEqual(['1 refund sales made more than once']);
  });

  it('does not balance when the credit is a cent off, was paid another way or in two parts', () => {
    const other = (changes: Partial<RetailSaleLine>) => found({ sales: [sale(1, on, changes), ...sales.slice(1)] });
    const words = ['1 refund sales of another amount than their credit note'];
    expect(other({ total: '-10.01' })).toEqual(words);
    expect(other({ paidWith: [{ type: 'cash', amount: '-10' }] })).toEqual(words);
    expect(
      other({
        paidWith: [
          { type: 'ecom', amount: '-5' },
          { type: 'ecom', amount: '-5' },
        ],
      }),
    ).toEqual(words);
  });

  it('does not balance when other units came back than were accepted', () => {
    expect(found({ log: [row('MUG', 3, 1), ...log.slice(1)] })).toEqual([
      '1 articles of credit notes of which other units came back',
    ]);
    expect(found({ log: [row('JUG', 1, 1), ...log] })).toEqual([
      '1 articles of credit notes of which other units came back',
    ]);
  });

  it('does not balance when units stayed that were to be taken out, or went that were to stay', () => {
    const words = ['1 articles of which other units were taken out again'];
    expect(found({ log: log.slice(0, 3) })).toEqual(words);
    expect(found({ log: [...log, row('CUP', -1)] })).toEqual(words);
    expect(found({ log: [...log, row('MUG', -1), row('MUG', 1)] })).toEqual([]);
  });

  it('counts what other cases took out, though it was not asked about them', () => {
    const earlier = { sales: [...sales, sale(3, 'C500010/400002')], log: [...log, row('JUG', 4, 3), row('JUG', -4)] };
    expect(found(earlier)).toEqual([]);
  });
});
