import * as z from 'zod';
import { confirmationNotes } from '../domain/confirmation-notes.ts';
import {
  type CorrectionEffect,
  correctionReasons,
  holdReasons,
  lanePriorities,
  type RefundSaleEffect,
  seenVerdicts,
  stockWriters,
} from '../domain/stock-effect.ts';
import { caseIdSchema, orderLineIdSchema, orderNumberSchema, shopIdSchema } from './id-schemas.ts';

const id = z.string().min(1);

const commonFacts = {
  shopId: shopIdSchema,
  caseId: caseIdSchema,
  orderNumber: orderNumberSchema,
  accountId: id,
  retailShopId: id,
  priority: z.enum(lanePriorities),
  openedAt: z.string(),
};

/** Parses a stored row of Retail's inventory log. */
export const seenRow = z.object({
  inventoryLogId: z.int(),
  itemId: id,
  shopId: id,
  quantityChange: z.number(),
  reason: z.string(),
  createdAt: z.string(),
  saleId: id.optional(),
});

const commonProgress = {
  faultCount: z.int().optional(),
  held: z.object({ reason: z.enum(holdReasons), at: z.string(), retailCode: z.string().optional() }).optional(),
  seen: z
    .object({
      at: z.string(),
      verdict: z.enum(seenVerdicts),
      rows: z.array(seenRow),
      notes: z.array(z.enum(confirmationNotes)).optional(),
    })
    .optional(),
};

const goodsSchema = z.object({
  orderLineId: orderLineIdSchema,
  sku: z.string(),
  retailItemId: z.string().optional(),
  quantity: z.int().positive(),
  amountMinor: z.int(),
});

/** Parses a stored refund sale. */
export const refundSaleSchema = z.object({
  kind: z.literal('refund_sale'),
  facts: z.object({
    ...commonFacts,
    writer: z.enum(stockWriters),
    issuedAt: z.string(),
    currency: z.string(),
    creditMinor: z.int().nonnegative(),
    updateInventory: z.boolean(),
    goods: z.array(goodsSchema),
  }),
  progress: z.object({
    ...commonProgress,
    items: z.record(z.string(), id).optional(),
    saidItems: z.record(z.string(), id).optional(),
    untrackedItemIds: z.array(id).optional(),
    registered: z.object({ saleId: id, at: z.string() }).optional(),
    completedAt: z.string().optional(),
    observed: z.object({ saleId: id, at: z.string() }).optional(),
  }),
}) satisfies z.ZodType<RefundSaleEffect>;

/** Parses a stored correction. */
export const correctionSchema = z.object({
  kind: z.literal('correction'),
  facts: z.object({
    ...commonFacts,
    correctionNumber: z.int().positive(),
    itemId: id,
    change: z.int(),
    reason: z.enum(correctionReasons),
  }),
  progress: z.object({
    ...commonProgress,
    intent: z.object({ from: z.number(), to: z.number(), lastInventoryLogId: z.int(), at: z.string() }).optional(),
    done: z.object({ inventoryLogId: z.int(), at: z.string() }).optional(),
    repairedBy: z.int().positive().optional(),
  }),
}) satisfies z.ZodType<CorrectionEffect>;

/** Parses a stored effect. */
export const stockEffectSchema = z.discriminatedUnion('kind', [refundSaleSchema, correctionSchema]);
