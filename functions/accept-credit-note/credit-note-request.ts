import * as z from 'zod';
import { orderSnapshotSchema } from '../../shared/acceptance/order-snapshot.ts';
import { creditNoteIdSchema, orderLineIdSchema, orderNumberSchema } from '../../shared/stores/id-schemas.ts';
import { amountMinorSchema, currencySchema, instantSchema } from '../../shared/stores/order-schema.ts';

const costsSchema = z.union([z.boolean(), z.strictObject({ amountMinor: amountMinorSchema })]);

const lineSchema = z
  .strictObject({
    orderLineId: orderLineIdSchema,
    quantity: z.int().nonnegative(),
    amountMinor: amountMinorSchema.optional(),
    restock: z.enum(['yes', 'no']).optional(),
  })
  .refine((line) => line.quantity !== 0 || line.amountMinor !== undefined, {
    path: ['amountMinor'],
    message: 'A quantity of 0 needs an amount',
  });

/** The body of `POST /shops/{shopId}/credit-notes` (design §7). A line may occur once. */
export const creditNoteRequestSchema = z.strictObject({
  creditNoteId: creditNoteIdSchema,
  orderNumber: orderNumberSchema,
  issuedAt: instantSchema,
  currency: currencySchema,
  updateInventory: z.boolean(),
  lines: z
    .array(lineSchema)
    .max(5000)
    .refine((lines) => new Set(lines.map((line) => line.orderLineId)).size === lines.length, 'A line occurs twice'),
  refundShipping: costsSchema.default(false),
  refundPaymentCosts: costsSchema.default(false),
  adjustmentMinor: z.int().optional(),
  totalMinor: amountMinorSchema.optional(),
  reason: z.string().max(1000).optional(),
  order: orderSnapshotSchema.optional(),
});

/** A credit note request, parsed. */
export type CreditNoteRequest = z.infer<typeof creditNoteRequestSchema>;
