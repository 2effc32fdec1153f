import type { OrderLineId } from './ids.ts';
import { spreadByLargestRemainder } from './money.ts';
import type { Order } from './order.ts';

/** What the customer paid for each part of an order; the parts add up to `totalMinor` exactly. */
export type OrderValue = Readonly<{
  totalMinor: number;
  lines: ReadonlyMap<OrderLineId, Readonly<{ quantity: number; paidMinor: number }>>;
  shippingMinor: number;
  paymentCostsMinor: number;
  /** What lay between the parts and the total without being a stated discount, and was spread over the lines. */
  unexplainedMinor: number;
}>;

/**
 * The value of each part of an order. A stated discount, and a rounding remainder of at most one minor unit a part,
 * is spread over the lines by largest remainder. `undefined` when the order does not add up by more than that:
 * what a line is worth cannot be told then.
 */
export function valueOf(order: Order): OrderValue | undefined {
  const linesMinor = order.lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const discountMinor = order.discountMinor ?? 0;
  const expectedMinor = linesMinor + order.shippingMinor + order.paymentCostsMinor - discountMinor;
  const totalMinor = order.totalMinor ?? expectedMinor;
  const unexplainedMinor = totalMinor - expectedMinor;
  if (totalMinor < 0 || discountMinor > linesMinor || Math.abs(unexplainedMinor) > order.lines.length + 2)
    return undefined;
  const toSpreadMinor = unexplainedMinor - discountMinor;
  if (toSpreadMinor !== 0 && linesMinor === 0) return undefined;
  const weights = order.lines.map((line) => line.totalMinor);
  const spread = toSpreadMinor === 0 ? weights.map(() => 0) : spreadByLargestRemainder(toSpreadMinor, weights);
  const lines = order.lines.map((line, index) => {
    const paidMinor = line.totalMinor + (spread[index] ?? 0);
    return [line.orderLineId, { quantity: line.quantity, paidMinor }] as const;
  });
  if (lines.some(([, { paidMinor }]) => paidMinor < 0)) return undefined;
  return {
    totalMinor,
    lines: new Map(lines),
    shippingMinor: order.shippingMinor,
    paymentCostsMinor: order.paymentCostsMinor,
    unexplainedMinor,
  };
}
