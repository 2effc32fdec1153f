import * as z from 'zod';
import { answerObstacles, caseAnswers } from '../../../shared/domain/case-answer.ts';
import { type CaseQuestion, questionKinds } from '../../../shared/domain/case-question.ts';
import { orderSchema } from '../../../shared/stores/order-schema.ts';
import { plannedPaymentSchema } from '../../../shared/stores/planned-payment-schema.ts';
import { component } from './component.ts';

const { orderNumber, placedAt, shippingMinor, paymentCostsMinor } = orderSchema.shape;

const orderHead = z.object({
  orderNumber,
  placedAt,
  shippingMinor,
  paymentCostsMinor,
  discountMinor: z.int(),
  totalMinor: z.int(),
});

/** What a case that waits asks. */
export const caseQuestion = component<CaseQuestion>()(
  'CaseQuestion',
  'What a case waits for a person to say, with what each answer leads to.',
  z.object({
    kind: z.enum(questionKinds),
    answers: z.array(
      z.object({
        answer: z.enum(caseAnswers),
        obstacle: z.enum(answerObstacles).optional().describe('Why it cannot be answered so.'),
        payments: z.array(plannedPaymentSchema).describe('What would go back, by payment.'),
        restockedPieces: z.int().describe('How many pieces would come back to stock.'),
        passedOnMinor: z.int().describe('What of the payments would count for the copy, in minor units.'),
      }),
    ),
    orders: z
      .object({
        original: orderHead,
        copy: orderHead,
        articles: z.array(
          z.object({
            title: z.string(),
            quantity: z.int(),
            copyQuantity: z.int(),
            originalMinor: z.int(),
            copyMinor: z.int(),
          }),
        ),
        differenceMinor: z.int().describe('What the customer gets back if it is a copy, in minor units.'),
      })
      .optional()
      .describe('The cancelled order and its suspected copy side by side.'),
  }),
);
