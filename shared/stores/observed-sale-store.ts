import * as z from 'zod';
import type { CaseId, ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Row, type Table } from '../ports/table.ts';
import { caseIdSchema, shopIdSchema } from './id-schemas.ts';
import { observedSaleKey } from './keys.ts';

/** The case that takes somebody else's sale for its own. A sale is one case's only, for ever. */
export type ObservedBy = Readonly<{ shopId: ShopId; caseId: CaseId }>;

const rowVersion = 1;

const observedSaleRow = z.object({
  schema: z.literal(rowVersion),
  saleId: z.string(),
  shopId: shopIdSchema,
  caseId: caseIdSchema,
});

/** Takes somebody else's sale for a case's own; `false` when another case has it. Taken again it stays the case's. */
export async function takeObservedSale(
  table: Table,
  accountId: string,
  saleId: string,
  { shopId, caseId }: ObservedBy,
): Promise<boolean> {
  const row: Row = { ...observedSaleKey(accountId, saleId), schema: rowVersion, saleId, shopId, caseId };
  try {
    await table.put(row, { kind: 'absent' });
    return true;
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
    const { existing } = error;
    return existing?.shopId === shopId && existing.caseId === caseId;
  }
}

/** Which cases have taken these sales for their own, by the sale. */
export async function observedSales(
  table: Table,
  accountId: string,
  saleIds: readonly string[],
): Promise<ReadonlyMap<string, ObservedBy>> {
  const taken = new Map<string, ObservedBy>();
  // A read takes 100 keys.
  for (let from = 0; from < saleIds.length; from += 100) {
    const keys = saleIds.slice(from, from + 100).map((saleId) => observedSaleKey(accountId, saleId));
    for (const row of await table.getMany(keys)) {
      const { saleId, shopId, caseId } = observedSaleRow.parse(row);
      taken.set(saleId, { shopId, caseId });
    }
  }
  return taken;
}
