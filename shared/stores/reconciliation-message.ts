import * as z from 'zod';
import { caseIdSchema, shopIdSchema } from './id-schemas.ts';

/** The message of the reconciliation queue: look at this one task. It may come any number of times. */
export const reconcileTaskMessageSchema = z.strictObject({
  kind: z.literal('reconcile_task'),
  shopId: shopIdSchema,
  caseId: caseIdSchema,
  paymentNumber: z.int().positive(),
});

/** A message of the reconciliation queue, parsed. */
export type ReconcileTaskMessage = z.infer<typeof reconcileTaskMessageSchema>;
