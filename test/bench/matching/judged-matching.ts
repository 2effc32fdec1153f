import type { MatchingRows } from '../../../shared/domain/matching/matching-rows.ts';
import { noRow, type Verdict, type VerdictName } from '../../../shared/domain/matching/verdict.ts';
import type { Fate } from './fate.ts';
import type { MatchingProblem, TrueRefund } from './matching-problem.ts';

/** A result row by ids, whoever made it. `proposal` numbers what a person decides with one click. */
export type JudgedRow = Readonly<{
  verdict: VerdictName;
  taskId: string | undefined;
  refundId: string | undefined;
  proposal: number;
}>;

/** How a result stands against the truth. */
export type Judgement = Readonly<{
  tasks: number;
  confirmedPairs: number;
  wrongPairs: readonly JudgedRow[];
  /** Tasks whose money went back in full, and those of them that were confirmed in full. */
  settled: number;
  settledConfirmed: number;
  /** Tasks with a refund of their own, and those of them for which it was confirmed, named or proposed. */
  refunded: number;
  refundedFound: number;
  proposals: number;
  leftovers: number;
  refunds: number;
  confusion: ReadonlyMap<Fate | 'no credit note' | 'other channel', ReadonlyMap<VerdictName, number>>;
}>;

/** The engine's rows by ids. */
export function judgedRows(rows: MatchingRows, verdicts: Iterable<Verdict>): readonly JudgedRow[] {
  return [...verdicts].map(({ verdict, task, refund, group }, index) => ({
    verdict,
    taskId: task === noRow ? undefined : rows.tasks.id.at(task),
    refundId: refund === noRow ? undefined : rows.refunds.id.at(refund),
    proposal: group === 0 ? -1 - index : group,
  }));
}

const leftoverVerdicts: ReadonlySet<VerdictName> = new Set([
  'credit_note_without_refund',
  'refund_without_credit_note',
]);

/**
 * Holds a result against the truth. Refunds of one payment or customer and of one amount are as good as each other, and
 * so are credit notes.
 */
export function judge(problem: MatchingProblem, rows: readonly JudgedRow[]): Judgement {
  const { truth, fates, tasks, customerOf } = problem;
  const refundsOf = refundsByNote(problem);
  const likeTask = new Map<string, string[]>();
  const amounts = new Map(tasks.map((task) => [task.taskId, `${customerOf(task.taskId)} ${task.amountMinor}`]));
  for (const [taskId, key] of amounts) likeTask.set(key, [...(likeTask.get(key) ?? []), taskId]);
  const isRight = ({ taskId = '', refundId = '' }: JudgedRow): boolean => {
    const refund = truth.get(refundId);
    if (refund === undefined) return false;
    const alike = likeTask.get(amounts.get(taskId) ?? '') ?? [];
    return alike.some((task) => refundsOf.get(task)?.some((candidate) => isInterchangeable(candidate, refund)));
  };

  const confirmed = rows.filter(({ verdict }) => verdict === 'matched');
  const confirmedOf = countBy(confirmed.filter(isRight), ({ taskId }) => taskId ?? '');
  const named = rows.filter(({ taskId, refundId }) => taskId !== undefined && refundId !== undefined);
  const found = new Set(named.filter(isRight).map(({ taskId }) => taskId));
  const paidInFull = tasks.filter(({ taskId }) =>
    ['exact', 'split', 'batched', 'twice'].includes(fates.get(taskId) ?? ''),
  );
  const needed = ({ taskId }: Readonly<{ taskId: string }>) =>
    fates.get(taskId) === 'split' ? (refundsOf.get(taskId)?.length ?? 1) : 1;
  const refunded = tasks.filter(({ taskId }) => refundsOf.has(taskId));
  return {
    tasks: tasks.length,
    refunds: truth.size,
    confirmedPairs: confirmed.length,
    wrongPairs: confirmed.filter((row) => !isRight(row)),
    settled: paidInFull.length,
    settledConfirmed: paidInFull.filter((task) => (confirmedOf.get(task.taskId) ?? 0) >= needed(task)).length,
    refunded: refunded.length,
    refundedFound: refunded.filter(({ taskId }) => found.has(taskId)).length,
    proposals: new Set(rows.filter(({ verdict }) => verdict === 'proposed').map(({ proposal }) => proposal)).size,
    leftovers: rows.filter(({ verdict }) => leftoverVerdicts.has(verdict)).length,
    confusion: confusionOf(problem, rows),
  };
}

function refundsByNote({ truth }: MatchingProblem): ReadonlyMap<string, readonly TrueRefund[]> {
  const refunds = new Map<string, TrueRefund[]>();
  for (const refund of truth.values()) {
    for (const note of refund.noteIds) refunds.set(note, [...(refunds.get(note) ?? []), refund]);
  }
  return refunds;
}

function isInterchangeable(a: TrueRefund, b: TrueRefund): boolean {
  return (
    a.amountMinor === b.amountMinor &&
    a.currency === b.currency &&
    (a.truePaymentId === b.truePaymentId || a.customerId === b.customerId)
  );
}

function confusionOf({ fates, truth }: MatchingProblem, rows: readonly JudgedRow[]): Judgement['confusion'] {
  const confusion = new Map<Fate | 'no credit note' | 'other channel', Map<VerdictName, number>>();
  const seen = new Set<string>();
  for (const { taskId, refundId, verdict } of rows) {
    // A task counts once, with its first row; a refund only where it stands alone.
    const key = taskId === undefined ? `r${refundId}` : `t${taskId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const refund = truth.get(refundId ?? '');
    const kind = refund?.customerId.startsWith('elsewhere') ? 'other channel' : 'no credit note';
    const row = taskId === undefined ? (fateOfRefund(refund, fates) ?? kind) : (fates.get(taskId) ?? 'exact');
    const counts = confusion.get(row) ?? new Map<VerdictName, number>();
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    confusion.set(row, counts);
  }
  return confusion;
}

function fateOfRefund(refund: TrueRefund | undefined, fates: ReadonlyMap<string, Fate>): Fate | undefined {
  const [note] = refund?.noteIds ?? [];
  return note === undefined ? undefined : fates.get(note);
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
