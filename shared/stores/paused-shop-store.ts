import * as z from 'zod';
import type { CaseId, ShopId } from '../domain/ids.ts';
import type { Put, Table } from '../ports/table.ts';
import { caseIdSchema, shopIdSchema } from './id-schemas.ts';
import { lanePartition, pausedShopKey } from './keys.ts';
import { readPartition } from './partition.ts';

/** Why Avoir stopped applying the stock of a shop: a sale in Retail that somebody else made for one of its cases. */
export type PausedShop = Readonly<{ shopId: ShopId; caseId: CaseId; saleId: string; pausedAt: string }>;

const rowVersion = 1;

/** Parses the stored stop of a shop. */
export const pausedShopRow = z.object({
  schema: z.literal(rowVersion),
  shopId: shopIdSchema,
  caseId: caseIdSchema,
  saleId: z.string(),
  pausedAt: z.string(),
  resumedAt: z.string().optional(),
});

/** The write that stops a shop. Stopped again it says the newest reason. */
export const writeOfPause = (accountId: string, paused: PausedShop): Put => ({
  kind: 'put',
  row: { ...pausedShopKey(accountId, paused.shopId), schema: rowVersion, ...paused },
});

/** The shops of a Retail account that are stopped. */
export async function pausedShops(table: Table, accountId: string): Promise<readonly PausedShop[]> {
  const rows = await readPartition(table, lanePartition(accountId), { kind: 'prefix', prefix: 'PAUSED#' });
  return rows
    .map((row) => pausedShopRow.parse(row))
    .filter(({ resumedAt }) => resumedAt === undefined)
    .map(({ shopId, caseId, saleId, pausedAt }) => ({ shopId, caseId, saleId, pausedAt }));
}

/** Lets a shop go on, by the decision of a person. Of a shop that is not stopped nothing changes. */
export async function resumeShop(table: Table, accountId: string, shopId: ShopId, resumedAt: string): Promise<void> {
  const stopped = (await pausedShops(table, accountId)).some((paused) => paused.shopId === shopId);
  if (!stopped) return;
  await table.update({ key: pausedShopKey(accountId, shopId), set: { resumedAt } });
}
