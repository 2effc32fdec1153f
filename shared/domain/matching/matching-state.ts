import { Customers } from './customers.ts';
import type { MatchingRows, MoneyColumns } from './matching-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { type NameForm, nameAgreement, nameFormOf, sameName } from './name-form.ts';
import { findOrders } from './order-references.ts';
import type { TimedAmount } from './settle-amounts.ts';
import { compareTexts } from './text-column.ts';
import { TextNumbers } from './text-numbers.ts';
import { noRow, type ReasonName, type RuleName, type Verdict, type VerdictName } from './verdict.ts';
import { VerdictList } from './verdict-list.ts';

/** How a task came to its payment; the less sure, the higher. */
export const hops = { none: 0, id: 1, reference: 2, value: 3, valueUnnamed: 4, valueUnsure: 5 } as const;

/** What is known while matching goes from the surest rule to the weakest. Rows are addressed by number everywhere. */
export type MatchingState = Readonly<{
  rows: MatchingRows;
  rules: MatchingRules;
  /** Number of the payment of each task (0 while it is not located), and how it was found (`hops`). */
  taskPayments: Uint32Array;
  taskHops: Uint8Array;
  refundPayments: Uint32Array;
  payments: number;
  /** Row of a payment, by its number, plus 1; 0 where no provider row shows it. */
  paymentRows: Uint32Array;
  taskOrders: Uint32Array;
  paymentOrders: Uint32Array;
  paymentIsOurs: Uint8Array;
  refundOrders: Uint32Array;
  refundIsOurs: Uint8Array;
  orders: number;
  taskIsDone: Uint8Array;
  refundIsDone: Uint8Array;
  /** The task that a refund has its place with, or `noRow`. */
  taskOfRefund: Int32Array;
  names: NameCache;
  customers: Customers;
  isRejected: (task: number, refund: number) => boolean;
  verdicts: VerdictList;
}>;

/** Numbers everything that rows are joined by; decides nothing yet. */
export function prepareMatching(rows: MatchingRows, rules: MatchingRules): MatchingState {
  const { tasks, payments, refunds } = rows;
  const paymentNumbers = new TextNumbers();
  const taskPayments = paymentNumbers.number(tasks.paymentId);
  const paymentIds = paymentNumbers.number(payments.paymentId);
  const refundPayments = paymentNumbers.number(refunds.paymentId);
  const paymentRows = new Uint32Array(paymentNumbers.distinct + 1);
  for (let row = 0; row < paymentIds.length; row += 1) paymentRows[paymentIds[row] ?? 0] = row + 1;

  const orderNumbers = new TextNumbers(true);
  const taskOrders = orderNumbers.number(tasks.reference);
  const prefix = rules.orderPrefix ?? '';
  const ofPayments = findOrders(payments.reference, orderNumbers, prefix);
  const ofRefunds = findOrders(refunds.reference, orderNumbers, prefix);

  const taskHops = new Uint8Array(tasks.size);
  const names = new NameCache();
  const done = { taskIsDone: new Uint8Array(tasks.size), refundIsDone: new Uint8Array(refunds.size) };
  for (let task = 0; task < tasks.size; task += 1) if ((taskPayments[task] ?? 0) > 0) taskHops[task] = hops.id;
  return {
    rows,
    rules,
    taskPayments,
    taskHops,
    refundPayments,
    payments: paymentNumbers.distinct,
    paymentRows,
    taskOrders,
    paymentOrders: ofPayments.orders,
    paymentIsOurs: ofPayments.isOurs,
    refundOrders: ofRefunds.orders,
    refundIsOurs: ofRefunds.isOurs,
    orders: orderNumbers.distinct,
    ...done,
    taskOfRefund: new Int32Array(refunds.size).fill(noRow),
    names,
    customers: new Customers(rows, names, done),
    isRejected: rejections(rows, rules),
    verdicts: new VerdictList(),
  };
}

function rejections({ tasks, refunds }: MatchingRows, { rejected }: MatchingRules) {
  if (rejected.length === 0) return () => false;
  const keys = new Set(rejected.map(({ taskId, refundId }) => `${taskId}\n${refundId}`));
  return (task: number, refund: number): boolean => keys.has(`${tasks.id.at(task)}\n${refunds.id.at(refund)}`);
}

const mostForms = 20_000;

/** Forms of the names that were asked for; a million rows share few of them. */
export class NameCache {
  readonly #forms = new Map<string, NameForm>();

  formOf(columns: MoneyColumns, row: number): NameForm {
    const name = columns.name.at(row);
    const known = this.#forms.get(name);
    if (known !== undefined) return known;
    const form = nameFormOf(name);
    // Names that come once must not pile up.
    if (this.#forms.size === mostForms) this.#forms.clear();
    this.#forms.set(name, form);
    return form;
  }

  /** Agreement of two customers in percent, by e-mail address or name; `undefined` where one of them says nothing. */
  agreement(a: MoneyColumns, rowA: number, b: MoneyColumns, rowB: number): number | undefined {
    if (
      !(a.email.isEmpty(rowA) || b.email.isEmpty(rowB)) &&
      a.email.at(rowA).toLowerCase() === b.email.at(rowB).toLowerCase()
    )
      return sameName;
    if (a.name.isEmpty(rowA) || b.name.isEmpty(rowB)) return undefined;
    const [formA, formB] = [this.formOf(a, rowA), this.formOf(b, rowB)];
    return formA.key === '' || formB.key === '' ? undefined : nameAgreement(formA, formB);
  }
}

/** Whether two rows can be of one account: what one of them leaves open agrees with everything. */
export function isSameAccount(a: MoneyColumns, rowA: number, b: MoneyColumns, rowB: number): boolean {
  return agrees(a.provider.at(rowA), b.provider.at(rowB)) && agrees(a.account.at(rowA), b.account.at(rowB));
}

const agrees = (a: number, b: number): boolean => a === b || a === 0 || b === 0;

/** What a row is settled by. */
export const timedAmount = (columns: MoneyColumns, row: number): TimedAmount => ({
  amountMinor: columns.amountMinor.at(row),
  at: columns.at.at(row),
});

/** Order of two rows by time, then by id: it does not depend on the order in which they came. */
export function compareRows(columns: MoneyColumns, a: number, b: number): number {
  return columns.at.at(a) - columns.at.at(b) || compareTexts(columns.id, a, columns.id, b);
}

/** What a verdict says beyond its pair; what is left out is nothing. */
export type VerdictDetails = Partial<Pick<Verdict, 'rank' | 'group' | 'otherRefund' | 'otherScore' | 'otherTask'>>;

/** Adds a row to the result. Its task and its refund have their place then, and no weaker rule looks at them again. */
export function conclude(
  state: MatchingState,
  verdict: VerdictName,
  { task = noRow, refund = noRow }: Readonly<{ task?: number; refund?: number }>,
  basis: Readonly<{ rule: RuleName; reason: ReasonName; score: number }>,
  details: VerdictDetails = {},
): void {
  const { otherRefund = noRow, otherScore = 0, otherTask = noRow, group = 0, rank = 1 } = details;
  const { rule, reason, score } = basis;
  state.verdicts.add(verdict, rule, reason, { score, rank, task, refund, group, otherRefund, otherScore, otherTask });
  if (task !== noRow) state.taskIsDone[task] = 1;
  if (refund === noRow) return;
  state.refundIsDone[refund] = 1;
  state.taskOfRefund[refund] = task;
}
