import type { DifferenceReason } from '../difference.ts';
import type { DifferenceSubject } from '../ids.ts';
import { secondsAfter } from '../instants.ts';
import { identityOf } from '../provider-refund.ts';
import { expectedOf, isOverdue, type RefundTaskFacts, restMinorOf, stateOf } from '../refund-task.ts';
import { judgedAtOf, type SeenRefund } from '../seen-refund.ts';
import { isInFocus } from './matching-block.ts';
import type { ReconciledBlock } from './reconcile-block.ts';
import type { Verdict } from './verdict.ts';

/** Something about money that somebody must decide on, as it follows from a block. `subject` is a task's id or a refund's name. */
export type MoneyFinding = Readonly<{
  reason: MoneyReason;
  about: DifferenceSubject;
  orderNumber?: RefundTaskFacts['orderNumber'] | undefined;
  subject: string;
  amountMinor: number;
  currency: string;
  evidence: Readonly<Record<string, string | number | boolean>>;
}>;

/** What is found depends on when it is looked at. */
export type FindingMoment = Readonly<{
  now: string;
  /** Day of the shop. */
  today: string;
  noteGraceHours: number;
  /** How long after a person's report each provider may take to show the refund. */
  expectWithinHours: (provider: string | undefined) => number;
}>;

/**
 * The differences that matching raises, and takes off the list when they are no longer so, by what shows whether they are:
 * a task's own facts, a task with a refund, or a refund with all that could explain it.
 */
export const moneyReasons = {
  credit_note_without_refund: 'task',
  reported_not_seen: 'task',
  refund_returned: 'task',
  refund_and_chargeback: 'task',
  amount_mismatch: 'pair',
  currency_mismatch: 'pair',
  refund_without_credit_note: 'refund',
  duplicate_refund: 'refund',
} as const satisfies Readonly<Partial<Record<DifferenceReason, 'task' | 'pair' | 'refund'>>>;
/** One of these reasons. */
export type MoneyReason = keyof typeof moneyReasons;

const secondsPerHour = 3600;

/** All that is so now about the money of a block. */
export function moneyFindings(block: ReconciledBlock, moment: FindingMoment): readonly MoneyFinding[] {
  return [
    ...block.tasks.filter(({ taskId }) => block.judged.has(taskId)).flatMap((task) => findingsOfTask(task, moment)),
    ...block.verdicts.flatMap((verdict) => findingsOfVerdict(block, verdict, moment)),
  ];
}

function findingsOfTask(task: RefundTaskFacts, { now, today, expectWithinHours }: FindingMoment): MoneyFinding[] {
  const { name } = stateOf(task);
  const { matches = [], chargebacks = [], report, payment } = task;
  const restMinor = Math.max(0, restMinorOf(task));
  const found: MoneyFinding[] = [];
  const add = (reason: MoneyReason, amountMinor: number, evidence: MoneyFinding['evidence']): void => {
    found.push({ ...ofTask(task), reason, amountMinor, evidence });
  };
  if (name === 'awaiting_refund' && isOverdue(task, today)) {
    add('credit_note_without_refund', restMinor, { dueOn: task.dueOn });
  }
  if (name === 'reported' && report !== undefined) {
    const expectedBy = secondsAfter(report.at, expectWithinHours(payment.provider) * secondsPerHour);
    if (expectedBy < now) add('reported_not_seen', restMinor, { refundedOn: report.refundedOn, expectedBy });
  }
  for (const { refund, amountMinor, state, status } of matches) {
    const isBack = state === 'confirmed' && (status === 'returned' || status === 'failed' || status === 'canceled');
    if (isBack && restMinor > 0) add('refund_returned', amountMinor, { refundId: refund.refundId, status });
  }
  const lost = chargebacks.filter(({ status }) => status === 'done' || status === 'pending');
  if ((name === 'matched' || name === 'pending_at_provider') && lost.length > 0) {
    const amountMinor = lost.reduce((sum, each) => sum + each.amountMinor, 0);
    add('refund_and_chargeback', amountMinor, { chargebackIds: lost.map(({ refund }) => refund.refundId).join(' ') });
  }
  return newestOfEach(found);
}

