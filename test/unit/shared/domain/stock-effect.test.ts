import { describe, expect, it } from 'vitest';
import { confirmDeadline, listOf } from '../../../../shared/domain/effect-place.ts';
import { refundSaleOf } from '../../../../shared/domain/effects-of-plan.ts';
import { caseOfSaleEffect, saleEffectOf } from '../../../../shared/domain/ids.ts';
import type { PlannedPayment, RefundPlan } from '../../../../shared/domain/refund-plan.ts';
import type { ShopSettings } from '../../../../shared/domain/shop-settings.ts';
import { effectStateOf, type RefundSaleProgress } from '../../../../shared/domain/stock-effect.ts';
import { aCorrection, aRefundSale, aRetailConnection } from '../../../support/effects.ts';
import { aShop, id } from '../../../support/orders.ts';

const at = '2026-11-12T10:00:00.000Z';
const registered = { saleId: '282', at };

const aPlan = (changes: Partial<RefundPlan> = {}): RefundPlan => ({
  origin: 'credit_note',
  orderNumber: id.order('ORD00123'),
  currency: 'EUR',
  totalMinor: 1500,
  computedTotalMinor: 1500,
  orderTotalMinor: 2500,
  issuedAt: '2026-11-12T09:00:00.000Z',
  dueOn: '2026-11-26',
  updateInventory: true,
  lines: [
    { orderLineId: id.line('1'), sku: 'MUG', quantity: 1, amountMinor: 1000, restock: true },
    { orderLineId: id.line('2'), sku: 'BOWL', quantity: 1, amountMinor: 300, restock: false },
    { orderLineId: id.line('3'), sku: 'CUP', quantity: 0, amountMinor: 200, restock: true },
  ],
  shippingMinor: 0,
  paymentCostsMinor: 0,
  adjustmentMinor: 0,
  payments: [aPlannedPayment(1500)],
  notes: [],
  ...changes,
});

const aPlannedPayment = (amountMinor: number): PlannedPayment => ({
  paymentNumber: 1,
  kind: 'provider',
  refundMode: 'portal',
  amountMinor,
});

const opened = { shopId: id.shop('demo'), caseId: id.refundCase('CN-1'), openedAt: '2026-11-12T09:30:00.000Z' };
const shopWith = (changes: Partial<ShopSettings> = {}) => aShop({ retail: aRetailConnection, ...changes });

describe('the refund sale of a case', () => {
  it('brings back the units that go to stock, and credits what the payments give back', () => {
    expect(refundSaleOf(aPlan(), shopWith(), opened)?.facts).toMatchObject({
      accountId: '77',
      retailShopId: '1',
      writer: 'avoir',
      priority: 'live',
      creditMinor: 1500,
      goods: [{ orderLineId: '1', sku: 'MUG', quantity: 1, amountMinor: 1000 }],
    });
  });

  it('of an order that its cheaper copy replaced is the difference where Avoir writes, the whole order where the link does', () => {
    const { lines } = aPlan();
    const replaced = { lines, totalMinor: 2500 };
    const copied = aPlan({ lines: [], payments: [aPlannedPayment(300)], notes: ['order_copied'], replaced });
    expect(refundSaleOf(copied, shopWith(), opened)?.facts).toMatchObject({ creditMinor: 300, goods: [] });
    expect(refundSaleOf(copied, shopWith({ inventoryMode: 'observe' }), opened)?.facts).toMatchObject({
      creditMinor: 2500,
      goods: [{ sku: 'MUG', quantity: 1 }],
    });
  });

  it('moves stock where nothing was paid, and gives no credit for it', () => {
    expect(refundSaleOf(aPlan({ payments: [] }), shopWith(), opened)?.facts).toMatchObject({
      creditMinor: 0,
      goods: [{ sku: 'MUG' }],
    });
  });

  it('is not made where neither goods nor money go back, nor without a Retail account', () => {
    expect(refundSaleOf(aPlan({ payments: [], lines: [] }), shopWith(), opened)).toBeUndefined();
    expect(refundSaleOf(aPlan(), aShop(), opened)).toBeUndefined();
  });

  it.each([
    ['apply', false, 'avoir', 'waiting'],
    ['apply', true, 'nobody', 'held'],
    ['observe', true, 'link', 'expected'],
    ['observe', false, 'link', 'expected'],
  ] as const)('is %s with watch mode %s written by %s, and so %s', (inventoryMode, watchMode, writer, state) => {
    const sale = refundSaleOf(aPlan(), shopWith({ inventoryMode, watchMode }), opened);
    expect(sale?.facts.writer).toBe(writer);
    expect(sale && effectStateOf(sale)).toBe(state);
  });

  it('waits behind what is live when its credit note is days old', () => {
    const plan = aPlan({ issuedAt: '2026-11-10T09:29:59.000Z' });
    expect(refundSaleOf(plan, shopWith(), opened)?.facts.priority).toBe('backlog');
  });

  it('is named in Retail after its case, whatever the shop calls that', () => {
    const key = saleEffectOf(opened.shopId, id.refundCase('2026/11/sale'));
    expect(key).toBe('demo/2026/11/sale/sale');
    expect(caseOfSaleEffect(key)).toStrictEqual({ shopId: 'demo', caseId: '2026/11/sale' });
    expect(caseOfSaleEffect('ORD00123')).toBeUndefined();
  });
});

describe('the state of an effect', () => {
  it.each([
    ['waiting', 'lane', {}],
    ['registered', 'lane', { registered }],
    ['held', undefined, { registered, held: { reason: 'refused_by_retail', at } }],
    ['completed', 'confirmations', { registered, completedAt: at }],
    // A sale that was completed after somebody gave up on it is completed.
    ['completed', 'confirmations', { registered, completedAt: at, held: { reason: 'refused_by_retail', at } }],
    ['observed', 'confirmations', { registered, observed: { saleId: '283', at } }],
    ['confirmed', undefined, { registered, completedAt: at, seen: { at, verdict: 'as_expected', rows: [] } }],
    ['differs', undefined, { registered, completedAt: at, seen: { at, verdict: 'differs', rows: [] } }],
  ] as const satisfies readonly (readonly [string, string | undefined, RefundSaleProgress])[])(
    'is %s and in the %s list when that follows from what is stored',
    (state, list, progress) => {
      expect(effectStateOf(aRefundSale({}, progress))).toBe(state);
      expect(listOf(aRefundSale({}, progress))).toBe(list);
    },
  );

  it('of a correction goes from waiting over a stored intent to what the log showed', () => {
    const intent = { from: 3, to: 2, lastInventoryLogId: 900, at };
    expect(effectStateOf(aCorrection())).toBe('waiting');
    expect(effectStateOf(aCorrection({}, { intent }))).toBe('registered');
    expect(effectStateOf(aCorrection({}, { intent, held: { reason: 'log_not_clear', at } }))).toBe('held');
    expect(effectStateOf(aCorrection({}, { intent, done: { inventoryLogId: 901, at } }))).toBe('confirmed');
  });

  it('gives an effect of our own an hour to show, one of Lightspeed’s link a day', () => {
    expect(confirmDeadline(aRefundSale({}, { registered, completedAt: at }), at)).toBe('2026-11-12T11:00:00.000Z');
    expect(confirmDeadline(aRefundSale({ writer: 'link' }), at)).toBe('2026-11-13T10:00:00.000Z');
  });
});
