import * as z from 'zod';
import type { CaseId, ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Row, type Table } from '../ports/table.ts';
import { caseIdSchema, shopIdSchema } from './id-schemas.ts';
import { cardCheckKey, cardChecksOfShop, casePartition } from './keys.ts';
import { readPartition } from './partition.ts';

const rowVersion = 1;

/** Parses the stored check of a gift card. */
export const cardCheckRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  shopId: shopIdSchema,
  caseId: caseIdSchema,
  paymentNumber: z.int().positive(),
  openedAt: z.string(),
  /** `awaited`: Retail should show it. `asked`: a person was asked to check. `seen`: Retail shows it. `over`: nothing to see. */
  state: z.enum(['awaited', 'asked', 'seen', 'over']),
  /** When it is looked at next; missing when it is not any more. */
  lookAt: z.string().optional(),
  /** The payment of Retail that gave the card its part back. */
  seen: z.object({ salePaymentId: z.string(), saleId: z.string(), at: z.string() }).optional(),
});

/** A gift card that gets its part of a cancelled order back, and whether Retail has shown it. */
export type StoredCardCheck = Readonly<z.infer<typeof cardCheckRow>>;

/** What tells a check from every other: the payment of a case. */
export type CardCheckName = Readonly<{ shopId: ShopId; caseId: CaseId; paymentNumber: number }>;

/** Opens the check of a gift card, to be looked at at once. Opened again it changes nothing. */
export async function openCardCheck(table: Table, name: CardCheckName, openedAt: string): Promise<void> {
  const opened = { ...name, schema: rowVersion, version: 1, openedAt, state: 'awaited', lookAt: openedAt } as const;
  try {
    await table.put(rowOf(opened), { kind: 'absent' });
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
  }
}

/** Stores what became of a check, if nobody changed it meanwhile. */
export async function saveCardCheck(table: Table, changed: StoredCardCheck): Promise<void> {
  const { version } = changed;
  try {
    await table.put(rowOf({ ...changed, version: version + 1 }), { kind: 'version_equals', version });
  } catch (error) {
    // Another run was faster, and has decided on the same.
    if (!(error instanceof ConditionRefusedError)) throw error;
  }
}

/** All checks of a shop that Retail may yet show, the one that is looked at next first. */
export async function openCardChecks(table: Table, shopId: ShopId): Promise<readonly StoredCardCheck[]> {
  const partition = cardChecksOfShop(shopId);
  const found: StoredCardCheck[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex('work', { partition, limit: 100, cursor });
    const rows = page.items.length === 0 ? [] : await table.getMany(page.items);
    // The index may show a check where it was a moment ago: the row itself says where it is.
    found.push(...rows.filter(({ workKey }) => workKey === partition).map((row) => cardCheckRow.parse(row)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** The checks of a case. */
export async function cardChecksOfCase(
  table: Table,
  shopId: ShopId,
  caseId: CaseId,
): Promise<readonly StoredCardCheck[]> {
  const rows = await readPartition(table, casePartition(shopId, caseId), { kind: 'prefix', prefix: 'CARD#' });
  return rows.map((row) => cardCheckRow.parse(row));
}

function rowOf(check: StoredCardCheck): Row {
  const { shopId, caseId, paymentNumber, lookAt } = check;
  return {
    ...cardCheckKey(shopId, caseId, paymentNumber),
    ...check,
    ...(lookAt !== undefined && { workKey: cardChecksOfShop(shopId), workOrder: lookAt }),
  };
}
