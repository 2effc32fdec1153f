import { createHash } from 'node:crypto';
import { localTime, renderedInvoice, renderedOrder, renderedReturn } from './ecom-rendering.ts';
import type { EcomDelivery, EcomShop, EcomState, EcomWebhook } from './ecom-state.ts';

/** What a change is about, as webhooks name it. */
export type Change = Readonly<{
  group: 'orders' | 'invoices' | 'returns';
  action: 'created' | 'updated' | 'deleted';
  id: number;
}>;

/**
 * Puts a webhook call on its way for everybody who listens to the change, as the shop's mode has it: normally at once;
 * never; twice; or so that the newest arrives first.
 */
export function announce(state: EcomState, shop: EcomShop, change: Change, now: string): void {
  const listening = Object.values(state.webhooks).filter(
    ({ isActive, itemGroup, itemAction }) =>
      isActive && itemGroup === change.group && (itemAction === '*' || itemAction === change.action),
  );
  for (const webhook of listening) {
    const delivery = deliveryOf(state, shop, change, webhook, now);
    if (delivery === undefined || state.webhookMode === 'lost') continue;
    if (state.webhookMode === 'reordered') state.deliveries.unshift(delivery);
    else state.deliveries.push(delivery);
    if (state.webhookMode === 'duplicated') state.deliveries.push(delivery);
  }
}

function deliveryOf(
  state: EcomState,
  shop: EcomShop,
  { group, action, id }: Change,
  webhook: EcomWebhook,
  now: string,
): EcomDelivery | undefined {
  const resource = resourceOf(state, shop, { group, id, language: webhook.language });
  if (resource === undefined) return undefined;
  const body = JSON.stringify({ [group.slice(0, -1)]: resource });
  const headers = {
    'content-type': 'application/json',
    'x-shop-id': String(shop.ecomShopId),
    'x-cluster-id': shop.cluster,
    'x-event': `${group}/${action}`,
    'x-format': 'json',
    'x-language': webhook.language,
    'x-request-id': createHash('md5').update(`${now}${body}`).digest('hex'),
    // Nobody has shown how the real one is made, or that there is one: see the assumptions of the client.
    'x-signature': createHash('md5')
      .update(body + shop.apiSecret)
      .digest('hex'),
  };
  return { dueAt: now, address: webhook.address, headers, body };
}

function resourceOf(
  state: EcomState,
  shop: EcomShop,
  { group, id, language }: Readonly<{ group: Change['group']; id: number; language: string }>,
): unknown {
  const rendering = { shop, state, language, isEmbedded: true };
  const order = state.orders[id];
  const invoice = state.invoices[id];
  const made = state.returns[id];
  if (group === 'orders') return order && renderedOrder(order, rendering);
  if (group === 'invoices') return invoice && renderedInvoice(invoice, rendering);
  return made && renderedReturn(made, rendering);
}

/** A call that nobody at eCom made: an order that is not there, with a signature made from a guess. */
export function forge(state: EcomState, shop: EcomShop, now: string): void {
  for (const { address, language } of Object.values(state.webhooks)) {
    const time = localTime(now, shop.offsetMinutes);
    const body = JSON.stringify({
      order: { id: 999_999_999, number: 'ORD99999', status: 'cancelled', updatedAt: time },
    });
    state.deliveries.push({
      dueAt: now,
      address,
      headers: {
        'content-type': 'application/json',
        'x-shop-id': String(shop.ecomShopId),
        'x-event': 'orders/updated',
        'x-language': language,
        'x-signature': createHash('md5').update(`${body}guess`).digest('hex'),
      },
      body,
    });
  }
}

/** Takes the webhook calls that are due off their way, to be sent by the host, which tries each of them once. */
export function takeDeliveries(state: EcomState, now: string): readonly EcomDelivery[] {
  const due = state.deliveries.filter(({ dueAt }) => dueAt <= now);
  state.deliveries = state.deliveries.filter(({ dueAt }) => dueAt > now);
  return due;
}
