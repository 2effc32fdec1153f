import {
  type EcomEvent,
  type EcomInvoice,
  type EcomLine,
  type EcomMovement,
  type EcomOrder,
  type EcomReturn,
  type EcomShop,
  type EcomState,
  type EcomWebhook,
  kept,
  shown,
  type TenThousandths,
} from './ecom-state.ts';

/** How things are shown: whose shop, what it knows, in which language, and whether relations carry what they lead to. */
export type Rendering = Readonly<{ shop: EcomShop; state: EcomState; language: string; isEmbedded: boolean }>;

/** An instant as bodies carry it: in the shop's own time with its offset, never in UTC. */
export function localTime(instant: string, offsetMinutes: number): string {
  const local = new Date(Date.parse(instant) + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const magnitude = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(magnitude / 60))}:${two(magnitude % 60)}`;
}

const withoutTax = (amount: TenThousandths, rate: number): number => shown(Math.round(amount / (1 + rate)));

/** A relation: always a link, in a single answer also what it leads to; `false` as an id means a collection. */
function relation({ isEmbedded, language }: Rendering, url: string, id: number | false, embedded?: unknown): unknown {
  const link = `http://api.simulated.example/${language}/${url.replace(/(\?|$)/, '.json$1')}`;
  return { resource: { id, url, link, ...(isEmbedded && embedded !== undefined && { embedded }) } };
}

/** What the customer pays for an order. */
const totalOf = ({ lines, shippingIncl, paymentCostsIncl }: EcomOrder): TenThousandths =>
  lines.reduce((sum, line) => sum + line.priceIncl, shippingIncl + paymentCostsIncl);

/** An order as the API shows it. Missing values are `false`, `""` or `null`, each where the real API has them. */
export function renderedOrder(order: EcomOrder, rendering: Rendering): Record<string, unknown> {
  const { shop, state, language } = rendering;
  const total = totalOf(order);
  const time = (instant: string) => localTime(instant, shop.offsetMinutes);
  const invoices = Object.values(state.invoices).filter(({ orderId }) => orderId === order.id);
  const inner: Rendering = { ...rendering, isEmbedded: false };
  return {
    id: order.id,
    createdAt: time(order.createdAt),
    updatedAt: time(order.updatedAt),
    number: order.number,
    status: order.status,
    customStatusId: null,
    channel: 'main',
    remoteIp: '203.0.113.9',
    userAgent: '',
    referralId: false,
    priceCost: 0,
    priceExcl: withoutTax(total, order.lines[0]?.taxRate ?? 0),
    priceIncl: shown(total),
    weight: null,
    gender: false,
    birthDate: false,
    nationalId: '',
    email: order.email,
    firstname: order.firstname,
    middlename: '',
    lastname: order.lastname,
    phone: '',
    isCompany: false,
    addressBillingName: `${order.firstname} ${order.lastname}`,
    addressBillingCountry: false,
    paymentId: order.paymentId,
    paymentStatus: order.paymentStatus,
    paymentTaxRate: 0.21,
    paymentPriceIncl: shown(order.paymentCostsIncl),
    paymentBasePriceIncl: shown(order.paymentCostsIncl),
    paymentTitle: language === 'fr' ? `${order.paymentTitle} (fr)` : order.paymentTitle,
    paymentData: order.paymentData,
    shipmentId: order.shippingIncl > 0 ? 'core|11|22' : false,
    shipmentStatus: order.shipmentStatus,
    shipmentPriceIncl: shown(order.shippingIncl),
    // Unrounded, as the base price may be.
    shipmentBasePriceIncl: shown(order.shippingIncl + 3),
    shipmentDiscountIncl: 0,
    shipmentTitle: 'Home delivery',
    shippingDate: null,
    isDiscounted: order.discountCouponCode !== '',
    discountType: 'amount',
    discountAmount: 0,
    discountCouponCode: order.discountCouponCode,
    comment: '',
    memo: order.memo,
    giftCardsPayment: order.giftCards.map(({ code, amount }) => ({ code, amount: shown(amount) })),
    language: { id: 1, code: language, locale: language, title: language },
    customer: relation(rendering, `customers/${order.customerId}`, order.customerId),
    invoices: relation(
      rendering,
      `invoices?order=${order.id}`,
      false,
      invoices.map((invoice) => renderedInvoice(invoice, inner)),
    ),
    products: relation(
      rendering,
      `orders/${order.id}/products`,
      false,
      order.lines.map((line, index) => renderedLine(line, index, inner)),
    ),
    metafields: relation(rendering, `orders/${order.id}/metafields`, false),
    events: relation(rendering, `orders/events?order=${order.id}`, false),
  };
}

