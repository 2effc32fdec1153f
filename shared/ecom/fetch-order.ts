import type { FetchedOrder } from '../acceptance/accept-refund-case.ts';
import type { OrderNumber } from '../domain/ids.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import { NoAnswerError } from '../ports/http.ts';
import { type EcomCallDependencies, ecomCall } from './ecom-call.ts';
import { EcomLimitedError, EcomNotFoundError, EcomUnavailableError } from './ecom-errors.ts';
import { ecomInvoiceSchema, ecomOrderProductSchema, ecomOrderSchema } from './ecom-schemas.ts';
import { looseList } from './ecom-values.ts';
import { customerOfEcom, orderOfEcom } from './order-of-ecom.ts';

/** Asks the shop's eCom for an order by its number. A shop without eCom knows none. */
export type FetchOrder = (shop: ShopSettings, orderNumber: OrderNumber) => Promise<FetchedOrder>;

const pauseSeconds = 10;
// A person waits, and the function behind the API has ten seconds for all of it.
const patience = { timeoutMilliseconds: 3_000, attemptsOfReading: 1 } as const;
const mostPerPage = 250;

/**
 * Reads an order for a request that names one which nobody knows. Limited, down or a temporary 404: not available now.
 * A list that is answered and has no such order: there is none. Whether the filter by number is honoured is not known,
 * so what comes back is looked at.
 */
export async function fetchOrder(
  dependencies: EcomCallDependencies,
  orderNumber: OrderNumber,
  currency: string,
): Promise<FetchedOrder> {
  const call = ecomCall({ ...dependencies, patience });
  try {
    const query = { number: orderNumber, limit: mostPerPage };
    const found = await call.read({ path: 'orders', query, schema: looseList(ecomOrderSchema) });
    const order = found.find(({ number }) => number === orderNumber);
    if (order === undefined) return { kind: 'unknown' };
    const [lines, listed] = await Promise.all([
      call.read({
        path: `orders/${order.id}/products`,
        query: { limit: mostPerPage },
        schema: looseList(ecomOrderProductSchema),
      }),
      call.read({
        path: 'invoices',
        query: { order: order.id, limit: mostPerPage },
        schema: looseList(ecomInvoiceSchema),
      }),
    ]);
    const invoices = listed.filter((invoice) => invoice.order === undefined || invoice.order === order.id);
    const snapshot = { order: orderOfEcom({ order, lines, invoices }, currency), customer: customerOfEcom(order) };
    return { kind: 'found', snapshot };
  } catch (error) {
    if (error instanceof EcomLimitedError) return { kind: 'unavailable', retryAfterSeconds: error.retryAfterSeconds };
    const isDown =
      error instanceof EcomNotFoundError || error instanceof EcomUnavailableError || error instanceof NoAnswerError;
    if (isDown) return { kind: 'unavailable', retryAfterSeconds: pauseSeconds };
    throw error;
  }
}
