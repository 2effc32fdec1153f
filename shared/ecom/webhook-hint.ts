import * as z from 'zod';
import { ecomId, relationId } from './ecom-values.ts';

const hintSchema = z.union([
  z.object({ order: z.object({ id: ecomId }) }).transform(({ order }) => order.id),
  z.object({ invoice: z.object({ order: relationId }) }).transform(({ invoice }) => invoice.order),
  z.object({ return: z.object({ orderId: relationId }) }).transform((body) => body.return.orderId),
  z.object({ shipment: z.object({ order: relationId }) }).transform(({ shipment }) => shipment.order),
]);

/** eCom's id of the order that a webhook's body is about. `undefined` for a body that names none, `unreadable` for no such body. */
export function orderHintIn(body: unknown): number | undefined | 'unreadable' {
  const parsed = hintSchema.safeParse(body);
  return parsed.success ? parsed.data : 'unreadable';
}
