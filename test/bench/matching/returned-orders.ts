import type { Invoice } from '../../../infra/cli/import/online-retail-file.ts';
import { amountMinorOf } from '../../../infra/cli/import/order-of-invoice.ts';
import { secondsPerDay, unixSecondsOf } from '../../../shared/domain/matching/unix-time.ts';

/** One sale of the retailer, as a payment would show it. Times are seconds since 1970. */
export type RetailOrder = Readonly<{ orderNumber: string; customerId: string; totalMinor: number; paidAt: number }>;

/** One real credit note: its amount, its time, and the order that it belongs to. */
export type RetailNote = Readonly<{ noteId: string; amountMinor: number; issuedAt: number; order: RetailOrder }>;

/** The retailer's year: every sale with a customer, and every credit note that has a value. */
export type RetailYear = Readonly<{
  orders: readonly RetailOrder[];
  notes: readonly RetailNote[];
  withoutValue: number;
}>;

type GrowingOrder = RetailOrder & { readonly articles: ReadonlySet<string>; carriesMinor: number };

/**
 * Reads orders and credit notes off the invoices. The file does not say which order a credit note is about: it is the
 * customer's latest earlier order with one of its articles that still carries the amount, or, where the file begins too
 * late to show it, an order of its own some days before.
 */
export function retailYearOf(invoices: readonly Invoice[]): RetailYear {
  const orders: RetailOrder[] = [];
  const notes: RetailNote[] = [];
  const byCustomer = new Map<string, GrowingOrder[]>();
  let withoutValue = 0;
  for (const invoice of invoices) {
    const totalMinor = Math.abs(invoice.lines.reduce((sum, line) => sum + amountMinorOf(line), 0));
    const at = unixSecondsOf(`${invoice.invoicedAt.replace(' ', 'T')}Z`) ?? 0;
    if (totalMinor === 0) {
      withoutValue += Number(invoice.kind === 'credit_note');
    } else if (invoice.kind === 'order') {
      const order = growingOrderOf(invoice, totalMinor, at);
      orders.push(plain(order));
      byCustomer.set(invoice.customerId, [...(byCustomer.get(invoice.customerId) ?? []), order]);
    } else {
      const found = orderOfNote(invoice, totalMinor, byCustomer.get(invoice.customerId) ?? []);
      const order = found ?? addedOrder(orders, orderBefore(invoice, totalMinor, at));
      notes.push({ noteId: invoice.number, amountMinor: totalMinor, issuedAt: at, order: plain(order) });
    }
  }
  return { orders, notes, withoutValue };
}

function addedOrder(orders: RetailOrder[], order: RetailOrder): RetailOrder {
  orders.push(order);
  return order;
}

const plain = ({ orderNumber, customerId, totalMinor, paidAt }: RetailOrder): RetailOrder => ({
  orderNumber,
  customerId,
  totalMinor,
  paidAt,
});

const growingOrderOf = ({ number, customerId, lines }: Invoice, totalMinor: number, paidAt: number): GrowingOrder => ({
  orderNumber: `ORD${number}`,
  customerId,
  totalMinor,
  paidAt,
  articles: new Set(lines.map(({ articleCode }) => articleCode)),
  carriesMinor: totalMinor,
});

function orderOfNote({ customerId, lines }: Invoice, totalMinor: number, orders: readonly GrowingOrder[]) {
  if (customerId === '') return undefined;
  const found = orders.findLast(
    ({ carriesMinor, articles }) =>
      carriesMinor >= totalMinor && lines.some(({ articleCode }) => articles.has(articleCode)),
  );
  if (found !== undefined) found.carriesMinor -= totalMinor;
  return found;
}

/** An order from before the file begins: its day and its other articles follow from the note's number, not from chance. */
function orderBefore({ number, customerId }: Invoice, amountMinor: number, at: number): RetailOrder {
  const mixed = Math.imul(Number(number.slice(1)), 0x9e3779b1) >>> 0;
  const rest = mixed % 3 === 0 ? 0 : (mixed >>> 8) % 5000;
  return {
    orderNumber: `ORD${number.slice(1)}`,
    // A till that did not know who bought still had somebody in front of it.
    customerId: customerId === '' ? `unknown-${number}` : customerId,
    totalMinor: amountMinor + rest,
    paidAt: at - (1 + (mixed % 30)) * secondsPerDay - (mixed % 40_000),
  };
}

/** Whether all credit notes are about one order. */
export const isOfOneOrder = (notes: readonly RetailNote[]): boolean =>
  new Set(notes.map(({ order }) => order.orderNumber)).size === 1;

/** What they give back together. */
export const sumOf = (notes: readonly RetailNote[]): number =>
  notes.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
