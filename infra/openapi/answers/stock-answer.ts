import * as z from 'zod';
import { confirmationNotes } from '../../../shared/domain/confirmation-notes.ts';
import { correctionReasons, effectStates, seenVerdicts, stockWriters } from '../../../shared/domain/stock-effect.ts';
import { correctionSchema, refundSaleSchema, seenRow } from '../../../shared/stores/stock-effect-schema.ts';
import type { StockView } from '../../../shared/views/stock-view.ts';
import { component } from './component.ts';

const { facts, progress } = refundSaleSchema.shape;

const common = {
  state: z.enum(effectStates),
  sentence: z.string(),
  held: progress.shape.held,
  seenAt: z.string().optional(),
  verdict: z.enum(seenVerdicts).optional(),
  notes: z.array(z.object({ code: z.enum(confirmationNotes), sentence: z.string() })).optional(),
  rows: z
    .array(
      seenRow.extend({
        reads: z.string().describe('The row as it reads in Retail.'),
        path: z.array(z.string()).describe('The way to it in Retail, page by page.'),
      }),
    )
    .optional(),
};

/** One intended change in Retail. */
export const stockEffect = component<StockView>()(
  'StockEffect',
  'One change of stock and credit in Retail: where it stands, and the rows in which Retail showed it.',
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('refund_sale'),
      ...common,
      writer: z.enum(stockWriters),
      updateInventory: z.boolean(),
      creditMinor: facts.shape.creditMinor,
      credit: z.string().describe('The same as decimal text.'),
      currency: z.string(),
      goods: z.array(facts.shape.goods.element.extend({ itemId: z.string().optional() })),
      saleId: z.string().optional(),
      completedAt: progress.shape.completedAt,
    }),
    z.object({
      kind: z.literal('correction'),
      ...common,
      itemId: correctionSchema.shape.facts.shape.itemId,
      change: z.int(),
      reason: z.enum(correctionReasons),
      inventoryLogId: z.int().optional(),
    }),
  ]),
);
