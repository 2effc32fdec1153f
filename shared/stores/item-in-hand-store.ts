import * as z from 'zod';
import type { Put, Table } from '../ports/table.ts';
import { itemInHandKey } from './keys.ts';

/** One item in one shop of a Retail account. */
export type ItemPlace = Readonly<{ accountId: string; retailShopId: string; itemId: string }>;

/**
 * Which correction has an item's quantity in hand, and which log rows belong to corrections that are settled. Corrections
 * of one item never overlap because of this row, whoever believes to hold the lane.
 */
export type ItemInHand = Readonly<{
  version: number;
  /** Case and number of the correction; missing when the item is free. */
  holder?: string | undefined;
  /** Who had the item in hand last; missing when nobody ever had. */
  lastHolder?: string | undefined;
  settledLogIds: readonly number[];
}>;

const rowVersion = 1;
// Older rows are of little use: a correction looks only at rows after its own beginning.
const mostSettledLogIds = 50;

const itemRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  holder: z.string().optional(),
  lastHolder: z.string().optional(),
  settledLogIds: z.array(z.int()),
});

/** Reads who has an item in hand, strongly consistent. */
export async function readItemInHand(
  table: Table,
  { accountId, retailShopId, itemId }: ItemPlace,
): Promise<ItemInHand> {
  const row = await table.get(itemInHandKey(accountId, retailShopId, itemId));
  return row ? itemRow.parse(row) : { version: 0, settledLogIds: [] };
}

/** The row of the log up to which it is no longer known which rows were settled; 0 while all are known. */
export const forgottenUpTo = ({ settledLogIds }: ItemInHand): number =>
  settledLogIds.length < mostSettledLogIds ? 0 : (settledLogIds[0] ?? 0);

/** The write that takes an item in hand, or frees it and notes the log rows that were settled; refused when it changed. */
export function writeOfItemInHand(
  { accountId, retailShopId, itemId }: ItemPlace,
  before: ItemInHand,
  { holder, settled = [] }: Readonly<{ holder?: string; settled?: readonly number[] }>,
): Put {
  const settledLogIds = [...before.settledLogIds, ...settled].slice(-mostSettledLogIds);
  return {
    kind: 'put',
    row: {
      ...itemInHandKey(accountId, retailShopId, itemId),
      schema: rowVersion,
      version: before.version + 1,
      holder,
      lastHolder: holder ?? before.holder ?? before.lastHolder,
      settledLogIds,
    },
    condition: before.version === 0 ? { kind: 'absent' } : { kind: 'version_equals', version: before.version },
  };
}
