import * as z from 'zod';
import { type EcomCallDependencies, ecomCall } from './ecom-call.ts';
import type { EcomBudget } from './ecom-limits.ts';
import {
  type EcomInvoice,
  type EcomInvoiceItem,
  type EcomOrder,
  type EcomOrderProduct,
  type EcomReturn,
  type EcomWebhook,
  ecomEventSchema,
  ecomInvoiceItemSchema,
  ecomInvoiceSchema,
  ecomMetafieldSchema,
  ecomOrderHintSchema,
  ecomOrderProductSchema,
  ecomOrderSchema,
  ecomPaymentMethodSchema,
  ecomReturnSchema,
  ecomShopSchema,
  ecomWebhookSchema,
} from './ecom-schemas.ts';
import { ecomId, looseList } from './ecom-values.ts';

/** Which things a list is about: those changed (or made) between two instants, from behind an id on. */
export type EcomSpan = Readonly<{
  updatedFrom?: string;
  updatedUntil?: string;
  createdFrom?: string;
  createdUntil?: string;
  sinceId?: number;
  limit?: number;
}>;

/** A credit note to be made. Every switch is said, for what an omitted one means is not known. */
export type EcomCredit = Readonly<{
  creditPayment: boolean;
  creditShipment: boolean;
  notifyNew: boolean;
  updateStock: boolean;
  orderProducts: readonly Readonly<{ id: number; quantity: number }>[];
}>;

/** The API of one shop of eCom, as far as Avoir uses it. Readings may be repeated; what changes something is sent once. */
export type EcomClient = ReturnType<typeof ecomClient>;

/** Most that a list gives at once. */
const mostPerPage = 250;

const nothing = z.unknown();

/** Makes the client of one shop. */
export function ecomClient(dependencies: EcomCallDependencies) {
  const call = ecomCall(dependencies);

  function list<Item extends z.ZodType>(
    path: string,
    item: Item,
    query: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<z.output<Item>[]> {
    return call.read({ path, query: { limit: mostPerPage, ...query }, schema: looseList(item) });
  }

  /** All pages of a list, by `since_id`: pages by number drift and end. */
  async function all<Item extends z.ZodType<{ id: number }>>(
    path: string,
    item: Item,
    query: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<z.output<Item>[]> {
    const found: z.output<Item>[] = [];
    for (let sinceId = 0; ; ) {
      const page = await list(path, item, { ...query, since_id: sinceId });
      found.push(...page);
      const last = page.at(-1);
      if (page.length < mostPerPage || last === undefined || last.id <= sinceId) return found;
      sinceId = last.id;
    }
  }

  return {
    order: (id: number): Promise<EcomOrder> => call.read({ path: `orders/${id}`, schema: ecomOrderSchema }),
    /** The orders of a span, one page; only what tells whether they must be read. */
    changedOrders: (span: EcomSpan) => list('orders', ecomOrderHintSchema, queryOf(span)),
    changedInvoices: (span: EcomSpan): Promise<EcomInvoice[]> => list('invoices', ecomInvoiceSchema, queryOf(span)),
    changedReturns: (span: EcomSpan): Promise<EcomReturn[]> => list('returns', ecomReturnSchema, queryOf(span)),
    /** Whole orders made in a span, one page. */
    ordersMade: (span: EcomSpan): Promise<EcomOrder[]> => list('orders', ecomOrderSchema, queryOf(span)),
    /** The order with a number. The filter is not known to be honoured, so what comes back is looked at. */
    async orderByNumber(number: string): Promise<EcomOrder | undefined> {
      const found = await list('orders', ecomOrderSchema, { number });
      return found.find((order) => order.number === number);
    },
    linesOf: (orderId: number): Promise<EcomOrderProduct[]> =>
      all(`orders/${orderId}/products`, ecomOrderProductSchema),
    /** Every invoice and credit note of an order, listed and not followed by the pointers between them. */
    async invoicesOf(orderId: number): Promise<EcomInvoice[]> {
      const found = await all('invoices', ecomInvoiceSchema, { order: orderId });
      return found.filter(({ order }) => order === undefined || order === orderId);
    },
    itemsOf: (invoiceId: number): Promise<EcomInvoiceItem[]> =>
      list(`invoices/${invoiceId}/items`, ecomInvoiceItemSchema),
    async returnsOf(orderId: number): Promise<EcomReturn[]> {
      const found = await all('returns', ecomReturnSchema, { order: orderId });
      return found.filter((made) => made.orderId === orderId);
    },
    eventsOf: (orderId: number) => all('orders/events', ecomEventSchema, { order: orderId }),
    metafieldsOf: (orderId: number) => list(`orders/${orderId}/metafields`, ecomMetafieldSchema),
    addMetafield: (orderId: number, field: Readonly<{ key: string; value: string }>) =>
      call.write({
        method: 'POST',
        path: `orders/${orderId}/metafields`,
        body: { orderMetafield: field },
        schema: ecomMetafieldSchema,
      }),
    /** Makes a credit note. What eCom answers is not known and not used: whoever calls looks for it afterwards. */
    async credit(orderId: number, credit: EcomCredit): Promise<void> {
      await call.write({ method: 'POST', path: `orders/${orderId}/credit`, body: { credit }, schema: nothing });
    },
    webhooks: (): Promise<EcomWebhook[]> => list('webhooks', ecomWebhookSchema),
    registerWebhook: (webhook: Omit<EcomWebhook, 'id'> & Readonly<{ language: string }>) =>
      call.write({ method: 'POST', path: 'webhooks', body: { webhook }, schema: z.object({ id: ecomId }) }),
    async removeWebhook(id: number): Promise<void> {
      await call.write({ method: 'DELETE', path: `webhooks/${id}`, schema: nothing });
    },
    paymentMethods: () => list('paymentmethods', ecomPaymentMethodSchema),
    shop: () => call.read({ path: 'shop', schema: ecomShopSchema }),
    /** What the last answer said of the shop's three limits. */
    budget: (): EcomBudget => call.budget(),
    /** When eCom says that it gave its last answer, to the second. */
    answeredAt: (): string | undefined => call.answeredAt(),
  };
}

function queryOf({ updatedFrom, updatedUntil, createdFrom, createdUntil, sinceId, limit }: EcomSpan) {
  return {
    updated_at_min: updatedFrom && utcText(updatedFrom),
    updated_at_max: updatedUntil && utcText(updatedUntil),
    created_at_min: createdFrom && utcText(createdFrom),
    created_at_max: createdUntil && utcText(createdUntil),
    since_id: sinceId,
    ...(limit !== undefined && { limit }),
  };
}

/** The form in which eCom takes instants: UTC, without offset. Milliseconds are cut off, which only widens a span's start. */
const utcText = (instant: string): string => instant.slice(0, 19).replace('T', ' ');
