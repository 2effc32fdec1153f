import { isUsable } from './match-names.ts';
import { conclude, hops, isSameAccount, type MatchingState } from './matching-state.ts';

const score = 75;

type Pairing = Readonly<{ tasks: number[]; refunds: number[] }>;

/**
 * A refund of the very amount of a task on another payment of its order, or at another account: the customer has the
 * money, yet not by the way that the credit note gives back. Only where each is alone for the other, and only proposed,
 * for a credit note of that other payment may still come.
 */
export function matchElsewhere(state: MatchingState): void {
  for (const { tasks, refunds } of pairingsOf(state)) {
    const [task, ...otherTasks] = tasks;
    const [refund, ...otherRefunds] = refunds;
    if (task === undefined || refund === undefined || otherTasks.length > 0 || otherRefunds.length > 0) continue;
    if (!isElsewhere(state, task, refund) || state.isRejected(task, refund)) continue;
    const basis = { rule: 'other_payment_of_order', reason: 'refunded_elsewhere', score } as const;
    conclude(state, 'proposed', { task, refund }, basis);
  }
}

/** Open tasks and refunds of one order that have the same amount and currency. Nearly every order has none left. */
function pairingsOf(state: MatchingState): Iterable<Pairing> {
  const pairings = refundsByOrder(state);
  if (pairings.size === 0) return [];
  const { tasks } = state.rows;
  for (let task = 0; task < tasks.size; task += 1) {
    const order = state.taskIsDone[task] === 0 ? (state.taskOrders[task] ?? 0) : 0;
    if (order === 0) continue;
    pairings.get(keyOf(order, tasks.amountMinor.at(task), tasks.currency.at(task)))?.tasks.push(task);
  }
  return pairings.values();
}

function refundsByOrder(state: MatchingState): ReadonlyMap<string, Pairing> {
  const pairings = new Map<string, Pairing>();
  if (state.orders === 0) return pairings;
  const { refunds } = state.rows;
  const orderOf = ordersOfRefunds(state);
  for (let refund = 0; refund < refunds.size; refund += 1) {
    const order = isUsable(state, refund) ? orderOf(refund) : 0;
    if (order === 0) continue;
    const key = keyOf(order, refunds.amountMinor.at(refund), refunds.currency.at(refund));
    const known = pairings.get(key);
    if (known === undefined) pairings.set(key, { tasks: [], refunds: [refund] });
    else known.refunds.push(refund);
  }
  return pairings;
}

const keyOf = (order: number, amountMinor: number, currency: number): string => `${order} ${amountMinor} ${currency}`;

/**
 * The one order that a refund belongs to, or 0: by its own references, by those of its payment, or by the tasks of that
 * payment. What names two orders names none.
 */
function ordersOfRefunds(state: MatchingState): (refund: number) => number {
  const { refundOrders, refundPayments, paymentOrders, paymentRows } = state;
  const orderOfPayment = ordersOfPayments(state);
  return (refund) => {
    const payment = refundPayments[refund] ?? 0;
    const own = refundOrders[refund] ?? 0;
    if (payment === 0) return own;
    const ofPayment = paymentOrders[(paymentRows[payment] ?? 0) - 1] ?? 0;
    const order = onlyOrder(onlyOrder(own, ofPayment), orderOfPayment[payment] ?? 0);
    return order === contested ? 0 : order;
  };
}

/** By payment: the order of its tasks, 0 where it has none, or `contested`. Columns, for there may be a million. */
function ordersOfPayments({ payments, taskPayments, taskOrders }: MatchingState): Uint32Array {
  const orders = new Uint32Array(payments + 1);
  for (let task = 0; task < taskPayments.length; task += 1) {
    const payment = taskPayments[task] ?? 0;
    if (payment !== 0) orders[payment] = onlyOrder(orders[payment] ?? 0, taskOrders[task] ?? 0);
  }
  return orders;
}

const contested = 0xffff_ffff;

/** The order that both name, or that one of them names where the other names none. */
function onlyOrder(a: number, b: number): number {
  if (a === 0 || a === b) return b;
  return b === 0 ? a : contested;
}

/** Whether a refund is surely not of the task's own payment: both payments are known and differ, or the accounts do. */
function isElsewhere({ rows, taskHops, taskPayments, refundPayments }: MatchingState, task: number, refund: number) {
  if (!isSameAccount(rows.tasks, task, rows.refunds, refund)) return true;
  const isSure = taskHops[task] === hops.id || taskHops[task] === hops.reference;
  const payment = refundPayments[refund] ?? 0;
  return isSure && payment !== 0 && payment !== taskPayments[task];
}
