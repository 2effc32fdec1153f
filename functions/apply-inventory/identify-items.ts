import { requestCost } from '../../shared/domain/effect-cost.ts';
import { itemSearches, onlyItem, termOf } from '../../shared/domain/item-match.ts';
import { hasStock, type RetailItem } from '../../shared/domain/retail-records.ts';
import type { RefundSaleFacts } from '../../shared/domain/stock-effect.ts';
import type { ItemFilter } from '../../shared/retail/retail-client.ts';
import { mostPerRequest } from '../../shared/retail/retail-query.ts';
import type { LaneRun } from './batch.ts';

/** Items of a refund sale's lines; a line that is missing has no item, or more than one. */
export type IdentifiedItems = Readonly<{
  items: Readonly<Record<string, string>>;
  untrackedItemIds: readonly string[];
}>;

const filterOf = {
  itemIds: (itemIds) => ({ itemIds }),
  customSkus: (customSkus) => ({ customSkus }),
  eans: (eans) => ({ eans }),
  upcs: (upcs) => ({ upcs }),
} as const satisfies Record<(typeof itemSearches)[number], (terms: readonly string[]) => ItemFilter>;

/**
 * Finds the items of all these sales' goods, with one search for a hundred of them: by our own id of the item, else by
 * custom SKU, EAN, UPC. What was found in this run is not searched again.
 */
export async function identifyItems(run: LaneRun, sales: readonly RefundSaleFacts[]): Promise<void> {
  const goods = sales.flatMap((sale) => sale.goods);
  for (const search of itemSearches) {
    const open = goods.filter((line) => itemOfLine(run, line) === undefined);
    const terms = [...new Set(open.flatMap((line) => termOf(line, search) ?? []))];
    for (let from = 0; from < terms.length; from += mostPerRequest) {
      const asked = terms.slice(from, from + mostPerRequest);
      const items = await findAll(run, filterOf[search](asked));
      for (const term of asked) {
        const item = onlyItem(items, search, term);
        if (item) run.foundItems.set(`${search} ${term}`, { itemId: item.itemId, isTracked: hasStock(item) });
      }
    }
  }
}

/** What {@link identifyItems} found for a sale. */
export function itemsOfSale(run: LaneRun, { goods }: RefundSaleFacts): IdentifiedItems {
  const found = goods.flatMap((line) => {
    const item = itemOfLine(run, line);
    return item ? [{ orderLineId: line.orderLineId, ...item }] : [];
  });
  return {
    items: Object.fromEntries(found.map(({ orderLineId, itemId }) => [orderLineId, itemId])),
    untrackedItemIds: [...new Set(found.flatMap(({ itemId, isTracked }) => (isTracked ? [] : [itemId])))],
  };
}

// The first search that finds it decides: an id beats an article number.
function itemOfLine({ foundItems }: LaneRun, line: RefundSaleFacts['goods'][number]) {
  for (const search of itemSearches) {
    const term = termOf(line, search);
    const item = term === undefined ? undefined : foundItems.get(`${search} ${term}`);
    if (item) return item;
  }
  return undefined;
}

async function findAll({ retail, pace }: LaneRun, filter: ItemFilter): Promise<readonly RetailItem[]> {
  const items: RetailItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await pace.spend(requestCost.search, () => retail.findItems(filter, cursor));
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}
