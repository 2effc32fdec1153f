import { creditedValue } from './ecom-rendering.ts';
import {
  type EcomEvent,
  type EcomInvoice,
  type EcomInvoiceItem,
  type EcomOrder,
  type EcomShop,
  type EcomState,
  nextId,
} from './ecom-state.ts';
import { announce } from './ecom-webhooks.ts';

/** Who changes what when: a program through the API, or a person in the back office. */
export type Change = Readonly<{ state: EcomState; shop: EcomShop; channel: EcomEvent['channel']; now: string }>;

/** What a credit note is asked to take: pieces of lines, the whole shipping, the whole payment costs. No part of an amount exists. */
export type CreditAsked = Readonly<{
  creditPayment: boolean;
  creditShipment: boolean;
  updateStock: boolean;
  orderProducts: readonly Readonly<{ id: number; quantity: number }>[];
}>;

/** Why the shop does not do what it was asked, by field. */
export class EcomRefusal extends Error {
  override readonly name = 'EcomRefusal';
  readonly fields: Readonly<Record<string, string>>;
  constructor(fields: Readonly<Record<string, string>>) {
    super('The shop refuses this.');
    this.fields = fields;
  }
}

/** Writes down that something happened to an order and tells whoever listens. */
export function touch(
  change: Change,
  order: EcomOrder,
  event: Pick<EcomEvent, 'type' | 'message' | 'invoiceId'>,
): void {
  const { state, shop, channel, now } = change;
  order.updatedAt = now;
  state.events.push({ id: nextId(state), createdAt: now, channel, orderId: order.id, ...event });
  const action = event.type === 'order' && event.message === 'new' ? 'created' : 'updated';
  announce(state, shop, { group: 'orders', action, id: order.id }, now);
}

/** Changes the stock of a line's variant and keeps a movement of it. */
function moveStock({ state, channel, now }: Change, variantId: number, pieces: number): void {
  if (pieces === 0) return;
  state.stock[variantId] = (state.stock[variantId] ?? 0) + pieces;
  state.movements.push({ id: nextId(state), createdAt: now, channel, change: pieces, variantId });
}

/** Makes the invoice over everything that was ordered and not invoiced yet. */
export function invoice(change: Change, order: EcomOrder, isPaid: boolean): EcomInvoice {
  const items = order.lines.map((line) => itemOfLine(change.state, line, line.quantity, line.priceIncl));
  for (const line of order.lines) line.quantityInvoiced = line.quantity;
  const made = addInvoice(change, order, {
    isCreditNote: false,
    originalId: null,
    status: isPaid ? 'paid' : 'not_paid',
    items: [...items, ...costItems(change.state, order, { shipment: true, payment: true })],
  });
  order.paymentStatus = isPaid ? 'paid' : order.paymentStatus;
  touch(change, order, { type: 'invoice', message: 'new', invoiceId: made.id });
  return made;
}

/**
 * Makes a credit note; throws {@link EcomRefusal} for more than was invoiced. Asked twice it makes two: the shop knows
 * no key by which it could tell a repetition.
 */
export function credit(change: Change, order: EcomOrder, asked: CreditAsked): EcomInvoice {
  const { state, now } = change;
  const lines = asked.orderProducts.map(({ id, quantity }) => {
    const line = order.lines.find((candidate) => candidate.id === id);
    if (line === undefined) throw new EcomRefusal({ orderProducts: `Unknown order product ${id}` });
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > line.quantityInvoiced - line.quantityRefunded)
      throw new EcomRefusal({ orderProducts: `Quantity of ${id} exceeds what can be credited` });
    return { line, quantity };
  });
  const shipment = asked.creditShipment && !order.isShippingCredited;
  const payment = asked.creditPayment && !order.arePaymentCostsCredited;
  const costs = costItems(state, order, { shipment, payment });
  if (lines.every(({ quantity }) => quantity === 0) && costs.length === 0)
    throw new EcomRefusal({ credit: 'There is nothing to credit' });
  const original = Object.values(state.invoices).find(
    (candidate) => candidate.orderId === order.id && !candidate.isCreditNote,
  );
  const items = lines.map(({ line, quantity }) => itemOfLine(state, line, quantity, creditedValue(line, quantity)));
  const note = addInvoice(change, order, {
    isCreditNote: true,
    originalId: original?.id ?? null,
    // Also the state in which some providers' apps start a refund by themselves.
    status: 'not_paid',
    items: [...items, ...costs],
  });
  for (const { line, quantity } of lines) {
    line.quantityRefunded += quantity;
    if (asked.updateStock) moveStock(change, line.variantId, quantity);
  }
  order.isShippingCredited ||= asked.creditShipment;
  order.arePaymentCostsCredited ||= asked.creditPayment;
  if (original) {
    // Single-valued although there may be several: it leads to the newest only.
    original.creditNoteId = note.id;
    original.updatedAt = now;
  }
  touch(change, order, { type: 'invoice', message: 'new', invoiceId: note.id });
  return note;
}

