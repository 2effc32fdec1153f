import { isUsable } from './match-names.ts';
import { refundRowKinds, refundStages } from './matching-rows.ts';
import { conclude, hops, type MatchingState } from './matching-state.ts';
import { NearestRows } from './nearest-rows.ts';
import { unixSecondsOf } from './unix-time.ts';
import type { ReasonName, VerdictName } from './verdict.ts';

const secondsPerHour = 3600;

/** Says of every task and refund that nothing matched what it is, why it was not matched, and what comes nearest to it. */
export function judgeLeftovers(state: MatchingState): void {
  const { tasks, refunds } = state.rows;
  const openTasks = rowsOf(tasks.size, (task) => state.taskIsDone[task] === 0);
  const openRefunds = rowsOf(refunds.size, (refund) => state.refundIsDone[refund] === 0);
  const usable = openRefunds.filter((refund) => isUsable(state, refund));
  const { customers } = state;
  const someTasks = { of: tasks, rows: openTasks, customerOf: (task: number) => customers.ofTask(task) };
  const someRefunds = { of: refunds, rows: usable, customerOf: (refund: number) => customers.ofRefund(refund) };
  judgeTasks(state, openTasks, new NearestRows(someTasks, someRefunds));
  const ours = openRefunds.filter(ownership(state));
  judgeRefunds(state, ours, new NearestRows({ ...someRefunds, rows: ours }, someTasks));
  for (const refund of openRefunds) {
    if (state.refundIsDone[refund] === 1) continue;
    conclude(state, 'other_channel', { refund }, { rule: 'none', reason: 'not_ours', score: 0 });
  }
}

function rowsOf(size: number, isWanted: (row: number) => boolean): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < size; row += 1) if (isWanted(row)) rows.push(row);
  return rows;
}

function judgeTasks(state: MatchingState, open: readonly number[], nearest: NearestRows): void {
  const { tasks } = state.rows;
  const coveredUntil = latestCoverage(state);
  for (const task of open) {
    const otherRefund = nearest.to(task);
    const covered = coveredUntil(task);
    if (covered !== undefined && tasks.at.at(task) > covered) {
      conclude(state, 'pending', { task }, { rule: 'none', reason: 'after_coverage', score: 0 }, { otherRefund });
    } else {
      const basis = { rule: 'none', reason: whyUnmatched(state, task), score: 0 } as const;
      conclude(state, 'credit_note_without_refund', { task }, basis, { otherRefund });
    }
  }
}

function whyUnmatched({ taskHops, rows }: MatchingState, task: number): ReasonName {
  if (taskHops[task] !== hops.none) return 'no_refund_on_payment';
  return rows.payments.size > 0 ? 'payment_not_located' : 'no_candidate';
}

/** Until when the account of a task was seen; a task that names no account is held against the one that was seen longest. */
function latestCoverage({ rows, rules }: MatchingState): (task: number) => number | undefined {
  const covered = new Map<string, number>();
  for (const [account, instant] of Object.entries(rules.coveredUntil)) {
    const seconds = unixSecondsOf(instant);
    if (seconds === undefined) throw new RangeError(`Not an instant: ${instant}`);
    covered.set(account, seconds);
  }
  const latest = covered.size === 0 ? undefined : Math.max(...covered.values());
  const { tasks } = rows;
  return (task) => {
    const account = `${rows.words.at(tasks.provider.at(task))}/${rows.words.at(tasks.account.at(task))}`;
    return covered.get(account) ?? latest;
  };
}

function judgeRefunds(state: MatchingState, ours: readonly number[], nearest: NearestRows): void {
  const { refunds } = state.rows;
  const notesUntil = state.rules.notesUntil === undefined ? undefined : unixSecondsOf(state.rules.notesUntil);
  const graceFrom = notesUntil === undefined ? undefined : notesUntil - state.rules.noteGraceHours * secondsPerHour;
  for (const refund of ours) {
    const isLate = graceFrom !== undefined && refunds.at.at(refund) > graceFrom;
    const [verdict, reason] = whatItIs(state, refund, isLate);
    const details = { otherTask: nearest.to(refund) };
    conclude(state, verdict, { refund }, { rule: 'none', reason, score: 0 }, details);
  }
}

/** What a refund of the shop is that no credit note explains. */
function whatItIs(
  { rows: { refunds } }: MatchingState,
  refund: number,
  noteMayFollow: boolean,
): readonly [VerdictName, ReasonName] {
  if (refunds.kind.at(refund) === refundRowKinds.chargeback) return ['chargeback', 'taken_back'];
  if (refunds.kind.at(refund) === refundRowKinds.returned) return ['refund_returned', 'came_back'];
  switch (refunds.stage.at(refund)) {
    case refundStages.pending:
      return ['pending', 'still_pending'];
    case refundStages.returned:
      return ['refund_returned', 'came_back'];
    case refundStages.failed:
      return ['refund_returned', 'refused_by_provider'];
    default:
      return noteMayFollow ? ['pending', 'note_may_follow'] : ['refund_without_credit_note', 'no_note_for_payment'];
  }
}

/** Whether a refund is the shop's: its payment belongs to an order, it names one, or nobody else uses the account. */
function ownership({ rows, rules, refundIsOurs, refundPayments, taskPayments, ...state }: MatchingState) {
  const { refunds, payments, words } = rows;
  const claimed = new Uint8Array(state.payments + 1);
  for (const payment of taskPayments) claimed[payment] = 1;
  claimed[0] = 0;
  for (let payment = 1; payment <= state.payments; payment += 1) {
    const row = (state.paymentRows[payment] ?? 0) - 1;
    if (row >= 0 && row < payments.size && state.paymentIsOurs[row] === 1) claimed[payment] = 1;
  }
  const exclusive = new Set(rules.exclusiveAccounts);
  return (refund: number): boolean =>
    refundIsOurs[refund] === 1 ||
    claimed[refundPayments[refund] ?? 0] === 1 ||
    exclusive.has(`${words.at(refunds.provider.at(refund))}/${words.at(refunds.account.at(refund))}`);
}
