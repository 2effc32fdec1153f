import type { RefundSaleLine } from './retail-records.ts';
import type { RefundSaleFacts, ReturnedGoods } from './stock-effect.ts';

/** What is known about the goods of a sale when it is drafted, by order line and by item. */
export type KnownItems = Readonly<{
  /** Item of each order line whose item was found. */
  itemByLine: Readonly<Record<string, string>>;
  /** The line of the order's own sale on which an item was sold, where that is known. */
  soldLineByItem: Readonly<Record<string, string>>;
  /** Rates that an account adds to its prices, as decimals; missing where prices contain the tax. */
  taxRateByItem: Readonly<Record<string, number>>;
}>;

/**
 * The lines of a refund sale that comes to exactly the credit. Goods whose item is known are lines of their own; all else
 * is value without goods and goes on one line (each line costs): shipping, payment costs, goodwill, goods that stay away
 * or whose item is unknown, and the cents by which prices of whole units do not meet the value.
 */
export function refundSaleLines(
  { goods, creditMinor }: Pick<RefundSaleFacts, 'goods' | 'creditMinor'>,
  { itemByLine, soldLineByItem, taxRateByItem }: KnownItems,
): readonly RefundSaleLine[] {
  const priced = goods.flatMap((line) => {
    const itemId = itemByLine[line.orderLineId];
    return itemId === undefined ? [] : [pricedLine(line, itemId, taxRateByItem[itemId] ?? 0)];
  });
  const lines = priced.map(({ itemId, quantity, unitPriceMinor }): RefundSaleLine => {
    const parentSaleLineId = soldLineByItem[itemId];
    return { kind: 'item', itemId, quantity, unitPriceMinor, ...(parentSaleLineId && { parentSaleLineId }) };
  });
  const goodsMinor = Math.round(priced.reduce((sum, { totalMinor }) => sum + totalMinor, 0));
  const restMinor = creditMinor - goodsMinor;
  return restMinor === 0 ? lines : [...lines, { kind: 'misc', amountMinor: restMinor }];
}

/** The most by which rounded prices can miss the value of the goods: half a minor unit each, and the tax on it. */
export const mostRoundingMinor = (goods: readonly ReturnedGoods[]): number =>
  goods.reduce((sum, { quantity }) => sum + quantity, 1);

/** How many units of each item a sale with these lines brings back. */
export function unitsByItem(
  goods: readonly ReturnedGoods[],
  itemByLine: Readonly<Record<string, string>>,
): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { orderLineId, quantity } of goods) {
    const itemId = itemByLine[orderLineId];
    if (itemId !== undefined) units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  }
  return units;
}

function pricedLine({ quantity, amountMinor }: ReturnedGoods, itemId: string, taxRate: number) {
  // Rounded as prices are; Retail's own total decides in the end whether it was right.
  const unitPriceMinor = Math.round(amountMinor / quantity / (1 + taxRate));
  return { itemId, quantity, unitPriceMinor, totalMinor: quantity * unitPriceMinor * (1 + taxRate) };
}
