import * as z from 'zod';
import {
  decimalText,
  ecomId,
  ecomInstant,
  looseBoolean,
  looseList,
  looseText,
  relationId,
  wholeNumber,
} from './ecom-values.ts';

// Only what Avoir uses is named: members that are new, or of another form, and not ours, harm nothing.

const giftCardPayment = z.object({ amount: decimalText.optional().catch(undefined) });

/** An order, without its lines. `status` and `paymentStatus` are opaque texts. */
export const ecomOrderSchema = z.object({
  id: ecomId,
  number: looseText.pipe(z.string().min(1)),
  createdAt: ecomInstant,
  updatedAt: ecomInstant,
  status: looseText,
  paymentStatus: looseText,
  priceIncl: decimalText,
  paymentId: looseText,
  paymentTitle: looseText,
  paymentPriceIncl: decimalText,
  shipmentPriceIncl: decimalText,
  firstname: looseText,
  middlename: looseText,
  lastname: looseText,
  companyName: looseText,
  addressBillingName: looseText,
  email: looseText,
  // How an entry looks inside is not known: it is there, and perhaps says what the card paid.
  giftCardsPayment: looseList(z.unknown().transform((entry) => giftCardPayment.safeParse(entry).data ?? {})),
  // Free in shape, and each payment app's own: only whether there is something, and whether it is the same, matters.
  paymentData: z.unknown().optional(),
  isDiscounted: looseBoolean,
  customer: relationId,
});
/** An order, parsed. */
export type EcomOrder = z.infer<typeof ecomOrderSchema>;

/** What a list says of an order: enough to know whether it must be read. */
export const ecomOrderHintSchema = ecomOrderSchema.pick({ id: true, updatedAt: true });

/** A line of an order. `priceIncl` is for the whole quantity, after discount. */
export const ecomOrderProductSchema = z.object({
  id: ecomId,
  productTitle: looseText,
  variantTitle: looseText,
  articleCode: looseText,
  ean: looseText,
  sku: looseText,
  quantityOrdered: wholeNumber,
  quantityInvoiced: wholeNumber,
  quantityRefunded: wholeNumber,
  quantityReturned: wholeNumber,
  priceIncl: decimalText,
});
/** A line of an order, parsed. */
export type EcomOrderProduct = z.infer<typeof ecomOrderProductSchema>;

/** An invoice or a credit note; only `isCreditNote` tells which. */
export const ecomInvoiceSchema = z.object({
  id: ecomId,
  number: looseText,
  createdAt: ecomInstant,
  updatedAt: ecomInstant,
  status: looseText,
  isVatShifted: looseBoolean,
  priceIncl: decimalText,
  isCreditNote: looseBoolean,
  invoice: relationId,
  order: relationId,
});
/** An invoice, parsed. */
export type EcomInvoice = z.infer<typeof ecomInvoiceSchema>;

/** A position of an invoice. */
export const ecomInvoiceItemSchema = z.object({
  type: looseText,
  title: looseText,
  orderProductId: relationId,
  quantity: wholeNumber,
  priceIncl: decimalText,
});
/** A position of an invoice, parsed. */
export type EcomInvoiceItem = z.infer<typeof ecomInvoiceItemSchema>;

/** A return. Reason and action are texts of the shop's own. */
export const ecomReturnSchema = z.object({
  id: ecomId,
  orderId: relationId,
  createdAt: ecomInstant,
  updatedAt: ecomInstant,
  status: looseText,
  isStockAdjusted: looseBoolean,
  returnReason: looseText,
  returnAction: looseText,
  orderProducts: looseList(z.object({ id: ecomId, quantity: wholeNumber })),
});
/** A return, parsed. */
export type EcomReturn = z.infer<typeof ecomReturnSchema>;

/** One line of the log of an order. */
export const ecomEventSchema = z.object({
  id: ecomId,
  createdAt: ecomInstant,
  channel: looseText,
  type: looseText,
  message: looseText,
  invoice: relationId,
});

/** A registered webhook. */
export const ecomWebhookSchema = z.object({
  id: ecomId,
  isActive: looseBoolean,
  itemGroup: looseText,
  itemAction: looseText,
  format: looseText,
  address: looseText,
});
/** A registered webhook, parsed. */
export type EcomWebhook = z.infer<typeof ecomWebhookSchema>;

/** A key and value that a program left on an order. */
export const ecomMetafieldSchema = z.object({ id: ecomId, key: looseText, value: looseText });

/** A payment method of the shop. */
export const ecomPaymentMethodSchema = z.object({ id: looseText, title: looseText, isActive: looseBoolean });

/** The shop itself. */
export const ecomShopSchema = z.object({
  id: ecomId,
  title: looseText,
  currency: z.object({ shortcode: looseText }),
});
