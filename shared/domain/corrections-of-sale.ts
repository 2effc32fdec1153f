import { unitsByItem } from './refund-sale-lines.ts';
import type { CorrectionEffect, RefundSaleEffect } from './stock-effect.ts';

/**
 * The corrections that follow from a completed refund sale: where the inventory was not to be updated, the units of each
 * item go away again, as they do when eCom makes the refund. The same sale gives the same corrections each time.
 */
export function correctionsOf({ facts, progress }: RefundSaleEffect): readonly CorrectionEffect[] {
  if (facts.updateInventory) return [];
  const { shopId, caseId, orderNumber, accountId, retailShopId, priority, openedAt } = facts;
  const { items = {}, untrackedItemIds = [] } = progress;
  return [...unitsByItem(facts.goods, items)]
    .filter(([itemId]) => !untrackedItemIds.includes(itemId))
    .map(([itemId, units], index) => ({
      kind: 'correction',
      facts: {
        shopId,
        caseId,
        orderNumber,
        accountId,
        retailShopId,
        priority,
        openedAt,
        correctionNumber: index + 1,
        itemId,
        change: -units,
        reason: 'inventory_not_updated',
      },
      progress: {},
    }));
}

// Far from those of the sale itself and of their repairs: a case has at most 5,000 lines.
const firstSaidNumber = 20_001;

/**
 * The correction that brings back the goods of a line whose item was said after the refund sale was made; `undefined` where
 * there is none to make: the inventory is not to be updated, so that nothing changes in the end.
 */
export function correctionOfSaid(
  { facts }: Pick<RefundSaleEffect, 'facts'>,
  { orderLineId, itemId, openedAt }: Readonly<{ orderLineId: string; itemId: string; openedAt: string }>,
): CorrectionEffect | undefined {
  const index = facts.goods.findIndex((line) => line.orderLineId === orderLineId);
  const line = facts.goods[index];
  if (line === undefined || !facts.updateInventory) return undefined;
  const { shopId, caseId, orderNumber, accountId, retailShopId, priority } = facts;
  return {
    kind: 'correction',
    facts: {
      ...{ shopId, caseId, orderNumber, accountId, retailShopId, priority, openedAt },
      correctionNumber: firstSaidNumber + index,
      itemId,
      change: line.quantity,
      reason: 'item_said_later',
    },
    progress: {},
  };
}

// Numbers of repairs follow those of the corrections that they repair at this distance: more than a case has items.
const numbersApart = 10_000;

/** The correction that makes up for one whose item was sold between reading and writing. */
export function repairOf({ facts }: CorrectionEffect, missing: number, openedAt: string): CorrectionEffect {
  const correctionNumber = facts.correctionNumber + numbersApart;
  return {
    kind: 'correction',
    facts: { ...facts, correctionNumber, change: missing, reason: 'sold_meanwhile', openedAt },
    progress: {},
  };
}
