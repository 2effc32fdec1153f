import type { ShopId } from '../../shared/domain/ids.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type EcomOrderState, hasSeen, readEcomOrders } from '../../shared/stores/ecom-order-store.ts';
import type { LookPosition } from '../../shared/stores/ecom-progress-store.ts';

/** Something that a list of eCom says: that an order, or one of its documents, changed then. `id` is the document's. */
export type ChangeHint = Readonly<{ id: number; ecomOrderId: number | undefined; changedAt: string }>;

/** One page of the list in which a look stands, behind its last id. */
export async function hintsAt(
  client: EcomClient,
  { list, from, until, sinceId }: LookPosition,
  limit: number,
): Promise<readonly ChangeHint[]> {
  const span = { updatedFrom: from, updatedUntil: until, sinceId, limit };
  switch (list) {
    case 'orders':
      return (await client.changedOrders(span)).map(({ id, updatedAt }) => hint(id, id, updatedAt));
    case 'invoices':
      return (await client.changedInvoices(span)).map(({ id, order, updatedAt }) => hint(id, order, updatedAt));
    case 'returns':
      return (await client.changedReturns(span)).map(({ id, orderId, updatedAt }) => hint(id, orderId, updatedAt));
  }
}

const hint = (id: number, ecomOrderId: number | undefined, changedAt: string): ChangeHint => ({
  id,
  ecomOrderId,
  changedAt,
});

const mostKeys = 100;

/**
 * The orders of these hints whose last reading may not have seen the change, and that are not on their way already. All
 * times compared are eCom's own, so that no clock of ours can be wrong about them.
 */
export async function unreadOrders(
  table: Table,
  shopId: ShopId,
  hints: readonly ChangeHint[],
): Promise<readonly number[]> {
  const changedAtById = new Map<number, string>();
  for (const { ecomOrderId, changedAt } of hints) {
    // A document without an order is nobody's.
    if (ecomOrderId === undefined) continue;
    const other = changedAtById.get(ecomOrderId) ?? '';
    if (other < changedAt) changedAtById.set(ecomOrderId, changedAt);
  }
  const ids = [...changedAtById.keys()];
  const unread: number[] = [];
  for (let from = 0; from < ids.length; from += mostKeys) {
    const some = ids.slice(from, from + mostKeys);
    const known = await readEcomOrders(table, shopId, some);
    unread.push(
      ...some.filter((id) => {
        const state: Partial<EcomOrderState> = known.get(id) ?? {};
        return state.waiting === undefined && !hasSeen(state, changedAtById.get(id) ?? '');
      }),
    );
  }
  return unread;
}
