import * as z from 'zod';
import { isDifferenceReason } from '../domain/difference.ts';
import { differenceBookingKinds } from '../domain/difference-account.ts';
import { bookingKinds } from '../domain/refund-account.ts';
import { caseIdSchema, orderNumberSchema, shopIdSchema, taskIdSchema } from '../stores/id-schemas.ts';
import type { MonthlyStatement } from './statement-of-month.ts';

const total = z.object({ count: z.int(), amountMinor: z.int() });
const openRefund = z.object({
  taskId: taskIdSchema,
  caseId: caseIdSchema,
  orderNumber: orderNumberSchema,
  amountMinor: z.int(),
});

/** A monthly statement as the API answers it. */
export const monthlyStatementSchema = z.object({
  shopId: shopIdSchema,
  month: z.string(),
  asOf: z.string(),
  timeZone: z.string(),
  from: z.string(),
  until: z.string(),
  isFinal: z.boolean(),
  accounts: z.array(
    z.object({
      provider: z.string().optional(),
      currency: z.string(),
      openAtStart: total,
      totals: z.array(total.extend({ kind: z.enum(bookingKinds) })),
      openAtEnd: total,
      openRefundsAtStart: z.array(openRefund),
      entries: z.array(openRefund.extend({ at: z.string(), kind: z.enum(bookingKinds) })),
      openRefundsAtEnd: z.array(openRefund),
      differences: z.array(
        z.object({
          reason: z.string().refine(isDifferenceReason),
          openAtStart: total,
          totals: z.array(total.extend({ kind: z.enum(differenceBookingKinds) })),
          openAtEnd: total,
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<MonthlyStatement>;