/** Cancels an order: what was not credited comes back into stock, and gift cards get their part. */
export function cancel(change: Change, order: EcomOrder): void {
  if (order.status === 'cancelled') return;
  for (const line of order.lines) moveStock(change, line.variantId, line.quantity - line.quantityRefunded);
  order.status = 'cancelled';
  if (order.paymentStatus !== 'paid') order.paymentStatus = 'cancelled';
  order.shipmentStatus = 'cancelled';
  touch(change, order, { type: 'order', message: 'cancelled', invoiceId: null });
}

/** Sets an invoice or credit note paid or not paid. */
export function setInvoiceStatus(change: Change, changed: EcomInvoice, status: EcomInvoice['status']): void {
  const { state, shop, now } = change;
  const order = state.orders[changed.orderId];
  changed.status = status;
  changed.updatedAt = now;
  announce(state, shop, { group: 'invoices', action: 'updated', id: changed.id }, now);
  if (order === undefined) return;
  if (!changed.isCreditNote) order.paymentStatus = status;
  touch(change, order, { type: 'invoice', message: status, invoiceId: changed.id });
}

const itemOfLine = (
  state: EcomState,
  { id, title, articleCode, taxRate }: EcomOrder['lines'][number],
  quantity: number,
  priceIncl: number,
): EcomInvoiceItem => ({
  id: nextId(state),
  type: 'product',
  title,
  orderProductId: id,
  articleCode,
  quantity,
  priceIncl,
  taxRate,
});

function costItems(
  state: EcomState,
  { shippingIncl, paymentCostsIncl, paymentTitle }: EcomOrder,
  wanted: Readonly<{ shipment: boolean; payment: boolean }>,
): EcomInvoiceItem[] {
  const item = (type: 'shipment' | 'payment', title: string, priceIncl: number): EcomInvoiceItem => ({
    id: nextId(state),
    type,
    title,
    orderProductId: null,
    articleCode: type === 'payment' ? paymentTitle : '',
    quantity: 1,
    priceIncl,
    taxRate: 0.21,
  });
  return [
    ...(wanted.shipment && shippingIncl > 0 ? [item('shipment', '_shipmentcosts_', shippingIncl)] : []),
    ...(wanted.payment && paymentCostsIncl > 0 ? [item('payment', '_paymentcosts_', paymentCostsIncl)] : []),
  ];
}

function addInvoice(
  { state, shop, now }: Change,
  order: EcomOrder,
  made: Pick<EcomInvoice, 'isCreditNote' | 'originalId' | 'status' | 'items'>,
): EcomInvoice {
  const priceIncl = made.items.reduce((sum, item) => sum + item.priceIncl, 0);
  const number = `${made.isCreditNote ? 'CRE' : 'INV'}${String(state.nextInvoice).padStart(5, '0')}`;
  state.nextInvoice += 1;
  const id = nextId(state);
  const added = {
    id,
    orderId: order.id,
    number,
    createdAt: now,
    updatedAt: now,
    creditNoteId: null,
    priceIncl,
    ...made,
  };
  state.invoices[id] = added;
  announce(state, shop, { group: 'invoices', action: 'created', id }, now);
  return added;
}
