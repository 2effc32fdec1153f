import * as z from 'zod';
import { defineEvent } from './envelope.ts';

const amountMinor = z.int().describe('In minor units of the currency of the event, tax included, after discounts');

const payment = z.object({
  paymentNumber: z.int().positive().describe('Place of the payment in its order, from 1'),
  kind: z.enum(['provider', 'gift_card', 'manual']),
  refundMode: z.enum(['portal', 'app', 'native', 'manual', 'unknown']).describe('Who gives the money back'),
  provider: z.string().optional(),
  account: z.string().optional(),
  method: z.string().optional().describe("eCom's payment method"),
  providerPaymentId: z.string().optional(),
  paidAt: z.iso.datetime({ offset: true }).optional(),
  amountMinor,
  proposed: z
    .object({ amountMinor: z.int(), currency: z.string() })
    .optional()
    .describe('The same in the currency of the payment where that is another one; a person says what is given back'),
  portalClosesOn: z.iso.date().optional().describe("Last day on which the provider's portal refunds this payment"),
});

/** A credit note or a cancellation was accepted. Says what each payment gives back; carries no personal data. */
export const refundCaseOpenedV1 = defineEvent({
  detailType: 'RefundCaseOpened.v1',
  source: 'avoir',
  data: z.object({
    caseId: z.string(),
    origin: z.enum(['credit_note', 'cancellation']),
    orderNumber: z.string(),
    currency: z.string(),
    totalMinor: amountMinor,
    orderTotalMinor: amountMinor,
    dueOn: z.iso.date().describe('Day of the shop by which the money should be back'),
    payments: z.array(payment).max(20),
    stock: z.object({ updateInventory: z.boolean(), lineCount: z.int(), unitCount: z.int() }),
  }),
});

/** One such event, parsed. */
export type RefundCaseOpenedV1 = z.infer<typeof refundCaseOpenedV1.schema>;
