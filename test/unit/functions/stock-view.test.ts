import { describe, expect, it } from 'vitest';
import { stockView } from '../../../shared/views/stock-view.ts';
import { aCorrection, aRefundSale } from '../../support/effects.ts';

const at = '2026-11-12T10:00:00.000Z';
const row = { inventoryLogId: 70125, itemId: '58', shopId: '1', createdAt: at } as const;

describe('the stock of a case', () => {
  it('is shown with the rows as they read in Retail, and the way that leads to them', () => {
    const rows = [
      { ...row, quantityChange: 1, reason: 'RefundAddInventory', saleId: '3107' },
      { ...row, inventoryLogId: 70126, quantityChange: -1, reason: 'ManualQuantityAdjustment' },
    ];
    const registered = { saleId: '3107', at };
    const seen = { at, verdict: 'as_expected', rows, notes: ['stock_not_tracked'] } as const;
    const view = stockView(aRefundSale({ creditMinor: 1250 }, { registered, completedAt: at, seen }));
    expect(view).toMatchObject({
      kind: 'refund_sale',
      state: 'confirmed',
      saleId: '3107',
      credit: '12.50',
      verdict: 'as_expected',
      notes: [{ code: 'stock_not_tracked', sentence: expect.stringContaining('keeps no stock') }],
      rows: [
        { reads: 'Returned to stock by refunding', quantityChange: 1, path: expect.arrayContaining(['Item 58']) },
        { reads: 'API removed', quantityChange: -1 },
      ],
    });
  });

  it('is shown while nothing was seen of it yet', () => {
    expect(stockView(aRefundSale())).toMatchObject({ state: 'waiting', saleId: undefined });
    expect(stockView(aRefundSale())).not.toHaveProperty('rows');
    expect(stockView(aCorrection({ itemId: '58', change: -2 }))).toMatchObject({
      kind: 'correction',
      state: 'waiting',
      itemId: '58',
      change: -2,
    });
  });
});
