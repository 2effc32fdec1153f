import type {
  CorrectionEffect,
  CorrectionFacts,
  CorrectionProgress,
  RefundSaleEffect,
  RefundSaleFacts,
  RefundSaleProgress,
} from '../../shared/domain/stock-effect.ts';
import { id } from './orders.ts';

const common = {
  shopId: id.shop('demo'),
  caseId: id.refundCase('CN-1'),
  orderNumber: id.order('ORD00123'),
  accountId: '77',
  retailShopId: '1',
  priority: 'live',
  openedAt: '2026-11-12T09:30:00.000Z',
} as const;

/** The refund sale of one mug for 10.00 with the inventory updated, unless said otherwise. */
export const aRefundSale = (
  facts: Partial<RefundSaleFacts> = {},
  progress: RefundSaleProgress = {},
): RefundSaleEffect => ({
  kind: 'refund_sale',
  facts: {
    ...common,
    writer: 'avoir',
    issuedAt: '2026-11-12T09:00:00.000Z',
    currency: 'EUR',
    creditMinor: 1000,
    updateInventory: true,
    goods: [{ orderLineId: id.line('1'), sku: 'MUG', quantity: 1, amountMinor: 1000 }],
    ...facts,
  },
  progress,
});

/** The correction that takes one mug away again, unless said otherwise. */
export const aCorrection = (
  facts: Partial<CorrectionFacts> = {},
  progress: CorrectionProgress = {},
): CorrectionEffect => ({
  kind: 'correction',
  facts: { ...common, correctionNumber: 1, itemId: '12', change: -1, reason: 'inventory_not_updated', ...facts },
  progress,
});

/** Where a shop's Retail is. */
export const aRetailConnection = {
  baseUrl: 'https://retail.example',
  accountId: '77',
  shopId: '1',
  registerId: '2',
  employeeId: '5',
} as const;
