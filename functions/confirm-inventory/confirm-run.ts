import type { ShopId } from '../../shared/domain/ids.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { RetailClient } from '../../shared/retail/retail-client.ts';
import type { RetailAnswer, RetailPage } from '../../shared/retail/retail-requests.ts';
import type { InventoryWatch } from '../../shared/stores/inventory-watch-store.ts';
import type { Budget } from './budget.ts';

/** What looking through one Retail account has at hand. */
export type ConfirmRun = Readonly<{
  table: Table;
  clock: Clock;
  retail: RetailClient;
  budget: Budget;
  accountId: string;
  shopsById: ReadonlyMap<ShopId, ShopSettings>;
  watch: InventoryWatch;
  ecomPaymentTypeId: string;
}>;

/** All rows of a list, page by page; each page costs. */
export async function allPages<Item>(
  { budget }: Pick<ConfirmRun, 'budget'>,
  cost: number,
  page: (cursor: string | undefined) => Promise<RetailAnswer<RetailPage<Item>>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const next = await budget.spend(cost, () => page(cursor));
    items.push(...next.items);
    cursor = next.cursor;
  } while (cursor !== undefined);
  return items;
}

/** The list in pieces of at most so many. */
export function piecesOf<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}
