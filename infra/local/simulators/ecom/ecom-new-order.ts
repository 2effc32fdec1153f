import * as z from 'zod';
import { type Change, invoice, touch } from './ecom-changes.ts';
import { type EcomOrder, kept, nextId } from './ecom-state.ts';

/** An order as somebody places it in the shop; amounts are in units, as people type them. */
export const newOrderSchema = z.strictObject({
  number: z.string().optional(),
  firstname: z.string().default('Ada'),
  lastname: z.string().default('Example'),
  email: z.string().default('ada@example.com'),
  paymentId: z.string(),
  paymentTitle: z.string().default('Online payment'),
  paymentData: z.unknown().default([]),
  giftCards: z.array(z.object({ code: z.string(), amount: z.number() })).default([]),
  shippingIncl: z.number().default(0),
  paymentCostsIncl: z.number().default(0),
  discountCouponCode: z.string().default(''),
  isPaid: z.boolean().default(true),
  isInvoiced: z.boolean().default(true),
  lines: z.array(
    z.strictObject({
      title: z.string(),
      articleCode: z.string(),
      ean: z.string().default(''),
      sku: z.string().default(''),
      quantity: z.int().positive(),
      unitPriceIncl: z.number(),
      discountIncl: z.number().default(0),
      variantId: z.int().optional(),
      taxRate: z.number().default(0.21),
    }),
  ),
});

/** Places an order, invoices it, and marks it paid when it was. */
export function placeOrder(change: Change, placed: z.infer<typeof newOrderSchema>): EcomOrder {
  const { state, shop, now } = change;
  const number = placed.number ?? `${shop.orderPrefix}${String(state.nextOrder).padStart(5, '0')}`;
  state.nextOrder += 1;
  const { isPaid, isInvoiced, lines, giftCards, shippingIncl, paymentCostsIncl, ...rest } = placed;
  const order: EcomOrder = {
    ...rest,
    id: nextId(state),
    number,
    createdAt: now,
    updatedAt: now,
    status: isPaid ? 'processing_awaiting_shipment' : 'processing_awaiting_payment',
    paymentStatus: isPaid ? 'paid' : 'not_paid',
    shipmentStatus: 'not_shipped',
    memo: '',
    customerId: nextId(state),
    giftCards: giftCards.map(({ code, amount }) => ({ code, amount: kept(amount) })),
    shippingIncl: kept(shippingIncl),
    paymentCostsIncl: kept(paymentCostsIncl),
    isShippingCredited: false,
    arePaymentCostsCredited: false,
    metafields: [],
    hiddenReads: 0,
    lines: lines.map(({ unitPriceIncl, discountIncl, variantId, ...line }) => ({
      ...line,
      id: nextId(state),
      variantId: variantId ?? nextId(state),
      quantityInvoiced: 0,
      quantityRefunded: 0,
      quantityReturned: 0,
      unitPriceIncl: kept(unitPriceIncl),
      discountIncl: kept(discountIncl),
      priceIncl: kept(unitPriceIncl) * line.quantity - kept(discountIncl),
    })),
  };
  state.orders[order.id] = order;
  touch(change, order, { type: 'order', message: 'new', invoiceId: null });
  if (isInvoiced) invoice(change, order, isPaid);
  return order;
}
