import * as z from 'zod';
import type { InventoryLogFilter, ItemFilter, RetailClient } from './retail-client.ts';
import { greaterThan, mostPerRequest, oneOf, type RetailQuery } from './retail-query.ts';
import type { RetailRequests } from './retail-requests.ts';
import { inventoryLogRow, itemSchema, itemStockSchema } from './retail-schemas.ts';

type InventoryMethods = Pick<RetailClient, 'findItems' | 'readItemShops' | 'setQuantityOnHand' | 'listInventoryLog'>;

/** The part of the client that deals with items, their levels and the log of changes. */
export function retailInventory(requests: RetailRequests): InventoryMethods {
  return {
    findItems: (filter, cursor) => {
      const query = { limit: String(mostPerRequest), archived: 'true', ...itemQueryOf(filter) };
      return requests.list({ resource: 'Item', query, cursor }, itemSchema);
    },
    async readItemShops(itemIds, shopId) {
      const query = { limit: String(mostPerRequest), itemID: oneOf(itemIds), shopID: shopId };
      const { value, budget } = await requests.list({ resource: 'ItemShop', query }, itemStockSchema);
      return { value: value.items, budget };
    },
    async setQuantityOnHand({ itemId, shopId, quantityOnHand }) {
      const body = { ItemShops: { ItemShop: { shopID: shopId, qoh: quantityOnHand } } };
      const { budget } = await requests.single({ method: 'PUT', path: `Item/${itemId}`, body }, 'Item', z.unknown());
      return { value: undefined, budget };
    },
    listInventoryLog: (filter) =>
      requests.list({ resource: 'InventoryLog', query: logQueryOf(filter), cursor: filter.cursor }, inventoryLogRow),
  };
}

function itemQueryOf(filter: ItemFilter): RetailQuery {
  if ('itemIds' in filter) return { itemID: oneOf(filter.itemIds) };
  if ('customSkus' in filter) return { customSku: oneOf(filter.customSkus) };
  return 'eans' in filter ? { ean: oneOf(filter.eans) } : { upc: oneOf(filter.upcs) };
}

function logQueryOf(filter: InventoryLogFilter): RetailQuery {
  return {
    sort: filter.newestFirst ? '-inventoryLogID' : 'inventoryLogID',
    limit: String(filter.limit ?? mostPerRequest),
    inventoryLogID: filter.after === undefined ? undefined : greaterThan(filter.after),
    itemID: filter.itemIds && oneOf(filter.itemIds),
    saleID: filter.saleIds && oneOf(filter.saleIds),
    shopID: filter.shopId,
    reason: filter.reasons && oneOf(filter.reasons),
  };
}
