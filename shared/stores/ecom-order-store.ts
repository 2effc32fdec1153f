import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import { compareInstants } from '../domain/instant-order.ts';
import { ConditionRefusedError, type Page, type Table } from '../ports/table.ts';
import { ecomOrderKey, ecomReadingsOfShop } from './keys.ts';
import { type ObservationSource, observationSources } from './observe-order-message.ts';

/** What is known of reading one order: when it was read, how far, and, while it could not be read, when it is tried again. */
export type EcomOrderState = Readonly<{
  version: number;
  ecomOrderId: number;
  /** When the last whole reading began. */
  fetchedAt?: string | undefined;
  /** The newest change that a reading has seen, by eCom's own time. */
  changedAt?: string | undefined;
  /** When the last whole reading began by eCom's own time, to the second: what changed then or later may not be in it. */
  begunAt?: string | undefined;
  /** When the sweep sent the last hint whose reading found what no webhook had told of. */
  missedHeardAt?: string | undefined;
  /** When the last hint came whose reading left it open whether a provider's app refunds a second time. */
  mayRefundAgainHeardAt?: string | undefined;
  /** There while it waits: since when, how often it was tried, when next, and on whose behalf. */
  waiting?: Readonly<{ since: string; attempts: number; dueAt: string; source: ObservationSource }> | undefined;
}>;

const rowVersion = 1;

const stateRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  ecomOrderId: z.int().positive(),
  fetchedAt: z.string().optional(),
  changedAt: z.string().optional(),
  begunAt: z.string().optional(),
  missedHeardAt: z.string().optional(),
  mayRefundAgainHeardAt: z.string().optional(),
  waiting: z
    .object({
      since: z.string(),
      attempts: z.int().positive(),
      dueAt: z.string(),
      source: z.enum(observationSources),
    })
    .optional(),
});

/**
 * Whether the last reading has surely seen a change of that instant. eCom's times are whole seconds, and an order is read
 * by several calls: a change since the second in which the reading began may have come behind it.
 */
export function hasSeen({ changedAt, begunAt }: Partial<EcomOrderState>, changed: string): boolean {
  if (changedAt === undefined || compareInstants(changedAt, changed) < 0) return false;
  return begunAt === undefined || compareInstants(changed, begunAt) < 0;
}

/** What is known of an order before anything was read. Version 0 is never stored. */
const unreadOrder = (ecomOrderId: number): EcomOrderState => ({ version: 0, ecomOrderId });

/** Reads what is known of one order in eCom. */
export async function readEcomOrder(table: Table, shopId: ShopId, ecomOrderId: number): Promise<EcomOrderState> {
  const row = await table.get(ecomOrderKey(shopId, ecomOrderId));
  return row === undefined ? unreadOrder(ecomOrderId) : stateRow.parse(row);
}

/** Reads what is known of at most a hundred orders; of one that was never read nothing is answered. */
export async function readEcomOrders(
  table: Table,
  shopId: ShopId,
  ecomOrderIds: readonly number[],
): Promise<ReadonlyMap<number, EcomOrderState>> {
  const rows = await table.getMany(ecomOrderIds.map((id) => ecomOrderKey(shopId, id)));
  return new Map(rows.map((row) => stateRow.parse(row)).map((state) => [state.ecomOrderId, state]));
}

/** Replaces what is known, if it is unchanged since it was read; `lost_race` when it is not. */
export async function writeEcomOrder(
  table: Table,
  shopId: ShopId,
  { version, ...state }: EcomOrderState,
): Promise<'written' | 'lost_race'> {
  const due = state.waiting && { workKey: ecomReadingsOfShop(shopId), workOrder: state.waiting.dueAt };
  const row = {
    ...ecomOrderKey(shopId, state.ecomOrderId),
    schema: rowVersion,
    version: version + 1,
    ...state,
    ...due,
  };
  try {
    await table.put(row, version === 0 ? { kind: 'absent' } : { kind: 'version_equals', version });
    return 'written';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'lost_race';
    throw error;
  }
}

/** The orders of a shop whose next try is due, as far as the index has them by now. */
export async function listDueReadings(
  table: Table,
  shopId: ShopId,
  now: string,
  cursor?: string,
): Promise<Page<EcomOrderState>> {
  const page = await table.queryIndex('work', {
    partition: ecomReadingsOfShop(shopId),
    range: { kind: 'between', from: '0', to: now },
    limit: 100,
    cursor,
  });
  const rows = await table.getMany(page.items);
  const states = rows.map((row) => stateRow.parse(row));
  return { items: states.filter(({ waiting }) => waiting !== undefined && waiting.dueAt <= now), cursor: page.cursor };
}
