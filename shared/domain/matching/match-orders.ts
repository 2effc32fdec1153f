import { compareBlock } from './compare-block.ts';
import { hops, isSameAccount, type MatchingState } from './matching-state.ts';
import { groupRows, type RowGroups } from './row-groups.ts';
import { type BlockRules, settleBlock } from './settle-block.ts';

const byOrder: BlockRules = {
  exact: 'order_reference',
  sum: 'order_reference_sum',
  exactScore: 90,
  sumScore: 80,
  isById: false,
  // Other payments of the order may have refunds of their own: only a sum that leaves nothing over is taken.
  sumNeedsWholeBlock: true,
};

/**
 * Where no payment leads from a task to its refund: the refunds that name an order settle the tasks of that order. A
 * refund whose payment is known to be another one than the task's is not looked at.
 */
export function matchOrders(state: MatchingState): void {
  const tasksOf = groupRows(state.taskOrders, state.orders);
  const refundsOf = groupRows(state.refundOrders, state.orders);
  for (let order = 1; order <= state.orders; order += 1) {
    if (refundsOf.startOf(order) === refundsOf.endOf(order) || !hasOpen(tasksOf, order, state.taskIsDone)) continue;
    const tasks = [...tasksOf.rowsOf(order)].filter((task) => state.taskIsDone[task] === 0);
    const refunds = [...refundsOf.rowsOf(order)].filter((refund) => state.refundIsDone[refund] === 0);
    if (tasks.length === 0 || refunds.length === 0) continue;
    const known = tasks.filter((task) => isPaymentKnown(state, task));
    const unknown = tasks.filter((task) => !isPaymentKnown(state, task));
    settle(
      state,
      known,
      refunds.filter((refund) => state.refundPayments[refund] === 0),
    );
    settle(
      state,
      unknown,
      refunds.filter((refund) => state.refundIsDone[refund] === 0),
    );
  }
}

/** Nearly every order is settled by its payment: no list is made for it. */
function hasOpen({ rows, startOf, endOf }: RowGroups, order: number, isDone: Uint8Array): boolean {
  for (let place = startOf(order); place < endOf(order); place += 1) if (isDone[rows[place] ?? 0] === 0) return true;
  return false;
}

/** A payment that was only found by its value is not held against a refund that names the order. */
function isPaymentKnown({ taskHops }: MatchingState, task: number): boolean {
  return taskHops[task] === hops.id || taskHops[task] === hops.reference;
}

function settle(state: MatchingState, tasks: readonly number[], refunds: readonly number[]): void {
  if (tasks.length === 0) return;
  const { rows } = state;
  const usable = refunds.filter((refund) =>
    tasks.every((task) => isSameAccount(rows.tasks, task, rows.refunds, refund)),
  );
  if (usable.length > 0) compareBlock(settleBlock(state, tasks, usable, byOrder));
}
