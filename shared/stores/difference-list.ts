import type { ShopId } from '../domain/ids.ts';
import type { Page, Table } from '../ports/table.ts';
import { parseDifference, type StoredDifference } from './difference-store.ts';
import { closedDifferencesOfShop, differencesOfShop } from './keys.ts';

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

/** Differences of a shop that were over by their last booking in a month (UTC, `2026-11`), as far as the index has them by now. */
export async function listClosedDifferences(
  table: Table,
  shopId: ShopId,
  month: string,
  cursor?: string,
): Promise<Page<StoredDifference>> {
  const page = await table.queryIndex('work', {
    partition: closedDifferencesOfShop(shopId, month),
    limit: 100,
    cursor,
  });
  const rows = await table.getMany(page.items);
  return { items: rows.map(parseDifference), cursor: page.cursor };
}
