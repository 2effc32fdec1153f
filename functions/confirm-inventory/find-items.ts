import { requestCost } from '../../shared/domain/effect-cost.ts';
import { type ItemSearch, itemSearches, termOf } from '../../shared/domain/item-match.ts';
import { hasStock, type RetailItem } from '../../shared/domain/retail-records.ts';
import type { CaseItems } from '../../shared/domain/stock-confirmation.ts';
import type { RefundSaleEffect, ReturnedGoods } from '../../shared/domain/stock-effect.ts';
import type { ItemFilter } from '../../shared/retail/retail-client.ts';
import { mostPerRequest } from '../../shared/retail/retail-query.ts';
import { allPages, type ConfirmRun, piecesOf } from './confirm-run.ts';

/** Finds the items of a case's goods. What Lightspeed's link writes was never looked up before. */
export type FindItems = (effect: RefundSaleEffect) => CaseItems;

const filterOf = {
  itemIds: (itemIds) => ({ itemIds }),
  customSkus: (customSkus) => ({ customSkus }),
  eans: (eans) => ({ eans }),
  upcs: (upcs) => ({ upcs }),
} as const satisfies Record<ItemSearch, (terms: readonly string[]) => ItemFilter>;

const termIn = {
  itemIds: ({ itemId }: RetailItem) => itemId,
  customSkus: ({ customSku }: RetailItem) => customSku,
  eans: ({ ean }: RetailItem) => ean,
  upcs: ({ upc }: RetailItem) => upc,
} as const satisfies Record<ItemSearch, (item: RetailItem) => string>;

/**
 * Looks up the items of all these cases, a hundred with one search. An item in use goes before an archived one; of two in
 * use none is taken. Cases whose items were looked up when their sale was drafted keep those.
 */
export async function findItems(run: ConfirmRun, effects: readonly RefundSaleEffect[]): Promise<FindItems> {
  const goods = effects.filter(isNotLookedUp).flatMap(({ facts }) => facts.goods);
  const found = new Map<string, RetailItem>();
  for (const search of itemSearches) {
    const open = goods.filter((line) => itemOf(found, line) === undefined);
    const terms = [...new Set(open.flatMap((line) => termOf(line, search) ?? []))];
    for (const asked of piecesOf(terms, mostPerRequest)) {
      const filter = filterOf[search](asked);
      const items = await allPages(run, requestCost.search, (cursor) => run.retail.findItems(filter, cursor));
      for (const term of asked) {
        const item = onlyOne(items.filter((each) => termIn[search](each) === term));
        if (item) found.set(`${search} ${term}`, item);
      }
    }
  }
  return (effect) => (isNotLookedUp(effect) ? itemsIn(found, effect.facts.goods) : knownItems(effect));
}

const isNotLookedUp = ({ progress }: RefundSaleEffect): boolean => progress.items === undefined;

const knownItems = ({ progress }: RefundSaleEffect): CaseItems => ({
  itemByLine: progress.items ?? {},
  untrackedItemIds: progress.untrackedItemIds ?? [],
  archivedItemIds: [],
});

function itemsIn(found: ReadonlyMap<string, RetailItem>, goods: readonly ReturnedGoods[]): CaseItems {
  const ofLines = goods.flatMap((line) => {
    const item = itemOf(found, line);
    return item ? [[line.orderLineId, item] as const] : [];
  });
  const items = ofLines.map(([, item]) => item);
  return {
    itemByLine: Object.fromEntries(ofLines.map(([orderLineId, { itemId }]) => [orderLineId, itemId])),
    untrackedItemIds: items.filter((item) => !hasStock(item)).map(({ itemId }) => itemId),
    archivedItemIds: items.filter(({ archived }) => archived).map(({ itemId }) => itemId),
  };
}

function itemOf(found: ReadonlyMap<string, RetailItem>, line: ReturnedGoods): RetailItem | undefined {
  for (const search of itemSearches) {
    const term = termOf(line, search);
    const item = term === undefined ? undefined : found.get(`${search} ${term}`);
    if (item) return item;
  }
  return undefined;
}

function onlyOne(items: readonly RetailItem[]): RetailItem | undefined {
  const inUse = items.filter(({ archived }) => !archived);
  const candidates = inUse.length > 0 ? inUse : items;
  return candidates.length === 1 ? candidates[0] : undefined;
}
