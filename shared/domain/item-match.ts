import type { RetailItem } from './retail-records.ts';
import type { ReturnedGoods } from './stock-effect.ts';

/** What Retail's items are searched by, one after the other: our own id, then the article number under each of its names. */
export const itemSearches = ['itemIds', 'customSkus', 'eans', 'upcs'] as const;
export type ItemSearch = (typeof itemSearches)[number];

const ean = /^\d{8}(?:\d{5})?$/;
const upc = /^\d{12}$/;

/** The term under which a search can find an article; `undefined` where it cannot. */
export function termOf({ retailItemId, sku }: Pick<ReturnedGoods, 'retailItemId' | 'sku'>, search: ItemSearch) {
  switch (search) {
    case 'itemIds':
      return retailItemId;
    case 'customSkus':
      return sku === '' ? undefined : sku;
    case 'eans':
      return ean.test(sku) ? sku : undefined;
    case 'upcs':
      return upc.test(sku) ? sku : undefined;
  }
}

const nameIn = {
  itemIds: ({ itemId }: RetailItem) => itemId,
  customSkus: ({ customSku }: RetailItem) => customSku,
  eans: (item: RetailItem) => item.ean,
  upcs: (item: RetailItem) => item.upc,
} as const satisfies Record<ItemSearch, (item: RetailItem) => string>;

/** The one item in use that a search found for a term; `undefined` for none, and for more than one. */
export function onlyItem(items: readonly RetailItem[], search: ItemSearch, term: string): RetailItem | undefined {
  const named = items.filter((item) => !item.archived && nameIn[search](item) === term);
  return named.length === 1 ? named[0] : undefined;
}
