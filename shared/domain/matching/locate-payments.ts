import { hops, isSameAccount, type MatchingState } from './matching-state.ts';
import { compatibleName } from './name-form.ts';
import { groupRows } from './row-groups.ts';
import { firstAtOrAfter } from './time-search.ts';

const secondsPerHour = 3600;

/**
 * The first hop: finds the provider's payment of every task that does not carry its id. By the order's number in the
 * payment's references; else by the order's value, the customer and the date, where only one payment fits the order and
 * only one order fits the payment.
 */
export function locatePayments(state: MatchingState): void {
  if (state.rows.payments.size === 0) return;
  locateByReference(state);
  locateByValue(state);
}

function locateByReference(state: MatchingState): void {
  const { rows, taskOrders, taskPayments, taskHops } = state;
  const byOrder = groupRows(state.paymentOrders, state.orders);
  const paymentNumbers = numbersOfPayments(state);
  for (let task = 0; task < rows.tasks.size; task += 1) {
    const order = taskOrders[task] ?? 0;
    if (order === 0 || taskHops[task] !== hops.none || byOrder.startOf(order) === byOrder.endOf(order)) continue;
    const paying = byOrder.rowsOf(order).filter((payment) => canPay(state, task, payment));
    // Two payments of one order: which of them is given back is not known from the order.
    if (paying.length !== 1) continue;
    taskPayments[task] = paymentNumbers[paying[0] ?? 0] ?? 0;
    taskHops[task] = hops.reference;
  }
}

/** Hard filters: the currency, the account, and what the payment carries. */
function canPay({ rows: { tasks, payments } }: MatchingState, task: number, payment: number): boolean {
  return (
    payments.currency.at(payment) === tasks.currency.at(task) &&
    payments.amountMinor.at(payment) >= tasks.amountMinor.at(task) &&
    isSameAccount(tasks, task, payments, payment)
  );
}

function numbersOfPayments({ paymentRows, rows: { payments } }: MatchingState): Uint32Array {
  const numbers = new Uint32Array(payments.size);
  for (let number = 1; number < paymentRows.length; number += 1) {
    const row = paymentRows[number] ?? 0;
    if (row > 0) numbers[row - 1] = number;
  }
  return numbers;
}

function locateByValue(state: MatchingState): void {
  const { taskHops, taskPayments } = state;
  const open = tasksWithValue(state);
  if (open.length === 0) return;
  const candidatesOf = paymentsByValue(state, open);
  const numbers = numbersOfPayments(state);
  const claims = new Claims();
  const found = new Map<number, Found>();
  for (const task of open) {
    const choice = onlyFit(state, task, candidatesOf(task));
    if (choice === undefined) continue;
    found.set(task, choice);
    claims.add(choice.payment, orderKey(state, task));
  }
  for (const [task, { payment, hop }] of found) {
    if (claims.isContested(payment)) continue;
    taskPayments[task] = numbers[payment] ?? 0;
    taskHops[task] = hop;
  }
}

function tasksWithValue({ rows: { tasks }, taskHops }: MatchingState): readonly number[] {
  const open: number[] = [];
  for (let task = 0; task < tasks.size; task += 1) {
    const hasValue = tasks.orderTotalMinor.at(task) > 0 && tasks.paidAt.at(task) > 0;
    if (hasValue && taskHops[task] === hops.none) open.push(task);
  }
  return open;
}

/** Payments of the value of a task's order, in the order of time, without those that name an order: they are that order's. */
function paymentsByValue(state: MatchingState, open: readonly number[]): (task: number) => readonly number[] {
  const { tasks, payments } = state.rows;
  const keyOfTask = (task: number) => valueKey(tasks.orderTotalMinor.at(task), tasks.currency.at(task));
  const byValue = new Map<number, number[]>(open.map((task) => [keyOfTask(task), []]));
  for (let payment = 0; payment < payments.size; payment += 1) {
    if (state.paymentOrders[payment] !== 0 || state.paymentIsOurs[payment] === 1) continue;
    byValue.get(valueKey(payments.amountMinor.at(payment), payments.currency.at(payment)))?.push(payment);
  }
  for (const rows of byValue.values()) rows.sort((a, b) => payments.at.at(a) - payments.at.at(b));
  return (task) => byValue.get(keyOfTask(task)) ?? [];
}

type Found = Readonly<{ payment: number; hop: number }>;

/** How much farther the next payment of that value must be where no customer tells them apart. */
const margin = 2;

/** The one payment that fits: the only one of that customer, else the only one of that value far and wide. */
function onlyFit(state: MatchingState, task: number, candidates: readonly number[]): Found | undefined {
  const { tasks, payments } = state.rows;
  const within = state.rules.paidWithinHours * secondsPerHour;
  const apart = (payment: number): number => Math.abs(payments.at.at(payment) - tasks.paidAt.at(task));
  const { ofCustomer, ofSomebody } = fitting(state, task, candidates, margin * within);
  const [named, ...othersNamed] = ofCustomer.filter((payment) => apart(payment) <= within);
  if (named !== undefined) return othersNamed.length === 0 ? { payment: named, hop: hops.value } : undefined;
  const [unnamed, ...others] = ofSomebody;
  if (unnamed === undefined || others.length > 0 || apart(unnamed) > within) return undefined;
  // Only where the account is known must the payment be among its rows; elsewhere it may be one that nobody shows.
  const isAccountKnown = tasks.provider.at(task) !== 0 && tasks.account.at(task) !== 0;
  return { payment: unnamed, hop: isAccountKnown ? hops.valueUnnamed : hops.valueUnsure };
}

/** The candidates near the order's time that could pay it: those of its customer, and those that name nobody. */
function fitting(state: MatchingState, task: number, candidates: readonly number[], seconds: number) {
  const { tasks, payments } = state.rows;
  const paidAt = tasks.paidAt.at(task);
  const ofCustomer: number[] = [];
  const ofSomebody: number[] = [];
  for (let place = firstAtOrAfter(payments.at, candidates, paidAt - seconds); place < candidates.length; place += 1) {
    const payment = candidates[place] ?? 0;
    if (payments.at.at(payment) > paidAt + seconds) break;
    if (!canPay(state, task, payment)) continue;
    const agreement = state.names.agreement(tasks, task, payments, payment);
    if (agreement === undefined) ofSomebody.push(payment);
    else if (agreement >= compatibleName) ofCustomer.push(payment);
  }
  return { ofCustomer, ofSomebody };
}

/** Which orders ask for a payment: two orders contest it, two credit notes of one order do not. */
class Claims {
  readonly #orders = new Map<number, number>();

  add(payment: number, order: number): void {
    const claimed = this.#orders.get(payment);
    this.#orders.set(payment, claimed === undefined || claimed === order ? order : contested);
  }

  isContested(payment: number): boolean {
    return this.#orders.get(payment) === contested;
  }
}

const contested = 0;

// Without a number, every credit note is taken for an order of its own.
function orderKey({ taskOrders }: MatchingState, task: number): number {
  const order = taskOrders[task] ?? 0;
  return order > 0 ? order : -(task + 1);
}

const currencies = 1024;
const valueKey = (amountMinor: number, currency: number): number => amountMinor * currencies + currency;
