import * as z from 'zod';
import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import { answered, refused } from './ecom-answer.ts';
import { type Change, credit, EcomRefusal, setInvoiceStatus, touch } from './ecom-changes.ts';
import { shownLimits } from './ecom-limits.ts';
import { isWithin, type ListQuery, pageOf, selected } from './ecom-lists.ts';
import * as rendering from './ecom-rendering.ts';
import type { EcomInvoice, EcomOrder, EcomReturn } from './ecom-state.ts';
import { answerWebhooks } from './ecom-webhook-resource.ts';

/** One call of the API, past the gate: what is changed by whom, the path without language and ending, and the query. */
export type ApiCall = Readonly<{
  change: Change;
  request: SimulatedRequest;
  path: readonly string[];
  query: ListQuery;
  language: string;
  body: unknown;
}>;

const creditBody = z.object({
  credit: z.object({
    creditPayment: z.boolean(),
    creditShipment: z.boolean(),
    notifyNew: z.boolean(),
    updateStock: z.boolean(),
    orderProducts: z.array(z.object({ id: z.int(), quantity: z.int() })),
  }),
});
const orderBody = z.object({
  order: z.object({ status: z.string().optional(), paymentStatus: z.string().optional(), memo: z.string().optional() }),
});
const invoiceBody = z.object({ invoice: z.object({ status: z.enum(['paid', 'not_paid']) }) });

/** Answers a call to the resources that the official client knows; what it does not know does not exist. */
export function answerApi(call: ApiCall): SimulatedAnswer {
  const [resource, id, below] = call.path;
  const { shop, state } = call.change;
  switch (resource) {
    case 'orders':
      return id === 'events' ? answerEvents(call) : answerOrders(call, id, below);
    case 'invoices':
      return answerInvoices(call, id, below);
    case 'returns':
      return answerReturns(call, id);
    case 'webhooks':
      return answerWebhooks(call, id);
    case 'paymentmethods':
      return answered({ paymentMethods: shop.paymentMethods.map((method) => ({ ...method, isActive: true })) });
    case 'shop':
      return answered({
        shop: {
          id: shop.ecomShopId,
          status: 'active',
          mainDomain: 'shop.example',
          title: shop.name,
          currency: {
            id: 1,
            shortcode: shop.currency.toLowerCase(),
            symbol: '',
            title: shop.currency,
            isDefault: true,
          },
        },
      });
    case 'account':
      return answerAccount(call, id);
    case 'variants':
      return id === 'movements' ? answerMovements(call) : notFound(call);
    default:
      return notFound(call);
  }

  function answerAccount(asked: ApiCall, what: string | undefined): SimulatedAnswer {
    if (what === 'ratelimit') return answered({ accountRatelimit: shownLimits(state, shop) });
    const both = { read: true, write: true };
    if (what === 'permissions')
      return answered({ accountPermissions: { customers: both, orders: both, products: both, settings: both } });
    return notFound(asked);
  }
}

const notFound = ({ request }: ApiCall): SimulatedAnswer => refused(request, 404, 'Not found');
const notAllowed = ({ request }: ApiCall): SimulatedAnswer => refused(request, 405, 'Method not allowed');

const shownAs = ({ change: { shop, state }, language }: ApiCall, isEmbedded: boolean): rendering.Rendering => ({
  shop,
  state,
  language,
  isEmbedded,
});

function answerOrders(call: ApiCall, id: string | undefined, below: string | undefined): SimulatedAnswer {
  const { change, request, query } = call;
  const { state } = change;
  const all = () =>
    Object.values(state.orders).filter(
      (order) => isWithin(order, query) && (query.get('number') === null || order.number === query.get('number')),
    );
  if (id === undefined) {
    const orders = pageOf(all(), query).map((order) => rendering.renderedOrder(order, shownAs(call, false)));
    return answered({ orders: orders.map((order) => selected(order, query)) });
  }
  if (id === 'count') return answered({ count: all().length });
  const order = state.orders[id];
  if (order === undefined) return notFound(call);
  if (order.hiddenReads > 0) {
    order.hiddenReads -= 1;
    return notFound(call);
  }
  if (below === 'products')
    return answered({
      orderProducts: order.lines.map((line, index) => rendering.renderedLine(line, index, shownAs(call, false))),
    });
  if (below === 'credit') return answerCredit(call, order);
  if (below === 'metafields') return answerMetafields(call, order);
  if (below !== undefined) return notFound(call);
  if (request.method === 'PUT') return changeOrder(call, order);
  return request.method === 'GET'
    ? answered({ order: rendering.renderedOrder(order, shownAs(call, true)) })
    : notAllowed(call);
}

