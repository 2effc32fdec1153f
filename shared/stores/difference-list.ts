import type { ShopId } from '../domain/ids.ts';
import type { Page, Table } from '../ports/table.ts';
import { parseDifference, type StoredDifference } from './difference-store.ts';
import { differencesOfShop } from './keys.ts';

/** A shop's open differences, the oldest first, as far as the index has them by now. */
export async function listDifferences(
  table: Table,
  shopId: ShopId,
  limit: number,
  cursor?: string,
): Promise<Page<StoredDifference>> {
  const page = await table.queryIndex('work', { partition: differencesOfShop(shopId), limit, cursor });
  const rows = await table.getMany(page.items);
  const items = rows.map(parseDifference).filter(({ state }) => state === 'open');
  return { items, cursor: page.cursor };
}
