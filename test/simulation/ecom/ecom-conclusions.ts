import { mayRefundAgain } from '../../../shared/domain/fact-change.ts';
import { isOpen } from '../../../shared/domain/refund-task.ts';
import { parseDifference, type StoredDifference } from '../../../shared/stores/difference-store.ts';
import { parseCase, type StoredCase } from '../../../shared/stores/refund-case-store.ts';
import { parseTask, type StoredTask } from '../../../shared/stores/refund-task-store.ts';
import type { SimulatedTable } from '../world/simulated-table.ts';

/** What people and money hang on in the end, without the times at which it came about, a line for each thing. */
export type Conclusions = Readonly<{
  cases: readonly string[];
  differences: readonly string[];
  /** What each payment of each order is to give back, whichever case of the order says so. */
  byOrder: readonly string[];
}>;

/** All cases that are stored. */
export const casesIn = (table: SimulatedTable): readonly StoredCase[] =>
  table
    .rows()
    .filter(({ sk }) => sk === 'CASE')
    .map(parseCase);

/** All refund tasks that are stored. */
export const tasksIn = (table: SimulatedTable): readonly StoredTask[] =>
  table
    .rows()
    .filter(({ sk }) => sk.startsWith('TASK#'))
    .map(parseTask);

const differencesIn = (table: SimulatedTable): readonly StoredDifference[] =>
  table
    .rows()
    .filter(({ sk }) => sk.startsWith('DIFFERENCE#'))
    .map(parseDifference);

// What follows from something that eCom showed for a while: whether a reading came in that while is chance.
const passed = ['deleted', mayRefundAgain];

/** What a table comes to. A case that is gone from eCom again is as one that was never seen. */
export function conclusionsOf(table: SimulatedTable): Conclusions {
  const tasks = tasksIn(table);
  const cases = casesIn(table).filter(({ standing }) => standing !== 'withdrawn');
  return {
    cases: cases.map((one) => `${caseText(one)} ${tasksOf(one, tasks)}`).toSorted(),
    differences: differencesIn(table)
      .filter(({ state, subject }) => state === 'open' && !passed.includes(subject ?? ''))
      .map(({ reason, caseId, subject }) => `${reason} ${caseId} ${subject}`)
      .toSorted(),
    byOrder: openMinorByPayment(tasks),
  };
}

function caseText({ caseId, standing = 'open', attachedTo, plan }: StoredCase): string {
  const { totalMinor, shippingMinor, updateInventory, lines, payments, notes } = plan;
  const said = { standing, attachedTo, totalMinor, shippingMinor, updateInventory, notes };
  const pieces = lines.map(({ orderLineId, quantity, amountMinor }) => [orderLineId, quantity, amountMinor]);
  const shares = payments.map(({ paymentNumber, amountMinor }) => [paymentNumber, amountMinor]);
  return `${caseId} ${JSON.stringify({ ...said, pieces, shares })}`;
}

const tasksOf = ({ caseId }: StoredCase, tasks: readonly StoredTask[]): string =>
  tasks
    .filter(({ facts }) => facts.caseId === caseId)
    .filter(({ state }) => isOpen(state))
    .map(({ facts, state }) => `${facts.payment.paymentNumber}:${facts.payment.amountMinor}:${state.name}`)
    .join(' ');

function openMinorByPayment(tasks: readonly StoredTask[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const { facts, state } of tasks) {
    if (!isOpen(state)) continue;
    const payment = `${facts.orderNumber} payment ${facts.payment.paymentNumber}`;
    sums.set(payment, (sums.get(payment) ?? 0) + facts.payment.amountMinor);
  }
  return [...sums].map(([payment, amountMinor]) => `${payment}: ${amountMinor}`).toSorted();
}