/** A line of an order. A quantity of nothing is now and then `false`, and now and then a number comes as text. */
export function renderedLine(line: EcomLine, index: number, rendering: Rendering): Record<string, unknown> {
  const quantity = (value: number): unknown => (index % 3 === 1 ? String(value) : value);
  return {
    id: line.id,
    supplierTitle: '',
    brandTitle: '',
    productTitle: line.title,
    variantTitle: 'Default',
    taxRate: line.taxRate,
    taxRates: [{ name: 'VAT', rate: line.taxRate, amount: shown(line.priceIncl) }],
    quantityOrdered: quantity(line.quantity),
    quantityInvoiced: quantity(line.quantityInvoiced),
    quantityShipped: 0,
    quantityRefunded: quantity(line.quantityRefunded),
    quantityReturned: line.quantityReturned === 0 ? false : line.quantityReturned,
    articleCode: line.articleCode,
    ean: line.ean === '' ? null : line.ean,
    sku: line.sku,
    weight: null,
    basePriceExcl: withoutTax(line.unitPriceIncl, line.taxRate),
    basePriceIncl: shown(line.unitPriceIncl),
    priceExcl: withoutTax(line.priceIncl, line.taxRate),
    priceIncl: shown(line.priceIncl),
    discountIncl: shown(line.discountIncl),
    customFields: false,
    product: relation(rendering, `products/${line.variantId}`, line.variantId),
    variant: index % 4 === 3 ? false : relation(rendering, `variants/${line.variantId}`, line.variantId),
  };
}

/** An invoice. The total of a credit note is positive: only `isCreditNote` tells. */
export function renderedInvoice(invoice: EcomInvoice, rendering: Rendering): Record<string, unknown> {
  const time = (instant: string) => localTime(instant, rendering.shop.offsetMinutes);
  const toInvoice = (id: number | null) => (id === null ? false : relation(rendering, `invoices/${id}`, id));
  return {
    id: invoice.id,
    createdAt: time(invoice.createdAt),
    updatedAt: time(invoice.updatedAt),
    number: invoice.number,
    status: invoice.status,
    isVatShifted: false,
    priceExcl: withoutTax(invoice.priceIncl, 0.21),
    priceIncl: shown(invoice.priceIncl),
    doNotifyNew: false,
    doNotifyPaid: false,
    invoice: toInvoice(invoice.originalId),
    isCreditNote: invoice.isCreditNote,
    creditNote: toInvoice(invoice.creditNoteId),
    order: relation(rendering, `orders/${invoice.orderId}`, invoice.orderId),
    items: relation(rendering, `invoices/${invoice.id}/items`, false),
    metafields: relation(rendering, `invoices/${invoice.id}/metafields`, false),
  };
}

/** The positions of an invoice. */
export const renderedItems = ({ items }: EcomInvoice): readonly Record<string, unknown>[] =>
  items.map((item) => ({
    id: item.id,
    type: item.type,
    title: item.title,
    variant: item.type === 'product' ? 'Default' : '',
    orderProductId: item.orderProductId,
    articleCode: item.articleCode,
    ean: '',
    sku: '',
    taxRate: item.taxRate,
    basePriceIncl: item.quantity === 0 ? 0 : shown(Math.round(item.priceIncl / item.quantity)),
    priceExcl: withoutTax(item.priceIncl, item.taxRate),
    priceIncl: shown(item.priceIncl),
    discountIncl: 0,
    quantity: item.quantity,
  }));

/** A return, whose prices are texts, unlike everywhere else. */
export const renderedReturn = (made: EcomReturn, { shop }: Rendering): Record<string, unknown> => ({
  id: made.id,
  createdAt: localTime(made.createdAt, shop.offsetMinutes),
  updatedAt: localTime(made.updatedAt, shop.offsetMinutes),
  customerId: made.customerId,
  orderId: made.orderId,
  status: made.status,
  numProducts: 0,
  priceExcl: withoutTax(made.priceIncl, 0.21).toFixed(2),
  priceIncl: shown(made.priceIncl).toFixed(2),
  isStockAdjusted: made.isStockAdjusted,
  returnReason: made.returnReason,
  returnAction: made.returnAction,
  customerComment: '',
  staffNote: '',
  mailMessage: '',
  notifyStatus: false,
  orderProducts: made.lines,
});

/** A registered webhook: there is no secret in it. */
export const renderedWebhook = (webhook: EcomWebhook, { shop }: Rendering): Record<string, unknown> => ({
  ...webhook,
  createdAt: localTime(webhook.createdAt, shop.offsetMinutes),
  updatedAt: localTime(webhook.createdAt, shop.offsetMinutes),
  language: { id: 1, code: webhook.language, locale: webhook.language, title: webhook.language },
});

/** A line of an order's log. */
export const renderedEvent = (event: EcomEvent, rendering: Rendering): Record<string, unknown> => ({
  id: event.id,
  createdAt: localTime(event.createdAt, rendering.shop.offsetMinutes),
  channel: event.channel,
  type: event.type,
  message: event.message,
  comment: null,
  order: relation(rendering, `orders/${event.orderId}`, event.orderId),
  invoice: event.invoiceId === null ? false : relation(rendering, `invoices/${event.invoiceId}`, event.invoiceId),
  shipment: false,
});

/** A change of stock. */
export const renderedMovement = (movement: EcomMovement, rendering: Rendering): Record<string, unknown> => ({
  id: movement.id,
  createdAt: localTime(movement.createdAt, rendering.shop.offsetMinutes),
  channel: movement.channel,
  stockLevelChange: movement.change,
  variant: relation(rendering, `variants/${movement.variantId}`, movement.variantId),
});

/** The value of so many pieces of a line, so that all pieces together are worth the line exactly, in cents. */
export function creditedValue({ priceIncl, quantity, quantityRefunded }: EcomLine, pieces: number): TenThousandths {
  const upTo = (count: number) => kept(Math.round((priceIncl * count) / (quantity * 100)) / 100);
  return upTo(quantityRefunded + pieces) - upTo(quantityRefunded);
}
