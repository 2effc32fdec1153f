import * as z from 'zod';
import type { OutgoingMessage } from '../ports/queue.ts';
import { shopIdSchema } from './id-schemas.ts';

/** Why an order is read: a webhook's hint, the sweep that looks for what webhooks missed, or history brought in without effects. */
export const observationSources = ['webhook', 'sweep', 'backfill'] as const;
export type ObservationSource = (typeof observationSources)[number];

/**
 * The message of the queue of orders to be read: look at this order in eCom. `heardAt` is when Avoir heard that there
 * is something to see; a reading that began later has seen it. It may come any number of times.
 */
export const observeOrderMessageSchema = z.strictObject({
  kind: z.literal('observe_order'),
  shopId: shopIdSchema,
  ecomOrderId: z.int().positive(),
  heardAt: z.iso.datetime({ offset: true }),
  source: z.enum(observationSources),
});

/** A message of the queue of orders to be read, parsed. */
export type ObserveOrderMessage = z.infer<typeof observeOrderMessageSchema>;

/**
 * The message as it is sent: one group per order, so that its readings never overlap. `uniqueId` tells it from every
 * other message: an id made of a time span would drop the last change of a burst.
 */
export const outgoingObservation = (message: ObserveOrderMessage, uniqueId: string): OutgoingMessage => ({
  body: JSON.stringify(message),
  groupId: `${message.shopId}#${message.ecomOrderId}`,
  deduplicationId: uniqueId,
});
