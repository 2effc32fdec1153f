import type { CreditNoteId, OrderLineId } from './ids.ts';
import type { Customer, Order } from './order.ts';

/** What eCom says of the money of an order or an invoice. Whatever else it may say one day is `unknown`, never guessed. */
export const observedPaymentStatuses = ['not_paid', 'partially_paid', 'paid', 'cancelled', 'unknown'] as const;
export type ObservedPaymentStatus = (typeof observedPaymentStatuses)[number];

/** Articles of one order line on a credit note. `amountMinor` is their value there, positive whatever sign eCom gave it. */
export type ObservedCreditLine = Readonly<{ orderLineId: OrderLineId; quantity: number; amountMinor: number }>;

/**
 * A credit note that exists in eCom: always recorded, objected to at most. `updateInventory` is missing where the
 * switch cannot be told; the shop's default holds then, and the case says that it is one.
 */
export type ObservedCreditNote = Readonly<{
  /** The number of the credit note as eCom shows it: the same that a person types into a request. */
  creditNoteId: CreditNoteId;
  issuedAt: string;
  status: ObservedPaymentStatus;
  /** eCom's own total, positive: the amount. */
  totalMinor: number;
  lines: readonly ObservedCreditLine[];
  shippingMinor: number;
  paymentCostsMinor: number;
  /** Value of items that belong to no line of the order, which eCom lists all the same. */
  otherMinor?: number | undefined;
  updateInventory?: boolean | undefined;
}>;

/** The cancellation of an order as eCom has it; `cancelledAt` is the time at which eCom changed the order. */
export type ObservedCancellation = Readonly<{ cancelledAt: string; updateInventory?: boolean | undefined }>;

/** An invoice that is not a credit note. An order may have several, or none yet. */
export type ObservedInvoice = Readonly<{
  invoiceNumber: string;
  issuedAt: string;
  status: ObservedPaymentStatus;
  totalMinor: number;
  isVatShifted: boolean;
}>;

/** A return (RMA): why articles came back and what the shop did. It moves neither money nor stock by itself. */
export type ObservedReturn = Readonly<{
  returnId: string;
  createdAt: string;
  /** Texts that the shop chose itself, kept as they are. */
  status: string;
  reason: string;
  action: string;
  /** eCom brought the stock back with the return already: a second restock is blocked. */
  isStockAdjusted: boolean;
  lines: readonly Readonly<{ orderLineId: OrderLineId; quantity: number }>[];
}>;

/**
 * Another order of the same customer that may be the cheaper copy of a cancelled one (design §1.4). Given for a
 * cancelled order only: the customer's orders of the 24 hours before its cancellation.
 */
export type ObservedCopyCandidate = Readonly<{
  order: Order;
  customer: Customer;
  paymentStatus: ObservedPaymentStatus;
  /** Whether a provider says that it took money for this very order; marking an order paid by hand does not count. */
  hasProviderPayment: boolean;
}>;

/**
 * One reading of an order in eCom, complete: what is not in it is not in eCom at that time. Readings may arrive twice,
 * late and in any order; `fetchedAt` (taken before the first call of the reading) says which is the newest.
 */
export type ObservedOrder = Readonly<{
  fetchedAt: string;
  /** eCom's own id of the order, for its page in the back office. */
  ecomOrderId: string;
  order: Order;
  customer: Customer;
  paymentStatus: ObservedPaymentStatus;
  /** Pieces invoiced so far, by order line; a line that is not named has none. */
  invoicedQuantities: Readonly<Record<string, number>>;
  invoices: readonly ObservedInvoice[];
  creditNotes: readonly ObservedCreditNote[];
  cancellation?: ObservedCancellation | undefined;
  returns: readonly ObservedReturn[];
  copyCandidates: readonly ObservedCopyCandidate[];
}>;
