import * as z from 'zod';
import { ConditionRefusedError, type Row, type Table } from '../ports/table.ts';
import { inventoryWatchKey } from './keys.ts';

const rowVersion = 1;

const watchRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  watermark: z.int().optional(),
  watchedAt: z.string().optional(),
  ecomPaymentTypeId: z.string().optional(),
  marks: z.array(z.object({ at: z.string(), inventoryLogId: z.int() })),
});

/**
 * What the confirmations of a Retail account keep from one run to the next. `watermark` is the id up to which the log was
 * looked through for refunds of others; `marks` say of some days how far the log was then, the oldest first.
 */
export type InventoryWatch = Readonly<{
  version: number;
  watermark?: number | undefined;
  watchedAt?: string | undefined;
  ecomPaymentTypeId?: string | undefined;
  marks: readonly Readonly<{ at: string; inventoryLogId: number }>[];
}>;

/** Reads how far an account was looked through, strongly consistent; version 0 when it never was. */
export async function readInventoryWatch(table: Table, accountId: string): Promise<InventoryWatch> {
  const row = await table.get(inventoryWatchKey(accountId));
  return row ? watchRow.parse(row) : { version: 0, marks: [] };
}

/** Stores how far an account was looked through, unless another run was faster: then its own notes stand. */
export async function saveInventoryWatch(
  table: Table,
  accountId: string,
  watch: InventoryWatch,
): Promise<'saved' | 'lost_race'> {
  const row: Row = { ...inventoryWatchKey(accountId), schema: rowVersion, ...watch, version: watch.version + 1 };
  const condition = { kind: 'version_equals', version: watch.version } as const;
  try {
    await table.put(row, watch.version === 0 ? { kind: 'absent' } : condition);
    return 'saved';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'lost_race';
    throw error;
  }
}
