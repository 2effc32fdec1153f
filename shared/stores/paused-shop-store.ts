import * as z from 'zod';
import type { CaseId, ShopId } from '../domain/ids.ts';
import { type Put, type Table, TransactionRefusedError } from '../ports/table.ts';
import { writesOfCaseAudit } from './audit-store.ts';
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

/**
 * Lets a shop go on, by the decision of a person, which the audit trail says in the same write. Of a shop that is not stopped
 * nothing changes.
 */
export async function resumeShop(
  table: Table,
  accountId: string,
  shopId: ShopId,
  { by, at }: Readonly<{ by: string; at: string }>,
): Promise<void> {
  const stopped = (await pausedShops(table, accountId)).find((paused) => paused.shopId === shopId);
  if (stopped === undefined) return;
  const { caseId, saleId } = stopped;
  const audit = { shopId, caseId, at, by, action: 'stock_resumed', subject: saleId, details: { accountId } } as const;
  try {
    await table.transact([
      { kind: 'update', key: pausedShopKey(accountId, shopId), set: { resumedAt: at } },
      ...writesOfCaseAudit(audit),
    ]);
  } catch (error) {
    // Two asked at the same instant: the other one has let it go on, and stands in the trail.
    const others = error instanceof TransactionRefusedError ? await pausedShops(table, accountId) : undefined;
    if (others === undefined || others.some((paused) => paused.shopId === shopId)) throw error;
  }
}
