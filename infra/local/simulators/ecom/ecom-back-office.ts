import * as z from 'zod';
import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import { answered, refused } from './ecom-answer.ts';
import { type Change, cancel, credit, EcomRefusal, invoice, setInvoiceStatus, touch } from './ecom-changes.ts';
import { copyOrder } from './ecom-copied-order.ts';
import { newOrderSchema, placeOrder } from './ecom-new-order.ts';
import { type EcomOrder, ecomFaults, nextId, webhookModes } from './ecom-state.ts';
import { announce, forge, takeDeliveries } from './ecom-webhooks.ts';

/** Below this path a person works in the back office; no API key opens it and no program of the shop uses it. */
export const backOfficePath = '/_back-office/';

const onOrder = z.object({ order: z.union([z.string(), z.int()]) });
const actions = {
  'place-order': newOrderSchema,
  credit: onOrder.extend({
    lines: z.array(z.object({ line: z.int().positive(), quantity: z.int().positive() })).default([]),
    shipping: z.boolean().default(false),
    paymentCosts: z.boolean().default(false),
    updateStock: z.boolean().default(true),
  }),
  cancel: onOrder,
  'mark-paid': onOrder,
  'set-invoice': z.object({ invoice: z.int(), status: z.enum(['paid', 'not_paid']) }),
  'delete-invoice': z.object({ invoice: z.int() }),
  return: onOrder.extend({
    lines: z.array(z.object({ line: z.int().positive(), quantity: z.int().positive() })),
    reason: z.string(),
    action: z.string(),
    status: z.string().default('new'),
    isStockAdjusted: z.boolean().default(false),
  }),
  copy: onOrder.extend({
    unitPriceIncl: z.record(z.string(), z.number()).default({}),
    shippingIncl: z.number().optional(),
  }),
  hide: onOrder.extend({ reads: z.int().nonnegative() }),
  'webhook-mode': z.object({ mode: z.enum(webhookModes) }),
  forge: z.object({}),
  fault: z.object({ faults: z.array(z.enum(ecomFaults)) }),
  deliveries: z.object({}),
} as const;

/** Answers what a person does in the back office: `POST /_back-office/<key>/<action>` with JSON. */
export function answerBackOffice(change: Change, request: SimulatedRequest, action: string): SimulatedAnswer {
  const body: unknown = request.body === '' ? {} : JSON.parse(request.body);
  try {
    return perform(change, request, action, body);
  } catch (error) {
    if (error instanceof EcomRefusal) return refused(request, 422, 'The back office refuses this', error.fields);
    if (error instanceof z.ZodError) return refused(request, 400, z.prettifyError(error));
    throw error;
  }
}

function perform(change: Change, request: SimulatedRequest, action: string, body: unknown): SimulatedAnswer {
  const { state, shop, now } = change;
  switch (action) {
    case 'place-order':
      return shownOrder(placeOrder(change, actions['place-order'].parse(body)));
    case 'credit': {
      const asked = actions.credit.parse(body);
      const order = orderOf(change, asked.order);
      const note = credit(change, order, {
        creditShipment: asked.shipping,
        creditPayment: asked.paymentCosts,
        updateStock: asked.updateStock,
        orderProducts: asked.lines.map(({ line, quantity }) => ({ id: lineOf(order, line).id, quantity })),
      });
      return answered({ invoiceId: note.id, totalIncl: note.priceIncl / 10_000 });
    }
    case 'cancel': {
      const order = orderOf(change, actions.cancel.parse(body).order);
      cancel(change, order);
      return shownOrder(order);
    }
    case 'mark-paid': {
      const order = orderOf(change, actions['mark-paid'].parse(body).order);
      const open = Object.values(state.invoices).find(
        ({ orderId, isCreditNote }) => orderId === order.id && !isCreditNote,
      );
      if (open) setInvoiceStatus(change, open, 'paid');
      else invoice(change, order, true);
      return shownOrder(order);
    }
    case 'set-invoice': {
      const { invoice: id, status } = actions['set-invoice'].parse(body);
      setInvoiceStatus(change, invoiceOf(change, id), status);
      return answered({ invoiceId: id });
    }
    case 'delete-invoice': {
      const { invoice: id } = actions['delete-invoice'].parse(body);
      const gone = invoiceOf(change, id);
      delete state.invoices[id];
      for (const { orderProductId, quantity } of gone.items) {
        const line = state.orders[gone.orderId]?.lines.find((candidate) => candidate.id === orderProductId);
        if (line && gone.isCreditNote) line.quantityRefunded -= quantity;
      }
      touch(change, orderOf(change, gone.orderId), { type: 'invoice', message: 'deleted', invoiceId: id });
      return answered({ invoiceId: id });
    }
    case 'return':
      return makeReturn(change, actions.return.parse(body));
    case 'copy': {
      const { order: original, unitPriceIncl, shippingIncl } = actions.copy.parse(body);
      return shownOrder(copyOrder(change, orderOf(change, original), unitPriceIncl, shippingIncl));
    }
    case 'hide': {
      const { order, reads } = actions.hide.parse(body);
      const hidden = orderOf(change, order);
      hidden.hiddenReads = reads;
      return shownOrder(hidden);
    }
    case 'webhook-mode':
      state.webhookMode = actions['webhook-mode'].parse(body).mode;
      return answered({ mode: state.webhookMode });
    case 'forge':
      forge(state, shop, now);
      return answered({});
    case 'fault':
      state.faults.push(...actions.fault.parse(body).faults);
      return answered({});
    case 'deliveries':
      return answered({ deliveries: takeDeliveries(state, now) });
    default:
      return refused(request, 404, 'The back office has no such button');
  }
}

const shownOrder = ({ id, number, lines }: EcomOrder): SimulatedAnswer =>
  answered({ orderId: id, number, orderProductIds: lines.map((line) => line.id) });

function orderOf({ state }: Change, order: string | number): EcomOrder {
  const found = Object.values(state.orders).find(({ id, number }) => id === order || number === order);
  if (found === undefined) throw new EcomRefusal({ order: `Unknown order ${order}` });
  return found;
}

function lineOf(order: EcomOrder, line: number): EcomOrder['lines'][number] {
  const found = order.lines[line - 1];
  if (found === undefined) throw new EcomRefusal({ line: `Unknown line ${line}` });
  return found;
}

function invoiceOf({ state }: Change, id: number) {
  const found = state.invoices[id];
  if (found === undefined) throw new EcomRefusal({ invoice: `Unknown invoice ${id}` });
  return found;
}

function makeReturn(change: Change, asked: z.infer<(typeof actions)['return']>): SimulatedAnswer {
  const { state, shop, now } = change;
  const order = orderOf(change, asked.order);
  const id = nextId(state);
  const lines = asked.lines.map(({ line, quantity }) => {
    const returned = lineOf(order, line);
    returned.quantityReturned += quantity;
    return { id: returned.id, quantity };
  });
  state.returns[id] = {
    id,
    orderId: order.id,
    customerId: order.customerId,
    createdAt: now,
    updatedAt: now,
    status: asked.status,
    priceIncl: lines.reduce((sum, { id: lineId, quantity }) => {
      const line = order.lines.find((candidate) => candidate.id === lineId);
      return sum + (line?.unitPriceIncl ?? 0) * quantity;
    }, 0),
    isStockAdjusted: asked.isStockAdjusted,
    returnReason: asked.reason,
    returnAction: asked.action,
    lines,
  };
  announce(state, shop, { group: 'returns', action: 'created', id }, now);
  touch(change, order, { type: 'return', message: 'new', invoiceId: null });
  return answered({ returnId: id });
}
