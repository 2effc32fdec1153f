import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * A refund was seen at a provider for the first time, or stands otherwise than it did. Carries no personal data: names
 * and references stay in the row of the refund.
 */
export const providerRefundSeenV1 = defineEvent({
  detailType: 'ProviderRefundSeen.v1',
  source: 'avoir',
  data: z.object({
    provider: z.string(),
    account: z.string(),
    refundId: z.string(),
    kind: z.enum(['refund', 'chargeback', 'reversal', 'returned']),
    status: z.enum(['pending', 'done', 'failed', 'canceled', 'returned']),
    amountMinor: z.int().describe('In minor units of the currency of the event, gross, in the currency of the payment'),
    currency: z.string(),
    paymentId: z.string().optional().describe("The provider's id of the payment, where the provider said it"),
  }),
});

/** One such event, parsed. */
export type ProviderRefundSeenV1 = z.infer<typeof providerRefundSeenV1.schema>;
