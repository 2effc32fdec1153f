import { kindOf } from './article-kind.ts';
import type { Invoice, InvoiceLine } from './online-retail-file.ts';

/** So many pieces of one line of an earlier order. */
export type Share = Readonly<{ order: Invoice; orderLine: InvoiceLine; quantity: number }>;

/**
 * What one line of a credit note comes from. A line that earlier orders cannot cover whole `exceeds` them and takes
 * nothing, so that each line is given back or refused as a whole; the one share is what is then asked of the newest
 * such order. (Taking the part that fits would leave lines that are neither; it also explains fewer credit notes.)
 */
export type LineSource =
  | Readonly<{ kind: 'covered'; shares: readonly Share[] }>
  | Readonly<{ kind: 'exceeds'; shares: readonly [Share] }>
  | Readonly<{ kind: 'no_earlier_sale' }>
  | Readonly<{ kind: 'not_goods' }>;

/** A credit note with the source of each of its lines, in the same order. */
export type ResolvedCreditNote = Readonly<{ note: Invoice; sources: readonly LineSource[] }>;

type Sale = { readonly order: Invoice; readonly orderLine: InvoiceLine; left: number };

/** The sales of one article to one customer: by order, the oldest first, and in each order by line. */
type Sales = Sale[][];

/**
 * Finds for each credit note the earlier orders of its customer that carry its articles and still have some left: the
 * newest order first, several lines of one article in line order. Keeps its own running quantity and asks nobody, so
 * that a second run over the same invoices resolves them the same way.
 */
export function resolveCreditNotes(invoices: readonly Invoice[]): readonly ResolvedCreditNote[] {
  const salesOf = new Map<string, Sales>();
  const resolved: ResolvedCreditNote[] = [];
  for (const invoice of invoices) {
    if (invoice.kind === 'order') addSales(salesOf, invoice);
    else resolved.push({ note: invoice, sources: invoice.lines.map((line) => sourceOf(salesOf, invoice, line)) });
  }
  return resolved;
}

const keyOf = ({ customerId }: Invoice, { articleCode }: InvoiceLine): string => `${customerId} ${articleCode}`;

function addSales(salesOf: Map<string, Sales>, order: Invoice): void {
  for (const orderLine of order.lines) {
    if (kindOf(orderLine.articleCode) !== 'goods' || orderLine.quantity <= 0) continue;
    const key = keyOf(order, orderLine);
    const sales = salesOf.get(key) ?? [];
    const sale = { order, orderLine, left: orderLine.quantity };
    const newest = sales.at(-1);
    if (newest?.[0]?.order === order) newest.push(sale);
    else sales.push([sale]);
    salesOf.set(key, sales);
  }
}

function sourceOf(salesOf: ReadonlyMap<string, Sales>, note: Invoice, line: InvoiceLine): LineSource {
  if (kindOf(line.articleCode) !== 'goods') return { kind: 'not_goods' };
  const newestFirst = (salesOf.get(keyOf(note, line)) ?? []).toReversed().flat();
  const [newest] = newestFirst;
  if (note.customerId === '' || newest === undefined) return { kind: 'no_earlier_sale' };
  const wanted = -line.quantity;
  const left = newestFirst.reduce((sum, sale) => sum + sale.left, 0);
  if (left < wanted) {
    return { kind: 'exceeds', shares: [{ order: newest.order, orderLine: newest.orderLine, quantity: wanted }] };
  }
  return { kind: 'covered', shares: take(newestFirst, wanted) };
}

function take(sales: readonly Sale[], wanted: number): readonly Share[] {
  const shares: Share[] = [];
  let missing = wanted;
  for (const sale of sales) {
    const quantity = Math.min(sale.left, missing);
    if (quantity === 0) continue;
    sale.left -= quantity;
    missing -= quantity;
    shares.push({ order: sale.order, orderLine: sale.orderLine, quantity });
  }
  return shares;
}
