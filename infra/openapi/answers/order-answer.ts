import * as z from 'zod';
import { caseIdSchema } from '../../../shared/stores/id-schemas.ts';
import { customerSchema, orderSchema } from '../../../shared/stores/order-schema.ts';
import type { OrderView } from '../../../shared/views/order-view.ts';
import { component } from './component.ts';

const { lines, payments, ...head } = orderSchema.shape;

/** One order with what was given back of it. */
export const order = component<OrderView>()(
  'Order',
  'An order as it was first seen, with what was given back of it and what remains. Amounts include tax, after discounts.',
  z.object({
    ...head,
    customer: customerSchema.optional().describe('Missing once the customer was forgotten.'),
    doesAddUp: z.boolean().describe('Whether the parts come to the total; without it nothing can be said to remain.'),
    lines: z.array(
      lines.element.extend({
        paidMinor: z.int().optional(),
        remaining: z.object({ quantity: z.int(), amountMinor: z.int() }).optional(),
      }),
    ),
    payments: z.array(
      payments.element.extend({
        paymentNumber: z.int(),
        givenBackMinor: z.int(),
        stillCarriesMinor: z.int(),
      }),
    ),
    remaining: z
      .object({ totalMinor: z.int(), shippingMinor: z.int(), paymentCostsMinor: z.int() })
      .optional()
      .describe('What may still be credited.'),
    cases: z.array(caseIdSchema),
    cancelledBy: caseIdSchema.optional(),
  }),
);
