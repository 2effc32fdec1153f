import * as z from 'zod';
import { caseIdSchema, shopIdSchema } from './id-schemas.ts';

const account = { shopId: shopIdSchema, provider: z.string().min(1), account: z.string().min(1) };

/** A message of the reconciliation queue: look at this one task. It may come any number of times. */
const reconcileTaskMessageSchema = z.strictObject({
  kind: z.literal('reconcile_task'),
  shopId: shopIdSchema,
  caseId: caseIdSchema,
  paymentNumber: z.int().positive(),
});

/** Look at this one refund, which nothing explains yet. */
const reconcileRefundMessageSchema = z.strictObject({
  kind: z.literal('reconcile_refund'),
  ...account,
  refundId: z.string().min(1),
});

/** Ask the provider what became of this payment, or of this refund. */
const askProviderMessageSchema = z.strictObject({
  kind: z.literal('ask_provider'),
  ...account,
  question: z.union([
    z.strictObject({ paymentId: z.string().min(1) }),
    z.strictObject({ refundId: z.string().min(1) }),
  ]),
});

/** List what an account of a provider refunded since it was last listed. */
const askForRefundsMessageSchema = z.strictObject({ kind: z.literal('ask_for_refunds'), ...account });

/** Parses a message of the reconciliation queue. Every one may come any number of times, late and in any order. */
export const reconciliationMessageSchema = z.discriminatedUnion('kind', [
  reconcileTaskMessageSchema,
  reconcileRefundMessageSchema,
  askProviderMessageSchema,
  askForRefundsMessageSchema,
]);

/** A message of the reconciliation queue, parsed. */
export type ReconciliationMessage = z.infer<typeof reconciliationMessageSchema>;
/** One that names a task. */
export type ReconcileTaskMessage = z.infer<typeof reconcileTaskMessageSchema>;
/** One that names a refund. */
export type ReconcileRefundMessage = z.infer<typeof reconcileRefundMessageSchema>;
/** One that asks a provider. */
export type AskProviderMessage = z.infer<typeof askProviderMessageSchema>;
/** One that asks a provider for its newest refunds. */
export type AskForRefundsMessage = z.infer<typeof askForRefundsMessageSchema>;
