import * as z from 'zod';
import type { SimulatedAnswer } from '../simulator.ts';
import { answered, refused } from './ecom-answer.ts';
import type { ApiCall } from './ecom-api.ts';
import { renderedWebhook } from './ecom-rendering.ts';
import { type EcomWebhook, nextId } from './ecom-state.ts';

// Strict: a client that sends a `secret` or a `url` believes in fields that eCom does not have.
const webhookBody = z.object({
  webhook: z.strictObject({
    isActive: z.boolean(),
    itemGroup: z.enum(['orders', 'invoices', 'returns', 'shipments', 'products', 'variants', 'customers', 'quotes']),
    itemAction: z.enum(['created', 'updated', 'deleted', '*']),
    format: z.enum(['json', 'xml']),
    address: z.url(),
    language: z.string(),
  }),
});

/** Lists, registers, changes and removes addresses that want to hear of changes. */
export function answerWebhooks(call: ApiCall, id: string | undefined): SimulatedAnswer {
  const { change, request, language } = call;
  const { state, shop, now } = change;
  const shown = (webhook: EcomWebhook) => renderedWebhook(webhook, { shop, state, language, isEmbedded: false });
  if (request.method === 'GET' && id === undefined)
    return answered({ webhooks: Object.values(state.webhooks).map(shown) });
  const known = id === undefined ? undefined : state.webhooks[id];
  if (id !== undefined && known === undefined) return refused(request, 404, 'Not found');
  if (known && request.method === 'GET') return answered({ webhook: shown(known) });
  if (known && request.method === 'DELETE') {
    delete state.webhooks[known.id];
    return { status: 204, headers: {}, body: '' };
  }
  const parsed = webhookBody.safeParse(call.body);
  if (!parsed.success) return refused(request, 422, 'Invalid webhook');
  const made = { id: known?.id ?? nextId(state), createdAt: known?.createdAt ?? now, ...parsed.data.webhook };
  state.webhooks[made.id] = made;
  return answered({ webhook: shown(made) }, known ? 200 : 201);
}
