import type { OrderNumber, ShopId } from '../domain/ids.ts';
import { namedOrders } from '../domain/named-orders.ts';
import type { Table } from '../ports/table.ts';
import { knownOrders } from '../stores/order-store.ts';

/**
 * The one order that a provider's texts name: the only one of those they may name that exists, else the only one that
 * they may name at all, for its order may come later. Texts that name two orders name none.
 */
export async function orderNamedIn(
  table: Table,
  { shopId, orderPrefix }: Readonly<{ shopId: ShopId; orderPrefix: string }>,
  references: readonly string[],
): Promise<OrderNumber | undefined> {
  const candidates = namedOrders(references, orderPrefix);
  if (candidates.length === 0) return undefined;
  const known = await knownOrders(table, shopId, candidates);
  if (known.length > 0) return only(known);
  // `ORD1001-CN1` may name ORD1001 or an order of that very number: the shorter one is what shops write.
  const shortest = candidates.filter((number) => candidates.every((other) => other.startsWith(number)));
  return only(shortest);
}

const only = (numbers: readonly OrderNumber[]): OrderNumber | undefined =>
  numbers.length === 1 ? numbers[0] : undefined;
