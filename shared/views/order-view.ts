import type { OrderNumber, ShopId } from '../domain/ids.ts';
import { remainingOfLine, remainingOfOrder } from '../domain/order-ledger.ts';
import { valueOf } from '../domain/order-value.ts';
import { carriedMinorOf } from '../domain/payment-allocation.ts';
import type { Table } from '../ports/table.ts';
import { readOrder } from '../stores/order-store.ts';

/** One order, as it is shown. */
export type OrderView = NonNullable<Awaited<ReturnType<typeof readOrderView>>>;

/** One order with what was given back of it and what remains, by line, part and payment. `undefined` when it is not known. */
export async function readOrderView(table: Table, shopId: ShopId, orderNumber: OrderNumber) {
  const stored = await readOrder(table, shopId, orderNumber);
  if (stored === undefined) return undefined;
  const { order, customer, ledger } = stored;
  const value = valueOf(order);
  const { lines, payments, ...head } = order;
  return {
    ...head,
    customer,
    doesAddUp: value !== undefined,
    lines: lines.map((line) => ({
      ...line,
      paidMinor: value?.lines.get(line.orderLineId)?.paidMinor,
      remaining: value && remainingOfLine(value, ledger, line.orderLineId),
    })),
    payments: payments.map((payment, index) => ({
      paymentNumber: index + 1,
      ...payment,
      givenBackMinor: ledger.payments[index + 1] ?? 0,
      stillCarriesMinor: carriedMinorOf(order, ledger, index + 1),
    })),
    remaining: value && {
      totalMinor: remainingOfOrder(value, ledger),
      shippingMinor: value.shippingMinor - ledger.shippingMinor,
      paymentCostsMinor: value.paymentCostsMinor - ledger.paymentCostsMinor,
    },
    cases: ledger.cases,
    cancelledBy: ledger.cancelledBy,
  };
}