function findingsOfVerdict(block: ReconciledBlock, verdict: Verdict, moment: FindingMoment): MoneyFinding[] {
  const task = factsAt(block, verdict.task);
  const refund = block.refunds[verdict.refund];
  const refundName = refund && identityOf(refund.facts);
  if (!isInFocus(block.focus, { taskId: task?.taskId, refundName })) return [];
  switch (verdict.verdict) {
    case 'amount_mismatch':
      return task && refund ? [pairFinding('amount_mismatch', task, refund, verdict)] : [];
    case 'currency_mismatch':
      return task && refund ? [pairFinding('currency_mismatch', task, refund, verdict)] : [];
    case 'duplicate_refund':
      return refund && isOld(refund, moment) ? [duplicate(block, verdict, refund)] : [];
    case 'refund_without_credit_note':
      return refund && isOld(refund, moment) ? [unexplained(refund, verdict)] : [];
    case 'matched':
    case 'proposed':
    case 'credit_note_without_refund':
    case 'pending':
    case 'refund_returned':
    case 'chargeback':
    case 'other_channel':
      return [];
  }
}

const isOld = ({ facts }: SeenRefund, { now, noteGraceHours }: FindingMoment): boolean =>
  judgedAtOf(facts, noteGraceHours) <= now;

const factsAt = ({ tasks, blockRows }: ReconciledBlock, row: number): RefundTaskFacts | undefined => {
  const taskId = blockRows.taskRows[row]?.task.facts.taskId;
  return tasks.find((task) => task.taskId === taskId);
};

const ofTask = (task: RefundTaskFacts) => {
  const { caseId, orderNumber, taskId } = task;
  return { about: { caseId }, orderNumber, subject: taskId, currency: expectedOf(task).currency };
};

function pairFinding(
  reason: 'amount_mismatch' | 'currency_mismatch',
  task: RefundTaskFacts,
  { facts }: SeenRefund,
  verdict: Verdict,
): MoneyFinding {
  const expectedMinor = restMinorOf(task);
  const isComparable = reason === 'amount_mismatch';
  return {
    ...ofTask(task),
    reason,
    amountMinor: isComparable ? Math.abs(facts.amountMinor - expectedMinor) : expectedMinor,
    evidence: {
      expectedMinor,
      refundedMinor: facts.amountMinor,
      refundCurrency: facts.currency,
      refundId: facts.refundId,
      why: verdict.reason,
    },
  };
}

function duplicate(block: ReconciledBlock, verdict: Verdict, { facts }: SeenRefund): MoneyFinding {
  const refundName = identityOf(facts);
  const task = factsAt(block, verdict.otherTask);
  const first = block.refunds[verdict.otherRefund]?.facts.refundId;
  return {
    reason: 'duplicate_refund',
    about: task === undefined ? { refundName } : { caseId: task.caseId },
    orderNumber: task?.orderNumber,
    subject: refundName,
    amountMinor: facts.amountMinor,
    currency: facts.currency,
    evidence: { refundId: facts.refundId, status: facts.status, ...(first !== undefined && { firstRefundId: first }) },
  };
}

function unexplained({ facts }: SeenRefund, { reason }: Verdict): MoneyFinding {
  const refundName = identityOf(facts);
  const { amountMinor, currency, refundId, paymentId } = facts;
  return {
    reason: 'refund_without_credit_note',
    about: { refundName },
    subject: refundName,
    amountMinor,
    currency,
    evidence: { refundId, why: reason, ...(paymentId !== undefined && { paymentId }) },
  };
}

/** A task has one difference of each reason; where several refunds came back, the last one is named. */
function newestOfEach(findings: readonly MoneyFinding[]): MoneyFinding[] {
  return [...new Map(findings.map((finding) => [finding.reason, finding])).values()];
}
