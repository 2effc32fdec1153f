import * as z from 'zod';
import { variants } from './variants.ts';

/** What a measuring program is asked for. */
export const scaleRequestSchema = z.object({
  with: z.enum(['engine', 'duckdb']),
  variant: z.enum(variants),
  tasks: z.int().positive(),
  runs: z.int().positive(),
  /** JSON of the retailer's year, so that reading the data set is not part of what is measured. */
  yearFile: z.string(),
});
/** A request, parsed. */
export type ScaleRequest = z.infer<typeof scaleRequestSchema>;

/** What it answers: the best of its runs, the most memory that the process held until the first was done, and all rows together. */
export const scaleReadingSchema = z.object({
  milliseconds: z.number(),
  cpuMilliseconds: z.number(),
  peakMegabytes: z.number(),
  rows: z.int(),
});
/** A reading, parsed. */
export type ScaleReading = z.infer<typeof scaleReadingSchema>;

const orderSchema = z.object({
  orderNumber: z.string(),
  customerId: z.string(),
  totalMinor: z.int(),
  paidAt: z.int(),
});

/** The retailer's year in that file. */
export const retailYearSchema = z.object({
  orders: z.array(orderSchema),
  notes: z.array(z.object({ noteId: z.string(), amountMinor: z.int(), issuedAt: z.int(), order: orderSchema })),
  withoutValue: z.int(),
});
