import { compareBlock } from './compare-block.ts';
import { refundRowKinds, refundStages } from './matching-rows.ts';
import { conclude, isSameAccount, type MatchingState } from './matching-state.ts';
import { groupRows } from './row-groups.ts';
import { type Block, type BlockRules, settleBlock } from './settle-block.ts';
import { secondsPerDay } from './unix-time.ts';

const byId: BlockRules = {
  exact: 'payment_id',
  sum: 'payment_id_sum',
  exactScore: 100,
  sumScore: 97,
  isById: true,
  sumNeedsWholeBlock: false,
};
const byReference: BlockRules = {
  exact: 'payment_by_reference',
  sum: 'payment_by_reference_sum',
  exactScore: 95,
  sumScore: 92,
  isById: false,
  sumNeedsWholeBlock: false,
};
const byValue: BlockRules = {
  exact: 'payment_by_value',
  sum: 'payment_by_value_sum',
  exactScore: 88,
  sumScore: 82,
  isById: false,
  sumNeedsWholeBlock: false,
};
const byValueUnnamed: BlockRules = { ...byValue, exactScore: 80, sumScore: 72 };
const byValueUnsure: BlockRules = { ...byValue, exactScore: 70, sumScore: 60, doubt: 'name_missing' };

// By the number of the hop.
const rulesOfHop = [byValueUnsure, byId, byReference, byValue, byValueUnnamed, byValueUnsure];

/**
 * The second hop: the refunds of each payment settle the tasks of that payment, exactly or in sum. Answers the blocks in
 * which something may be left.
 */
export function matchPayments(state: MatchingState): readonly Block[] {
  const blocks: Block[] = [];
  const tasksOf = groupRows(state.taskPayments, state.payments);
  const refundsOf = groupRows(state.refundPayments, state.payments);
  for (let payment = 1; payment <= state.payments; payment += 1) {
    const taskStart = tasksOf.startOf(payment);
    const refundStart = refundsOf.startOf(payment);
    const tasks = tasksOf.endOf(payment) - taskStart;
    const refunds = refundsOf.endOf(payment) - refundStart;
    if (tasks === 0 || refunds === 0) continue;
    if (
      tasks === 1 &&
      refunds === 1 &&
      settleOne(state, payment, tasksOf.rows[taskStart] ?? 0, refundsOf.rows[refundStart] ?? 0)
    )
      continue;
    const block = settlePayment(state, payment, [...tasksOf.rowsOf(payment)], [...refundsOf.rowsOf(payment)]);
    if (block !== undefined) blocks.push(block);
  }
  return blocks;
}

/** Nearly every payment has one task and one refund of its amount: no block is built for it. */
function settleOne(state: MatchingState, payment: number, task: number, refund: number): boolean {
  const { tasks, refunds } = state.rows;
  const by = rulesOfHop[state.taskHops[task] ?? 0] ?? byValueUnsure;
  const limit = state.rules.autoConfirmLimitMinor;
  const isPlain =
    tasks.amountMinor.at(task) === refunds.amountMinor.at(refund) &&
    tasks.currency.at(task) === refunds.currency.at(refund) &&
    refunds.stage.at(refund) === refundStages.live &&
    refunds.kind.at(refund) === refundRowKinds.refund &&
    by.doubt === undefined &&
    (by.isById || limit === undefined || tasks.amountMinor.at(task) <= limit) &&
    state.taskIsDone[task] === 0 &&
    state.refundIsDone[refund] === 0 &&
    canBelong(state, payment, task, refund) &&
    !state.isRejected(task, refund);
  if (isPlain) conclude(state, 'matched', { task, refund }, { rule: by.exact, reason: 'exact', score: by.exactScore });
  return isPlain;
}

function settlePayment(
  state: MatchingState,
  payment: number,
  tasks: readonly number[],
  refunds: readonly number[],
): Block | undefined {
  const open = tasks.filter((task) => state.taskIsDone[task] === 0);
  const usable = refunds.filter(
    (refund) => state.refundIsDone[refund] === 0 && open.every((task) => canBelong(state, payment, task, refund)),
  );
  if (usable.length === 0) return undefined;
  // One way to the payment that is less sure makes the whole block less sure.
  const leastSure = Math.max(...(open.length === 0 ? tasks : open).map((task) => state.taskHops[task] ?? 0));
  const by = rulesOfHop[leastSure] ?? byValueUnsure;
  // What ids have settled all of it before shows that what is left is a repetition.
  return open.length === 0 ? { state, by, tasks, refunds } : settleBlock(state, open, usable, by);
}

/** Hard filters: the account, and that nothing is given back before it came in. Clocks and zones may differ by a day. */
function canBelong(state: MatchingState, payment: number, task: number, refund: number): boolean {
  const { tasks, payments, refunds } = state.rows;
  if (!isSameAccount(tasks, task, refunds, refund)) return false;
  const row = (state.paymentRows[payment] ?? 0) - 1;
  return row < 0 || refunds.at.at(refund) >= payments.at.at(row) - secondsPerDay;
}

/** A refund id that somebody linked or typed in settles its task, whatever else the rows say, unless amounts differ. */
export function matchRefundIds(state: MatchingState): void {
  const { tasks, refunds } = state.rows;
  const typed = new Map<string, number[]>();
  for (let task = 0; task < tasks.size; task += 1) {
    if (tasks.refundId.isEmpty(task)) continue;
    const id = tasks.refundId.at(task);
    typed.set(id, [...(typed.get(id) ?? []), task]);
  }
  if (typed.size === 0) return;
  for (let refund = 0; refund < refunds.size; refund += 1) {
    const asking = typed.get(refunds.id.at(refund))?.filter((task) => isSameAccount(tasks, task, refunds, refund));
    if (asking !== undefined && asking.length > 0) compareBlock(settleBlock(state, asking, [refund], byRefundId));
  }
}

const byRefundId: BlockRules = { ...byId, exact: 'refund_id', sum: 'refund_id', sumScore: 100 };
