import type { RetailAccount } from './account.ts';
import { numberOf } from './decimal.ts';
import { isItemCode } from './item-table.ts';
import { type Resource, recordOf, type SearchHints } from './resource.ts';
import type { Item, ItemShop } from './rows.ts';
import { timeText } from './text.ts';

const firstSystemSku = 210_000_000_000;

/** Articles. Their time stamp does not move when only stock does. */
export function itemResource(account: RetailAccount): Resource<Item> {
  const itemShops = itemShopResource(account);
  return {
    name: 'Item',
    idField: 'itemID',
    id: ({ itemId }) => itemId,
    sortable: ['itemID', 'timeStamp', 'description'],
    relations: {
      ItemShops: {
        kind: 'many',
        of: 'ItemShop',
        nested: [],
        records: ({ itemId }) => account.stock.ofItem(itemId).map((row) => recordOf(itemShops, row, [])),
      },
    },
    fields: {
      itemID: ({ itemId }) => String(itemId),
      systemSku: ({ itemId }) => String(firstSystemSku + itemId),
      defaultCost: () => '0',
      avgCost: () => '0',
      discountable: () => 'true',
      tax: ({ isTaxed }) => String(isTaxed),
      archived: ({ archived }) => String(archived),
      itemType: ({ itemType }) => itemType,
      serialized: () => 'false',
      description: ({ description }) => description,
      modelYear: () => '0',
      upc: ({ upc }) => upc,
      ean: ({ ean }) => ean,
      customSku: ({ customSku }) => customSku,
      manufacturerSku: ({ manufacturerSku }) => manufacturerSku,
      createTime: ({ createdAt }) => timeText(createdAt),
      timeStamp: ({ changedAt }) => timeText(changedAt),
      publishToEcom: () => 'true',
      categoryID: () => '0',
      taxClassID: () => '1',
      itemMatrixID: () => '0',
      manufacturerID: () => '0',
      defaultVendorID: () => '0',
      price: ({ price }) => String(numberOf(price)),
    },
    isArchived: ({ archived }) => archived,
    search: (hints) => candidates(account, hints),
    read: (id) => account.items.get(Number(id)),
  };
}

function candidates({ items }: RetailAccount, { exactly }: SearchHints): Iterable<Item> {
  const ids = exactly.get('itemID');
  if (ids !== undefined) return numbersIn(ids).flatMap((itemId) => items.get(itemId) ?? []);
  for (const [field, values] of exactly) if (isItemCode(field)) return items.withCode(field, values);
  return items.all();
}

/** How many of each article there are in each shop; shop 0 sums them up. */
export function itemShopResource({ stock }: RetailAccount): Resource<ItemShop> {
  return {
    name: 'ItemShop',
    idField: 'itemShopID',
    id: ({ itemShopId }) => itemShopId,
    sortable: ['itemShopID', 'timeStamp'],
    relations: {},
    fields: {
      itemShopID: ({ itemShopId }) => String(itemShopId),
      qoh: ({ quantityOnHand }) => String(quantityOnHand),
      sellable: ({ quantityOnHand }) => String(Math.max(0, quantityOnHand)),
      backorder: () => '0',
      componentQoh: () => '0',
      componentBackorder: () => '0',
      reorderPoint: ({ reorderPoint }) => String(reorderPoint),
      reorderLevel: ({ reorderLevel }) => String(reorderLevel),
      onLayaway: () => '0',
      onSpecialOrder: () => '0',
      onWorkorder: () => '0',
      onTransferOut: () => '0',
      onTransferIn: () => '0',
      averageCost: () => '0',
      timeStamp: ({ changedAt }) => timeText(changedAt),
      itemID: ({ itemId }) => String(itemId),
      shopID: ({ shopId }) => String(shopId),
    },
    search({ exactly }) {
      const itemIds = exactly.get('itemID');
      if (itemIds === undefined) return stock.all();
      const rows = numbersIn(itemIds).flatMap((itemId) => stock.ofItem(itemId));
      return rows.toSorted((a, b) => a.itemShopId - b.itemShopId);
    },
    read: (id) => stock.get(Number(id)),
  };
}

const numbersIn = (ids: readonly string[]): readonly number[] =>
  [...new Set(ids.map(Number))].toSorted((a, b) => a - b);
