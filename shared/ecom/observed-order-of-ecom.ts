import canonicalize from 'canonicalize';
import type { OrderLineId } from '../domain/ids.ts';
import type {
  ObservedCopyCandidate,
  ObservedCreditLine,
  ObservedCreditNote,
  ObservedOrder,
  ObservedPaymentStatus,
  ObservedReturn,
} from '../domain/observed-order.ts';
import { observedPaymentStatuses } from '../domain/observed-order.ts';
import { creditNoteIdSchema } from '../stores/id-schemas.ts';
import { minorOf } from './ecom-amount.ts';
import type { EcomInvoice, EcomInvoiceItem, EcomOrder, EcomReturn } from './ecom-schemas.ts';
import { customerOfEcom, type EcomOrderReading, lineIdOf, orderOfEcom } from './order-of-ecom.ts';

/** Everything that was read of one order in eCom, beginning at `fetchedAt`. */
export type EcomReading = EcomOrderReading &
  Readonly<{
    fetchedAt: string;
    itemsByCreditNote: ReadonlyMap<number, readonly EcomInvoiceItem[]>;
    returns: readonly EcomReturn[];
    /** Orders of the same customer made shortly before a cancellation. */
    copies: readonly EcomOrderReading[];
  }>;

/** Whether eCom has cancelled an order. Every other status is none of our business. */
export const isCancelled = ({ status }: EcomOrder): boolean => status === 'cancelled';

/** What eCom shows of an order, as facts: absolute amounts, opaque statuses, and nothing that is not in the reading. */
export function observedOrderOfEcom(reading: EcomReading, currency: string): ObservedOrder {
  const { fetchedAt, order, lines, invoices, itemsByCreditNote, returns, copies } = reading;
  const isLine = new Set(lines.map(({ id }) => id));
  return {
    fetchedAt,
    ecomOrderId: String(order.id),
    order: orderOfEcom(reading, currency),
    customer: customerOfEcom(order),
    paymentStatus: statusOf(order.paymentStatus),
    invoicedQuantities: Object.fromEntries(
      lines.filter((line) => line.quantityInvoiced > 0).map((line) => [lineIdOf(line.id), line.quantityInvoiced]),
    ),
    invoices: invoices
      .filter(({ isCreditNote }) => !isCreditNote)
      .map((invoice) => ({
        invoiceNumber: invoice.number || String(invoice.id),
        issuedAt: invoice.createdAt,
        status: statusOf(invoice.status),
        totalMinor: Math.abs(minorOf(invoice.priceIncl, currency)),
        isVatShifted: invoice.isVatShifted,
      })),
    creditNotes: invoices
      .filter(({ isCreditNote }) => isCreditNote)
      .map((note) => creditNoteOf(note, itemsByCreditNote.get(note.id) ?? [], isLine, currency)),
    ...(isCancelled(order) && { cancellation: { cancelledAt: order.updatedAt } }),
    returns: returns.map(returnOf),
    copyCandidates: copies.map((copy) => copyCandidateOf(copy, order, currency)),
  };
}

const statusOf = (text: string): ObservedPaymentStatus =>
  observedPaymentStatuses.find((status) => status === text) ?? 'unknown';

const isShipping = ({ type, title }: EcomInvoiceItem): boolean => type === 'shipment' || title === '_shipmentcosts_';
const isPaymentCosts = ({ type, title }: EcomInvoiceItem): boolean => type === 'payment' || title === '_paymentcosts_';

/** A credit note from its positions. Two positions of one line are one; those of no line of this order are `otherMinor`. */
function creditNoteOf(
  note: EcomInvoice,
  items: readonly EcomInvoiceItem[],
  isLine: ReadonlySet<number>,
  currency: string,
): ObservedCreditNote {
  const byLine = new Map<OrderLineId, ObservedCreditLine>();
  let shippingMinor = 0;
  let paymentCostsMinor = 0;
  let otherMinor = 0;
  for (const item of items) {
    const amountMinor = Math.abs(minorOf(item.priceIncl, currency));
    const { orderProductId } = item;
    if (isShipping(item)) shippingMinor += amountMinor;
    else if (isPaymentCosts(item)) paymentCostsMinor += amountMinor;
    else if (orderProductId === undefined || !isLine.has(orderProductId)) otherMinor += amountMinor;
    else {
      const orderLineId = lineIdOf(orderProductId);
      const known = byLine.get(orderLineId) ?? { quantity: 0, amountMinor: 0 };
      byLine.set(orderLineId, {
        orderLineId,
        quantity: known.quantity + Math.abs(item.quantity),
        amountMinor: known.amountMinor + amountMinor,
      });
    }
  }
  return {
    creditNoteId: creditNoteIdSchema.parse(note.number || String(note.id)),
    issuedAt: note.createdAt,
    status: statusOf(note.status),
    totalMinor: Math.abs(minorOf(note.priceIncl, currency)),
    lines: [...byLine.values()].filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0),
    shippingMinor,
    paymentCostsMinor,
    ...(otherMinor > 0 && { otherMinor }),
  };
}

const returnOf = (made: EcomReturn): ObservedReturn => ({
  returnId: String(made.id),
  createdAt: made.createdAt,
  status: made.status,
  reason: made.returnReason,
  action: made.returnAction,
  isStockAdjusted: made.isStockAdjusted,
  lines: made.orderProducts
    .filter(({ quantity }) => quantity > 0)
    .map(({ id, quantity }) => ({ orderLineId: lineIdOf(id), quantity })),
});

function copyCandidateOf(copy: EcomOrderReading, original: EcomOrder, currency: string): ObservedCopyCandidate {
  return {
    order: orderOfEcom(copy, currency),
    customer: customerOfEcom(copy.order),
    paymentStatus: statusOf(copy.order.paymentStatus),
    hasProviderPayment: hasOwnPaymentData(copy.order, original),
  };
}

/** Whether a payment app left something with this order that the other one does not have (`copyKeepsNoPaymentData`). */
function hasOwnPaymentData(copy: EcomOrder, original: EcomOrder): boolean {
  const text = (data: unknown): string => canonicalize(data ?? {}) ?? '{}';
  const isNothing = ['{}', '[]', 'false', '""', 'null'].includes(text(copy.paymentData));
  return !isNothing && text(copy.paymentData) !== text(original.paymentData);
}
