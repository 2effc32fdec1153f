import * as Instant from 'temporal-polyfill/fns/Instant';
import type { CaseId, ShopId } from './ids.ts';
import type { RefundPlan } from './refund-plan.ts';
import type { ShopSettings } from './shop-settings.ts';
import type { LanePriority, RefundSaleEffect, ReturnedGoods, StockWriter } from './stock-effect.ts';

const backlogAfterHours = 48;

/**
 * The refund sale that a case makes in Retail; `undefined` where the shop has no Retail, or neither goods nor credit go
 * back. Corrections follow from it, once its items are known and it is completed.
 */
export function refundSaleOf(
  plan: RefundPlan,
  shop: ShopSettings,
  { shopId, caseId, openedAt }: Readonly<{ shopId: ShopId; caseId: CaseId; openedAt: string }>,
): RefundSaleEffect | undefined {
  const { retail } = shop;
  const writer = writerOf(shop);
  // The link knows nothing of copies: it gives the whole order back, and sells the copy.
  const replaced = writer === 'link' ? plan.replaced : undefined;
  // Nothing is given back that did not come in: where less was paid than the credit note says, that is the credit.
  const creditMinor = replaced?.totalMinor ?? plan.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const goods = goodsOf(replaced ?? plan);
  if (retail === undefined || (goods.length === 0 && creditMinor === 0)) return undefined;
  return {
    kind: 'refund_sale',
    facts: {
      shopId,
      caseId,
      orderNumber: plan.orderNumber,
      accountId: retail.accountId,
      retailShopId: retail.shopId,
      priority: priorityOf(plan.issuedAt, openedAt),
      openedAt,
      writer,
      issuedAt: plan.issuedAt,
      currency: plan.currency,
      creditMinor,
      updateInventory: plan.updateInventory,
      goods,
    },
    progress: {},
  };
}

const goodsOf = ({ lines }: Pick<RefundPlan, 'lines'>): readonly ReturnedGoods[] =>
  lines
    .filter(({ quantity, restock }) => quantity > 0 && restock)
    .map(({ orderLineId, sku, retailItemId, quantity, amountMinor }) => {
      return { orderLineId, sku, ...(retailItemId !== undefined && { retailItemId }), quantity, amountMinor };
    });

function writerOf({ inventoryMode, watchMode }: ShopSettings): StockWriter {
  if (inventoryMode === 'observe') return 'link';
  return watchMode ? 'nobody' : 'avoir';
}

/** A credit note that was made days before it got here comes from an import or a backfill: nobody waits at a till for it. */
function priorityOf(issuedAt: string, openedAt: string): LanePriority {
  const hours = Instant.diffHours(Instant.fromString(issuedAt), Instant.fromString(openedAt));
  return hours > backlogAfterHours ? 'backlog' : 'live';
}
