import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/**
 * A refund that should have been made is not: its due day has passed in the shop, and no provider has shown it. Once for
 * each due day of a task, for whoever wants to be told. Carries no personal data.
 */
export const refundTaskOverdueV1 = defineEvent({
  detailType: 'RefundTaskOverdue.v1',
  source: 'avoir',
  data: z.object({
    taskId: z.string(),
    caseId: z.string(),
    orderNumber: z.string(),
    provider: z.string().optional().describe('Missing where nobody knows who refunds'),
    amountMinor: z.int().describe('What is still to be given back, in minor units of the currency of the event'),
    currency: z.string(),
    dueOn: z.string().describe('Day of the shop'),
  }),
});
