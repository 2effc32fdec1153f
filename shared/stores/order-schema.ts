import * as z from 'zod';
import { exponentOf } from '../domain/money.ts';
import { type Customer, type Order, paymentKinds, paymentStates } from '../domain/order.ts';
import { orderLineIdSchema, orderNumberSchema } from './id-schemas.ts';

/** A whole, not negative number of minor units. */
export const amountMinorSchema = z.int().nonnegative();

/** An ISO 4217 currency code that we know the number of decimals of. */
export const currencySchema = z.string().refine((code) => exponentOf(code) !== undefined, 'Not an ISO 4217 currency');

/** An ISO 8601 instant, with `Z` or an offset. */
export const instantSchema = z.iso.datetime({ offset: true });

const paymentSchema = z.strictObject({
  kind: z.enum(paymentKinds),
  method: z.string().min(1).max(100).optional(),
  provider: z.string().min(1).max(50).optional(),
  account: z.string().min(1).max(100).optional(),
  providerPaymentId: z.string().min(1).max(200).optional(),
  amountMinor: amountMinorSchema,
  currency: currencySchema.optional(),
  orderAmountMinor: amountMinorSchema.optional(),
  state: z.enum(paymentStates),
  capturedMinor: amountMinorSchema.optional(),
  paidAt: instantSchema.optional(),
});

const orderLineSchema = z.strictObject({
  orderLineId: orderLineIdSchema,
  sku: z.string().max(200),
  retailItemId: z.string().max(50).optional(),
  title: z.string().max(500),
  quantity: z.int().positive(),
  totalMinor: amountMinorSchema,
  isGiftCard: z.boolean().optional(),
});

/** The members of an order, as they are stored and as they come in (with the customer beside them). */
export const orderShape = {
  orderNumber: orderNumberSchema,
  placedAt: instantSchema,
  currency: currencySchema,
  totalMinor: amountMinorSchema.optional(),
  discountMinor: amountMinorSchema.optional(),
  pricesIncludeTax: z.boolean().optional(),
  lines: z
    .array(orderLineSchema)
    .max(5000)
    .refine((lines) => new Set(lines.map((line) => line.orderLineId)).size === lines.length, 'A line id occurs twice'),
  shippingMinor: amountMinorSchema,
  paymentCostsMinor: amountMinorSchema,
  payments: z.array(paymentSchema).max(20),
};

/** Parses a stored order. */
export const orderSchema = z.strictObject({
  ...orderShape,
  paymentsFrom: orderNumberSchema.optional(),
}) satisfies z.ZodType<Order>;

/** Parses a customer. */
export const customerSchema = z.strictObject({
  name: z.string().max(200),
  email: z.string().max(320).optional(),
}) satisfies z.ZodType<Customer>;

/** A payment as it comes in: where its state is not said, a payment date means captured, else it is not paid. */
export const incomingPaymentSchema = z
  .strictObject({ ...paymentSchema.shape, state: z.enum(paymentStates).optional() })
  .transform((payment) => ({
    ...payment,
    state: payment.state ?? (payment.paidAt ? ('captured' as const) : ('not_paid' as const)),
  }));
