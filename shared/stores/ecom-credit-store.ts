import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Table, TransactionRefusedError, type Write } from '../ports/table.ts';
import { orderLineIdSchema, orderNumberSchema } from './id-schemas.ts';
import { ecomCreditKey } from './keys.ts';

const rowVersion = 1;

/** A credit note as it is to be made in eCom: whole pieces, whole shipping, whole payment costs; no part of an amount exists there. */
export const askedCreditSchema = z.strictObject({
  orderNumber: orderNumberSchema,
  lines: z.array(z.strictObject({ orderLineId: orderLineIdSchema, quantity: z.int().positive() })).max(250),
  creditShipping: z.boolean(),
  creditPaymentCosts: z.boolean(),
  updateInventory: z.boolean(),
  notifyCustomer: z.boolean().default(false),
});
/** A credit note to be made, parsed. */
export type AskedCredit = z.infer<typeof askedCreditSchema>;

// `sending` is the one state in which the credit note may exist without anybody knowing.
const stateSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('claimed') }),
  z.object({ name: z.literal('sending'), since: z.string() }),
  z.object({ name: z.literal('made'), creditNoteId: z.string() }),
  z.object({ name: z.literal('refused'), fields: z.array(z.string()) }),
  z.object({ name: z.literal('not_made') }),
  z.object({ name: z.literal('unclear'), creditNoteIds: z.array(z.string()) }),
]);

const creditRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  asked: askedCreditSchema,
  ecomOrderId: z.int().positive(),
  /** The credit notes that were there before: what is not among them is new. */
  notesBefore: z.array(z.int()),
  state: stateSchema,
});

/** How far the making of one credit note has come. Version 0 is never stored. */
export type EcomCredit = Readonly<Omit<z.infer<typeof creditRow>, 'schema'>>;

/** Reads how far a credit note has come, by the key that its maker chose. */
export async function readEcomCredit(table: Table, shopId: ShopId, key: string): Promise<EcomCredit | undefined> {
  const row = await table.get(ecomCreditKey(shopId, key));
  return row && creditRow.parse(row);
}

/** Takes the next step, if nobody did meanwhile, in one write with what is to be written beside it. */
export async function writeEcomCredit(
  table: Table,
  shopId: ShopId,
  key: string,
  { version, ...credit }: EcomCredit,
  beside: readonly Write[] = [],
): Promise<'written' | 'lost_race'> {
  const row = { ...ecomCreditKey(shopId, key), schema: rowVersion, version: version + 1, ...credit };
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
