import * as z from 'zod';
import { paymentKinds } from '../domain/order.ts';
import type { PlannedPayment } from '../domain/refund-plan.ts';
import { refundModes } from '../domain/shop-settings.ts';

/** Parses what one payment gives back, as it stands in a stored plan and in the task that follows from it. */
export const plannedPaymentSchema = z.object({
  paymentNumber: z.int().positive(),
  kind: z.enum(paymentKinds),
  refundMode: z.enum([...refundModes, 'unknown']),
  provider: z.string().optional(),
  account: z.string().optional(),
  method: z.string().optional(),
  providerPaymentId: z.string().optional(),
  paidAt: z.string().optional(),
  amountMinor: z.int().positive(),
  proposed: z.object({ amountMinor: z.int(), currency: z.string() }).optional(),
  portalClosesOn: z.string().optional(),
}) satisfies z.ZodType<PlannedPayment>;
