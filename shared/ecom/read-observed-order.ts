import { secondsAfter, secondsBetween } from '../domain/instants.ts';
import type { ObservedOrder } from '../domain/observed-order.ts';
import type { Clock } from '../ports/clock.ts';
import type { EcomClient } from './ecom-client.ts';
import type { EcomOrder } from './ecom-schemas.ts';
import { isCancelled, observedOrderOfEcom } from './observed-order-of-ecom.ts';
import type { EcomOrderReading } from './order-of-ecom.ts';

// Design §1.4: the copy is made in the day before its original is cancelled.
const copyWindowSeconds = 86_400;
// A customer with more orders in one day is a person's business; each candidate costs two calls.
const mostCopies = 5;

/**
 * One reading of an order, when eCom says that the newest thing in it changed, and, where eCom says what time it has, when
 * the reading began by eCom's clock: what changed in that second or later is in it or not.
 */
export type OrderReading = Readonly<{ observed: ObservedOrder; changedAt: string; begunAt: string | undefined }>;

/**
 * Reads an order in eCom with everything that belongs to it. What changes while it is being read makes another webhook, or
 * is found by the sweep as later than `begunAt`, so that a torn reading is followed by a whole one. Throws the client's errors; nothing is half read.
 */
export async function readObservedOrder(
  { client, clock, currency }: Readonly<{ client: EcomClient; clock: Clock; currency: string }>,
  ecomOrderId: number,
): Promise<OrderReading> {
  const fetchedAt = clock.now();
  const order = await client.order(ecomOrderId);
  const begunAt = begunInEcom(client.answeredAt(), fetchedAt, clock.now());
  const [lines, invoices, returns] = await Promise.all([
    client.linesOf(order.id),
    client.invoicesOf(order.id),
    client.returnsOf(order.id),
  ]);
  const notes = invoices.filter(({ isCreditNote }) => isCreditNote);
  const items = await Promise.all(notes.map(async ({ id }) => [id, await client.itemsOf(id)] as const));
  const copies = isCancelled(order) ? await readCopies(client, order) : [];
  const reading = { fetchedAt, order, lines, invoices, returns, itemsByCreditNote: new Map(items), copies };
  const changes = [order, ...invoices, ...returns].map(({ updatedAt }) => updatedAt);
  const changedAt = changes.toSorted().at(-1) ?? order.updatedAt;
  return { observed: observedOrderOfEcom(reading, currency), changedAt, begunAt };
}

/** Our clock says only how long the first answer took: by itself it may be wrong. */
const begunInEcom = (answeredAt: string | undefined, askedAt: string, now: string): string | undefined =>
  answeredAt && secondsAfter(answeredAt, -Math.ceil(secondsBetween(askedAt, now)));

/** Orders of the same customer in the day before, not dearer than this one and not cancelled: what a copy must be. */
async function readCopies(client: EcomClient, original: EcomOrder): Promise<readonly EcomOrderReading[]> {
  const made = await client.ordersMade({
    createdFrom: secondsAfter(original.updatedAt, -copyWindowSeconds),
    // eCom shows whole seconds; a copy that was made in the one of the cancellation is asked for too.
    createdUntil: secondsAfter(original.updatedAt, 1),
  });
  const isSameCustomer = (order: EcomOrder): boolean =>
    (original.email !== '' && order.email.toLowerCase() === original.email.toLowerCase()) ||
    (original.customer !== undefined && order.customer === original.customer);
  const candidates = made
    .filter((order) => order.id > original.id && !isCancelled(order) && isSameCustomer(order))
    .slice(0, mostCopies);
  return Promise.all(
    candidates.map(async (order) => ({
      order,
      lines: await client.linesOf(order.id),
      invoices: await client.invoicesOf(order.id),
    })),
  );
}
