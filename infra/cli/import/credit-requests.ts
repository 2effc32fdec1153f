import { kindOf } from './article-kind.ts';
import type { ResolvedCreditNote, Share } from './credit-note-resolution.ts';
import type { Invoice, InvoiceLine } from './online-retail-file.ts';
import { amountMinorOf } from './order-of-invoice.ts';

/** The number under which goods are asked for that nobody sold: the system does not know it and says so. */
export const unknownOrderNumber = 'unknown';

/** What a credit note gives back beside goods: carriage, and adjustments; pence, positive to the customer. */
export type Costs = Readonly<{ shippingMinor: number; adjustmentMinor: number; reason: string }>;

/** One order line in a request, and the lines of the credit note (by index) that it answers for. */
export type RequestedLine = Readonly<{ orderLineId: string; quantity: number; noteLines: readonly number[] }>;

/** One request to the system: what one credit note asks of one order. `order` is sent along as its snapshot. */
export type CreditRequest = Readonly<{
  requestId: string;
  note: Invoice;
  order: Invoice | undefined;
  lines: readonly RequestedLine[];
  costs: Costs | undefined;
}>;

/**
 * The requests of one credit note: `<note>/<order>` for goods that its orders still carry, `<note>/<order>/excess` for
 * lines that are more than was sold, `<note>/unknown` for goods without an earlier sale and for a note without goods.
 * What is not goods travels with the newest order that gives goods back; where there is none it is not asked for.
 */
export function requestsOf({ note, sources }: ResolvedCreditNote): readonly CreditRequest[] {
  const covered = byOrder(sources.map((source) => (source.kind === 'covered' ? source.shares : [])));
  const exceeding = byOrder(sources.map((source) => (source.kind === 'exceeds' ? source.shares : [])));
  const withoutSale = sources.flatMap((source, index) => (source.kind === 'no_earlier_sale' ? [index] : []));
  const hasGoods = sources.some(({ kind }) => kind !== 'not_goods');
  const newest = newestOf([...covered.keys()]);
  const costs = costsOf(note);

  const requests = [...covered].map(([order, lines]) =>
    requestOf(`${note.number}/${order.number}`, note, order, lines, order === newest ? costs : undefined),
  );
  for (const [order, lines] of exceeding) {
    requests.push(requestOf(`${note.number}/${order.number}/excess`, note, order, lines, undefined));
  }
  if (withoutSale.length > 0 || !hasGoods) {
    const lines = withoutSale.map((index) => unknownLine(note, index));
    requests.push(requestOf(`${note.number}/${unknownOrderNumber}`, note, undefined, lines, undefined));
  }
  return requests;
}

/** The order that a request is about. Requests about one order must reach the system one after the other. */
export const orderNumberOf = ({ order }: CreditRequest): string => order?.number ?? unknownOrderNumber;

function requestOf(
  requestId: string,
  note: Invoice,
  order: Invoice | undefined,
  lines: readonly RequestedLine[],
  costs: Costs | undefined,
): CreditRequest {
  return { requestId, note, order, lines, costs };
}

/** Groups the shares of a note's lines by order, and merges those of one order line, which a request may name once. */
function byOrder(sharesOfLines: readonly (readonly Share[])[]): ReadonlyMap<Invoice, readonly RequestedLine[]> {
  const orders = new Map<Invoice, Map<string, RequestedLine>>();
  for (const [noteLine, shares] of sharesOfLines.entries()) {
    for (const { order, orderLine, quantity } of shares) {
      const lines = orders.get(order) ?? new Map<string, RequestedLine>();
      const orderLineId = String(orderLine.position);
      const before = lines.get(orderLineId) ?? { quantity: 0, noteLines: [] };
      lines.set(orderLineId, {
        orderLineId,
        quantity: before.quantity + quantity,
        noteLines: [...before.noteLines, noteLine],
      });
      orders.set(order, lines);
    }
  }
  return new Map([...orders].map(([order, lines]) => [order, [...lines.values()]]));
}

function unknownLine(note: Invoice, index: number): RequestedLine {
  return { orderLineId: String(index + 1), quantity: -(note.lines[index]?.quantity ?? 0), noteLines: [index] };
}

// Invoice numbers rise in time; within a minute they are the only order there is.
const newestOf = (orders: readonly Invoice[]): Invoice | undefined =>
  orders.toSorted((a, b) => (a.number < b.number ? 1 : -1))[0];

function costsOf(note: Invoice): Costs | undefined {
  const carriage = note.lines.filter(({ articleCode }) => kindOf(articleCode) === 'carriage');
  const others = note.lines.filter(({ articleCode }) => kindOf(articleCode) === 'other');
  if (carriage.length + others.length === 0) return undefined;
  const reason = [...carriage, ...others].map(({ articleCode, title }) => `${articleCode} ${title.trim()}`).join('; ');
  return { shippingMinor: givenBack(carriage), adjustmentMinor: givenBack(others), reason: reason.slice(0, 1000) };
}

/** The lines of a credit note have negative quantities: what they take off the bill goes back to the customer. */
const givenBack = (lines: readonly InvoiceLine[]): number => lines.reduce((sum, line) => sum - amountMinorOf(line), 0);
