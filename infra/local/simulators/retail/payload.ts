import * as z from 'zod';
import { type Decimal, decimalOf } from './decimal.ts';
import { malformed } from './refusal.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const id = text.refine((value) => /^\d+$/.test(value), 'not an id');
const whole = text.refine((value) => /^-?\d+$/.test(value), 'not a whole number').transform(Number);
const decimal = text.transform((value, context): Decimal => {
  const amount = decimalOf(value);
  if (amount !== undefined) return amount;
  context.addIssue('not a number');
  return z.NEVER;
});
const yesOrNo = text
  .refine((value) => ['true', 'false', '1', '0'].includes(value), 'not a boolean')
  .transform((value) => value === 'true' || value === '1');

/** One stands alone, several stand in an array, and none may be an empty text. */
const oneOrMany = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform((): z.output<Schema>[] => []), z.array(schema), schema.transform((one) => [one])]);

const line = z.object({
  saleLineID: id.optional(),
  itemID: id.optional(),
  unitQuantity: whole.optional(),
  unitPrice: decimal.optional(),
  tax: yesOrNo.optional(),
  parentSaleLineID: id.optional(),
  employeeID: id.optional(),
  Note: z.object({ note: text }).optional(),
  // Amounts that the model would have to take into the totals: refused instead of being left out.
  discountAmount: decimal.refine((amount) => amount === 0, 'This simulator knows no discounts').optional(),
  discountPercent: decimal.refine((amount) => amount === 0, 'This simulator knows no discounts').optional(),
});
const payment = z.object({
  salePaymentID: id.optional(),
  amount: decimal.optional(),
  paymentTypeID: id.optional(),
  remoteReference: text.optional(),
});

const salePayload = z.object({
  completed: yesOrNo.optional(),
  completeTime: text
    .refine((value) => !Number.isNaN(Date.parse(value)), 'not a time')
    .transform(Date.parse)
    .optional(),
  referenceNumber: text.optional(),
  referenceNumberSource: text.optional(),
  customerID: id.optional(),
  employeeID: id.optional(),
  registerID: id.optional(),
  shopID: id.optional(),
  SaleLines: z
    .object({ SaleLine: oneOrMany(line).optional() })
    .or(z.literal(''))
    .optional(),
  SalePayments: z
    .object({ SalePayment: oneOrMany(payment).optional() })
    .or(z.literal(''))
    .optional(),
  SaleNotes: z.object({ InternalNote: z.object({ note: text }).optional() }).optional(),
});

const itemShop = z.object({
  itemShopID: id.optional(),
  shopID: id.optional(),
  qoh: whole.optional(),
  reorderPoint: whole.optional(),
  reorderLevel: whole.optional(),
});
const itemPrice = z.object({ amount: decimal, useType: text.optional() });

const itemPayload = z.object({
  description: text.optional(),
  customSku: text.optional(),
  ean: text.optional(),
  upc: text.optional(),
  manufacturerSku: text.optional(),
  itemType: z.enum(['default', 'non_inventory']).optional(),
  tax: yesOrNo.optional(),
  Prices: z.object({ ItemPrice: oneOrMany(itemPrice) }).optional(),
  ItemShops: z.object({ ItemShop: oneOrMany(itemShop) }).optional(),
});

/** What may be written of a sale. Fields that the model does not know are left out, as Retail does. */
export type SalePayload = z.output<typeof salePayload>;
/** What may be written of a line of a sale. */
export type LinePayload = z.output<typeof line>;
/** What may be written of a payment of a sale. */
export type PaymentPayload = z.output<typeof payment>;
/** What may be written of an article. */
export type ItemPayload = z.output<typeof itemPayload>;
/** What may be written of the stock of an article in one shop. */
export type ItemShopPayload = z.output<typeof itemShop>;

/** Reads a sale. Throws a refusal that names what is wrong. */
export const salePayloadOf = (body: unknown): SalePayload => parsed(salePayload, body);

/** Reads an article. Throws a refusal that names what is wrong. */
export const itemPayloadOf = (body: unknown): ItemPayload => parsed(itemPayload, body);

/** The lines of a sale that is written. */
export const linesIn = ({ SaleLines }: SalePayload): readonly LinePayload[] =>
  typeof SaleLines === 'object' ? (SaleLines.SaleLine ?? []) : [];

/** The payments of a sale that is written. */
export const paymentsIn = ({ SalePayments }: SalePayload): readonly PaymentPayload[] =>
  typeof SalePayments === 'object' ? (SalePayments.SalePayment ?? []) : [];

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}
