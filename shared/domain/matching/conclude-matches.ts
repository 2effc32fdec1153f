import { type CaseId, type MatchId, matchOf, type TaskId } from '../ids.ts';
import { identityOf } from '../provider-refund.ts';
import type { SeenRefund } from '../seen-refund.ts';
import type { MatchState } from '../task-match.ts';
import type { BlockTask } from './matching-block.ts';
import type { BlockRows } from './matching-block-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { type Signal, signalsOf } from './signals.ts';
import { noRow, type ReasonName, type RuleName, type Verdict } from './verdict.ts';

/** Why a task and a refund were put together: a rule, a reason where it is not plain, each signal's share, and who came second. */
export type MatchExplanation = Readonly<{
  rule: RuleName;
  reason: ReasonName;
  /** 0 to 100. */
  score: number;
  signals: readonly Signal[];
  runnerUp?: Readonly<{ refundId: string; score: number }> | undefined;
  /** Refunds and tasks that settle each other together with this pair. */
  togetherWith?: readonly string[] | undefined;
}>;

/** A pair that the machine confirms or proposes. */
export type ConcludedMatch = Readonly<{
  matchId: MatchId;
  taskId: TaskId;
  caseId: CaseId;
  paymentNumber: number;
  refund: SeenRefund;
  amountMinor: number;
  state: Extract<MatchState, 'proposed' | 'confirmed'>;
  /** Pairs of one group settle each other together; 0 for a pair alone. */
  group: number;
  explanation: MatchExplanation;
}>;

/** Links through which a refund that is not finished, or that came back, counts as the task's without a person. */
const surelyLinked: ReadonlySet<RuleName> = new Set(['refund_id', 'payment_id', 'payment_by_reference']);

/** What the verdicts say about tasks that still give something back; about what stands they say nothing new. */
export function concludedMatches(
  { rows, taskRows }: BlockRows,
  refunds: readonly SeenRefund[],
  { verdicts, rules }: Readonly<{ verdicts: readonly Verdict[]; rules: MatchingRules }>,
): readonly ConcludedMatch[] {
  const groups = Map.groupBy(
    verdicts.filter(({ group }) => group > 0),
    ({ group }) => group,
  );
  return verdicts.flatMap((verdict) => {
    const state = stateOfPair(verdict);
    const row = taskRows[verdict.task];
    const refund = refunds[verdict.refund];
    if (state === undefined || row === undefined || !row.isOpen || refund === undefined) return [];
    const group = groups.get(verdict.group) ?? [verdict];
    const isSplit = group.filter(({ task }) => task === verdict.task).length > 1;
    const refundMinor = rows.refunds.amountMinor.at(verdict.refund);
    const amountMinor = isSplit ? refundMinor : rows.tasks.amountMinor.at(verdict.task);
    const explanation = {
      rule: verdict.rule,
      reason: verdict.reason,
      score: verdict.score,
      signals: signalsOf(rows, rules, verdict),
      runnerUp: runnerUpOf(refunds, verdict),
      togetherWith: matesOf(taskRows, refunds, verdict, group),
    };
    return [
      concluded(row.task, refund, {
        amountMinor: Math.min(amountMinor, refundMinor),
        state,
        explanation,
        group: verdict.group,
      }),
    ];
  });
}

function stateOfPair({ verdict, rule, refund }: Verdict): ConcludedMatch['state'] | undefined {
  if (refund === noRow) return undefined;
  switch (verdict) {
    case 'matched':
      return 'confirmed';
    case 'pending':
    case 'refund_returned':
      return surelyLinked.has(rule) ? 'confirmed' : 'proposed';
    case 'proposed':
    case 'amount_mismatch':
      return 'proposed';
    case 'duplicate_refund':
    case 'credit_note_without_refund':
    case 'refund_without_credit_note':
    case 'chargeback':
    case 'currency_mismatch':
    case 'other_channel':
      return undefined;
  }
}

function concluded(
  { facts }: BlockTask,
  refund: SeenRefund,
  rest: Pick<ConcludedMatch, 'amountMinor' | 'state' | 'group' | 'explanation'>,
): ConcludedMatch {
  const { taskId, caseId, payment } = facts;
  const matchId = matchOf(taskId, identityOf(refund.facts));
  return { matchId, taskId, caseId, paymentNumber: payment.paymentNumber, refund, ...rest };
}

function runnerUpOf(
  refunds: readonly SeenRefund[],
  { otherRefund, otherScore }: Verdict,
): MatchExplanation['runnerUp'] {
  const other = refunds[otherRefund];
  return other === undefined || otherScore === 0 ? undefined : { refundId: other.facts.refundId, score: otherScore };
}

function matesOf(
  taskRows: BlockRows['taskRows'],
  refunds: readonly SeenRefund[],
  { task, refund }: Verdict,
  group: readonly Verdict[],
): readonly string[] | undefined {
  const mates = new Set<string>();
  for (const mate of group) {
    const other = taskRows[mate.task]?.task.facts.taskId;
    const otherRefund = refunds[mate.refund]?.facts.refundId;
    if (mate.task !== task && other !== undefined) mates.add(other);
    if (mate.refund !== refund && otherRefund !== undefined) mates.add(otherRefund);
  }
  return mates.size === 0 ? undefined : [...mates].toSorted();
}