function changeOrder(call: ApiCall, order: EcomOrder): SimulatedAnswer {
  const parsed = orderBody.safeParse(call.body);
  if (!parsed.success) return refused(call.request, 422, 'Invalid order');
  const { status, paymentStatus, memo } = parsed.data.order;
  order.memo = memo ?? order.memo;
  order.status = status ?? order.status;
  order.paymentStatus = paymentStatus ?? order.paymentStatus;
  touch(call.change, order, { type: 'order', message: 'updated', invoiceId: null });
  return answered({ order: rendering.renderedOrder(order, shownAs(call, true)) });
}

function answerCredit(call: ApiCall, order: EcomOrder): SimulatedAnswer {
  if (call.request.method !== 'POST') return notAllowed(call);
  const parsed = creditBody.safeParse(call.body);
  if (!parsed.success) return refused(call.request, 422, 'Invalid credit: every switch must be said');
  try {
    const note = credit(call.change, order, parsed.data.credit);
    return answered({ invoice: rendering.renderedInvoice(note, shownAs(call, false)) }, 201);
  } catch (error) {
    if (!(error instanceof EcomRefusal)) throw error;
    return refused(call.request, 422, 'Invalid credit', error.fields);
  }
}

const metafieldBody = z.object({ orderMetafield: z.object({ key: z.string(), value: z.string() }) });

function answerMetafields(call: ApiCall, order: EcomOrder): SimulatedAnswer {
  const { request, path, change } = call;
  const shownField = (field: EcomOrder['metafields'][number]) => ({ ...field, ownerType: 'order', ownerId: order.id });
  if (request.method === 'GET') return answered({ orderMetafields: order.metafields.map(shownField) });
  if (request.method === 'DELETE') {
    order.metafields = order.metafields.filter(({ id }) => String(id) !== path[3]);
    return { status: 204, headers: {}, body: '' };
  }
  const parsed = metafieldBody.safeParse(call.body);
  if (!parsed.success) return refused(request, 422, 'Invalid metafield');
  const { key, value } = parsed.data.orderMetafield;
  const known = order.metafields.find((field) => String(field.id) === path[3]);
  if (known) known.value = value;
  const field = known ?? { id: change.state.nextId++, key, value };
  if (known === undefined) order.metafields.push(field);
  return answered({ orderMetafield: shownField(field) }, known ? 200 : 201);
}

const ofOrder = <Item extends EcomInvoice | EcomReturn>(items: readonly Item[], query: ListQuery): Item[] =>
  items.filter(
    (item) => isWithin(item, query) && (query.get('order') ?? String(item.orderId)) === String(item.orderId),
  );

function answerInvoices(call: ApiCall, id: string | undefined, below: string | undefined): SimulatedAnswer {
  const { change, request, query } = call;
  const { state } = change;
  const shown = (invoice: EcomInvoice, isSingle: boolean) =>
    rendering.renderedInvoice(invoice, shownAs(call, isSingle));
  if (id === undefined) {
    const invoices = pageOf(ofOrder(Object.values(state.invoices), query), query);
    return answered({ invoices: invoices.map((invoice) => selected(shown(invoice, false), query)) });
  }
  const invoice = state.invoices[id];
  if (invoice === undefined) return notFound(call);
  if (below === 'items') return answered({ invoiceItems: rendering.renderedItems(invoice) });
  if (request.method === 'GET') return answered({ invoice: shown(invoice, true) });
  const parsed = invoiceBody.safeParse(call.body);
  if (request.method !== 'PUT' || !parsed.success) return refused(request, 422, 'Invalid invoice');
  setInvoiceStatus(change, invoice, parsed.data.invoice.status);
  return answered({ invoice: shown(invoice, true) });
}

function answerReturns(call: ApiCall, id: string | undefined): SimulatedAnswer {
  const { change, request, query } = call;
  const { state } = change;
  if (request.method === 'POST') return notAllowed(call);
  const shown = (made: EcomReturn) => rendering.renderedReturn(made, shownAs(call, false));
  if (id === undefined)
    return answered({ returns: pageOf(ofOrder(Object.values(state.returns), query), query).map(shown) });
  const made = state.returns[id];
  return made === undefined ? notFound(call) : answered({ return: shown(made) });
}

function answerEvents(call: ApiCall): SimulatedAnswer {
  const { change, query } = call;
  const wanted = query.get('order');
  const events = change.state.events.filter(({ orderId }) => wanted === null || String(orderId) === wanted);
  return answered({
    ordersEvents: pageOf(events, query).map((event) => rendering.renderedEvent(event, shownAs(call, false))),
  });
}

function answerMovements(call: ApiCall): SimulatedAnswer {
  const movements = pageOf(call.change.state.movements, call.query);
  return answered({
    variantsMovements: movements.map((movement) => rendering.renderedMovement(movement, shownAs(call, false))),
  });
}
