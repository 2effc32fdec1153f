import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type ExpectedMovements, itemVerdict } from '../../../../shared/domain/item-movements.ts';
import type { InventoryLogRow } from '../../../../shared/domain/retail-records.ts';

const refundSaleId = '31';
const updated: ExpectedMovements = { updateInventory: true, retailShopId: '1', refundSaleId, doubleSaleIds: ['32'] };
const notUpdated = { ...updated, updateInventory: false };

const aRow = (changes: Partial<InventoryLogRow>): InventoryLogRow => ({
  inventoryLogId: 1,
  itemId: '58',
  shopId: '1',
  quantityChange: 1,
  reason: 'RefundAddInventory',
  createdAt: '2026-11-12T10:00:00.000Z',
  automated: false,
  ...changes,
});
const returned = (quantityChange: number, changes: Partial<InventoryLogRow> = {}) =>
  aRow({ quantityChange, saleId: refundSaleId, ...changes });
const removed = (quantityChange: number) => aRow({ quantityChange, reason: 'ManualQuantityAdjustment' });

const item = (units: number) => ({ itemId: '58', units, amountMinor: 1000 });

describe('the rows of an item with Update inventory on', () => {
  it.each([
    ['right', [returned(2)]],
    ['right', [returned(1), returned(1)]],
    ['right', [returned(2), aRow({ itemId: '59', quantityChange: 5 })]],
    ['stock_missing', []],
    ['stock_missing', [returned(2), removed(-2)]],
    ['stock_twice', [returned(2), aRow({ saleId: '32', quantityChange: 2 })]],
    ['stock_twice', [returned(4)]],
    ['stock_wrong_quantity', [returned(1)]],
    ['stock_wrong_quantity', [returned(2), removed(-1)]],
    ['stock_wrong_location', [returned(2, { shopId: '2' })]],
    ['stock_wrong_location', [returned(1), returned(1, { shopId: '2' })]],
  ] as const)('are %s: %j', (verdict, rows) => {
    expect(itemVerdict(item(2), updated, rows)).toBe(verdict);
  });
});

describe('the rows of an item with Update inventory off', () => {
  it.each([
    ['right', [returned(2), removed(-2)]],
    ['right', [returned(1), returned(1), removed(-1), removed(-1)]],
    ['untouched', []],
    ['stock_wrong_quantity', [returned(2)]],
    ['stock_wrong_quantity', [returned(2), removed(-1)]],
    ['stock_wrong_quantity', [removed(-2)]],
    ['stock_wrong_quantity', [returned(3), removed(-3)]],
    ['stock_twice', [returned(2), removed(-2), aRow({ saleId: '32', quantityChange: 2 })]],
  ] as const)('are %s: %j', (verdict, rows) => {
    expect(itemVerdict(item(2), notUpdated, rows)).toBe(verdict);
  });
});

const pieces = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);

describe('however many rows the units come in', () => {
  test.prop([pieces])('they are right when they add up', (parts) => {
    const rows = parts.map((part) => returned(part));
    expect(itemVerdict(item(sum(parts)), updated, rows)).toBe('right');
    const takenAway = parts.map((part) => removed(-part));
    expect(itemVerdict(item(sum(parts)), notUpdated, [...rows, ...takenAway])).toBe('right');
  });

  test.prop([pieces, fc.integer({ min: -5, max: 5 }).filter((gap) => gap !== 0)])(
    'they are never right when they do not',
    (parts, gap) => {
      const rows = [...parts.map((part) => returned(part)), returned(gap)];
      expect(itemVerdict(item(sum(parts)), updated, rows)).not.toBe('right');
      const takenAway = removed(-sum(parts));
      expect(itemVerdict(item(sum(parts)), notUpdated, [...rows, takenAway])).not.toBe('right');
    },
  );
});
