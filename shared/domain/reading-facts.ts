import type { ObservedOrder } from './observed-order.ts';
import { capturedMinorOf, type Order } from './order.ts';
import type { OrderLedger, ReturnedPieces } from './order-ledger.ts';
import { broughtInMinor } from './payment-value.ts';

/** What a reading says of an order beside its credit notes: the ledger with it, and how the order differs from its first snapshot. */
export type ReadingOfOrder = Readonly<{
  ledger: OrderLedger;
  /** What was invoiced, captured or returned is other than before. */
  isGroundChanged: boolean;
  /** Lines, prices or payments are others than in the first snapshot, which stays. */
  isOrderChanged: boolean;
  /** What was captured since the last reading, in the order's currency. */
  capturedLateMinor: number;
}>;

/** Takes from a reading what was invoiced, captured and returned. `stored` is the order's first snapshot. */
export function readingOfOrder(stored: Order, ledger: OrderLedger, observed: ObservedOrder): ReadingOfOrder {
  const captured = capturedNow(stored, ledger, observed);
  const next = {
    ...ledger,
    invoiced: invoicedNow(stored, observed),
    captured,
    returned: returnedNow(ledger, observed),
  };
  const broughtIn = (of: OrderLedger) =>
    stored.payments.reduce((sum, _, index) => sum + broughtInMinor(stored, of, index + 1), 0);
  return {
    ledger: next,
    isGroundChanged: groundOf(next) !== groundOf(ledger),
    isOrderChanged: isOrderChanged(stored, observed.order),
    capturedLateMinor: Math.max(0, broughtIn(next) - broughtIn(ledger)),
  };
}

const groundOf = ({ invoiced, captured, returned }: OrderLedger): string =>
  JSON.stringify([invoiced, captured, returned].map((all) => all && Object.entries(all).toSorted(byKey)));

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Only what is not wholly invoiced is kept; eCom itself lets nothing else be credited. */
function invoicedNow({ lines }: Order, { invoicedQuantities }: ObservedOrder): OrderLedger['invoiced'] {
  const isWhole = lines.every(({ orderLineId, quantity }) => (invoicedQuantities[orderLineId] ?? 0) >= quantity);
  return isWhole ? undefined : invoicedQuantities;
}

function capturedNow(stored: Order, ledger: OrderLedger, { order }: ObservedOrder): OrderLedger['captured'] {
  // An order whose payments are others is shown as changed; whose they are cannot be told by their number then.
  if (stored.paymentsFrom !== undefined || !hasSamePayments(stored, order)) return ledger.captured;
  const captured = Object.fromEntries(
    order.payments.flatMap((payment, index) => {
      const first = stored.payments[index];
      const nowMinor = capturedMinorOf(payment);
      return first === undefined || capturedMinorOf(first) === nowMinor ? [] : [[String(index + 1), nowMinor]];
    }),
  );
  return Object.keys(captured).length === 0 ? undefined : captured;
}

function returnedNow(ledger: OrderLedger, { returns }: ObservedOrder): OrderLedger['returned'] {
  const adjusted = new Map<string, number>();
  for (const { lines } of returns.filter(({ isStockAdjusted }) => isStockAdjusted)) {
    for (const { orderLineId, quantity } of lines) {
      adjusted.set(orderLineId, (adjusted.get(orderLineId) ?? 0) + quantity);
    }
  }
  const lineIds = new Set([...adjusted.keys(), ...Object.keys(ledger.returned ?? {})]);
  if (lineIds.size === 0) return undefined;
  const pieces = [...lineIds].map((id): [string, ReturnedPieces] => [
    id,
    { adjusted: adjusted.get(id) ?? 0, counted: ledger.returned?.[id]?.counted ?? 0 },
  ]);
  return Object.fromEntries(pieces);
}

function isOrderChanged(stored: Order, now: Order): boolean {
  const linesOf = ({ lines }: Order) =>
    lines.map(({ orderLineId, quantity, totalMinor }) => [orderLineId, quantity, totalMinor]);
  const moneyOf = ({ currency, shippingMinor, paymentCostsMinor, discountMinor = 0 }: Order) => [
    currency,
    shippingMinor,
    paymentCostsMinor,
    discountMinor,
  ];
  const essence = (order: Order) => JSON.stringify([linesOf(order), moneyOf(order)]);
  const hasOtherPayments = stored.paymentsFrom === undefined && !hasSamePayments(stored, now);
  return essence(stored) !== essence(now) || hasOtherPayments;
}

const hasSamePayments = (a: Order, b: Order): boolean =>
  JSON.stringify(a.payments.map(({ kind, amountMinor }) => [kind, amountMinor])) ===
  JSON.stringify(b.payments.map(({ kind, amountMinor }) => [kind, amountMinor]));
