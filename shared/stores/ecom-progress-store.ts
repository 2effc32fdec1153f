import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Table, TransactionRefusedError, type Write } from '../ports/table.ts';
import { ecomProgressKey } from './keys.ts';

/** Why a shop's eCom is looked through: for what webhooks missed, or to bring its history in. */
export type LookPurpose = 'sweep' | 'backfill';

/** The lists of eCom that are looked through, one after the other: an order may not say that its documents changed. */
export const sweptLists = ['orders', 'invoices', 'returns'] as const;
export type SweptList = (typeof sweptLists)[number];

/** Where a look stands: in which span of changes, which list, behind which id. */
export type LookPosition = Readonly<{ from: string; until: string; list: SweptList; sinceId: number }>;

/** How far one look through a shop's eCom has come. `position` is there while it is under way. */
export type LookProgress = Readonly<{
  version: number;
  /** From when on: history was asked for, or Avoir watches the shop. */
  since?: string | undefined;
  /** Everything that changed before is known; the next look begins here, a little earlier. */
  watermark: string;
  /** When it goes on, or the next one begins. */
  nextAt: string;
  position?: LookPosition | undefined;
  /** How many orders were sent to be read so far. */
  sentCount: number;
}>;

const rowVersion = 1;

const progressRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  since: z.string().optional(),
  watermark: z.string(),
  nextAt: z.string(),
  position: z
    .object({ from: z.string(), until: z.string(), list: z.enum(sweptLists), sinceId: z.int().nonnegative() })
    .optional(),
  sentCount: z.int().nonnegative(),
});

/** Reads how far a look has come; `undefined` when there never was one. */
export async function readProgress(
  table: Table,
  shopId: ShopId,
  purpose: LookPurpose,
): Promise<LookProgress | undefined> {
  const row = await table.get(ecomProgressKey(shopId, purpose));
  return row && progressRow.parse(row);
}

/** Replaces how far a look has come, if nobody did meanwhile. Version 0 is that of a look that never was. `beside` is the same write. */
export async function writeProgress(
  table: Table,
  shopId: ShopId,
  purpose: LookPurpose,
  { version, ...progress }: LookProgress,
  beside: readonly Write[] = [],
): Promise<'written' | 'lost_race'> {
  const row = { ...ecomProgressKey(shopId, purpose), schema: rowVersion, version: version + 1, ...progress };
  const condition = version === 0 ? ({ kind: 'absent' } as const) : ({ kind: 'version_equals', version } as const);
  try {
    if (beside.length > 0) await table.transact([{ kind: 'put', row, condition }, ...beside]);
    else await table.put(row, condition);
    return 'written';
  } catch (error) {
    if (error instanceof ConditionRefusedError || error instanceof TransactionRefusedError) return 'lost_race';
    throw error;
  }
}
