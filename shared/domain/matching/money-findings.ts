import type { DifferenceReason } from '../difference.ts';
import type { DifferenceSubject } from '../ids.ts';
import { secondsAfter } from '../instants.ts';
import { identityOf } from '../provider-refund.ts';
import {
  expectedOf,
  isOpen,
  isOverdue,
  providerOf,
  type RefundTaskFacts,
  restMinorOf,
  stateOf,
} from '../refund-task.ts';
import { judgedAtOf, type SeenRefund } from '../seen-refund.ts';
import { isInFocus } from './matching-block.ts';
import type { ReconciledBlock } from './reconcile-block.ts';
import { noRow, type Verdict } from './verdict.ts';

/** Something about money that somebody must decide on, as it follows from a block. `subject` is a task's id or a refund's name. */
export type MoneyFinding = Readonly<{
  reason: MoneyReason;
  about: DifferenceSubject;
  orderNumber?: RefundTaskFacts['orderNumber'] | undefined;
  subject: string;
  amountMinor: number;
  currency: string;
  provider?: string | undefined;
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
  /** Whether somebody has seen all that an account did on a day of the shop; nothing is called missing beyond that. */
  isCovered: (account: Readonly<{ provider: string; account: string }>, instant: string) => boolean;
}>;

/**
 * The differences that matching raises, and takes off the list when they are no longer so, by what shows whether they are:
 * a task's own facts, a task with a refund, or a refund with all that could explain it.
 */
export const moneyReasons = {
  credit_note_without_refund: 'task',
  reported_not_seen: 'task',
  payment_not_located: 'task',
  refund_returned: 'task',
  refund_and_chargeback: 'task',
  amount_mismatch: 'pair',
  currency_mismatch: 'pair',
  refunded_elsewhere: 'pair',
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

type Found = Readonly<{ reason: MoneyReason; amountMinor: number; evidence: MoneyFinding['evidence'] }>;

function findingsOfTask(task: RefundTaskFacts, moment: FindingMoment): MoneyFinding[] {
  const restMinor = Math.max(0, restMinorOf(task));
  const found = [...lateOf(task, moment, restMinor), ...returnedOf(task, restMinor), ...disputedOf(task)];
  return newestOfEach(found.map((each) => ({ ...ofTask(task), ...each })));
}

/** What did not happen by the time it should have. */
function lateOf(task: RefundTaskFacts, moment: FindingMoment, restMinor: number): readonly Found[] {
  const { name } = stateOf(task);
  const { report, payment, dueOn } = task;
  const found: Found[] = [];
  if (name === 'awaiting_refund' && isOverdue(task, moment.today)) {
    found.push({ reason: 'credit_note_without_refund', amountMinor: restMinor, evidence: { dueOn } });
  }
  if (name === 'reported' && report !== undefined) {
    const expectedBy = secondsAfter(report.at, moment.expectWithinHours(payment.provider) * secondsPerHour);
    const evidence = { refundedOn: report.refundedOn, expectedBy };
    if (expectedBy < moment.now) found.push({ reason: 'reported_not_seen', amountMinor: restMinor, evidence });
  }
  if (isMissing(task, moment)) {
    const evidence = { paidAt: payment.paidAt ?? '' };
    found.push({ reason: 'payment_not_located', amountMinor: restMinor, evidence });
  }
  return found;
}

/** Refunds that came back while something is still to be given back. */
function returnedOf({ matches = [] }: RefundTaskFacts, restMinor: number): readonly Found[] {
  return matches.flatMap(({ refund, amountMinor, state, status }): Found[] => {
    const isBack = state === 'confirmed' && (status === 'returned' || status === 'failed' || status === 'canceled');
    const evidence = { refundId: refund.refundId, status };
    return isBack && restMinor > 0 ? [{ reason: 'refund_returned', amountMinor, evidence }] : [];
  });
}

/** Money that went back twice: by a refund, and by a dispute. */
function disputedOf(task: RefundTaskFacts): readonly Found[] {
  const { name } = stateOf(task);
  const lost = (task.chargebacks ?? []).filter(
    ({ status, amountMinor }) => (status === 'done' || status === 'pending') && amountMinor > 0,
  );
  if (lost.length === 0 || (name !== 'matched' && name !== 'pending_at_provider')) return [];
  const amountMinor = lost.reduce((sum, each) => sum + each.amountMinor, 0);
  const evidence = { chargebackIds: lost.map(({ refund }) => refund.refundId).join(' ') };
  return [{ reason: 'refund_and_chargeback', amountMinor, evidence }];
}

/** Whether the payment of an open task should have been found by now: its account's day was seen whole. */
function isMissing({ located, payment, ...facts }: RefundTaskFacts, { isCovered }: FindingMoment): boolean {
  const { provider, account, providerPaymentId, paidAt, refundMode } = payment;
  if (located !== undefined || providerPaymentId !== undefined || refundMode === 'manual') return false;
  if (provider === undefined || account === undefined || paidAt === undefined) return false;
  return isOpen(stateOf({ payment, ...facts })) && isCovered({ provider, account }, paidAt);
}

function findingsOfVerdict(block: ReconciledBlock, verdict: Verdict, moment: FindingMoment): MoneyFinding[] {
  const task = factsAt(block, verdict.task);
  const refund = block.refunds[verdict.refund];
  const refundName = refund && identityOf(refund.facts);
  if (!isInFocus(block.focus, { taskId: task?.taskId, refundName })) return [];
  const refundMinor = leftMinorAt(block, verdict.refund);
  switch (verdict.verdict) {
    case 'amount_mismatch':
    case 'currency_mismatch':
      return task && refund ? [pairFinding(verdict.verdict, task, refund, { ...verdict, refundMinor })] : [];
    case 'duplicate_refund':
      return refund && isOld(refund, moment) ? [duplicate(block, { ...verdict, refundMinor }, refund)] : [];
    case 'refund_without_credit_note':
      return refund && isOld(refund, moment) ? [unexplained(refund, { ...verdict, refundMinor })] : [];
    case 'proposed':
      return task && refund && isElsewhere(verdict, refund, moment) ? [elsewhere(task, refund)] : [];
    case 'matched':
    case 'credit_note_without_refund':
    case 'pending':
    case 'refund_returned':
    case 'chargeback':
    case 'other_channel':
      return [];
  }
}

/** How much of a refund nothing has taken: of one that was taken in part, the rest. */
const leftMinorAt = ({ blockRows }: ReconciledBlock, refund: number): number =>
  refund === noRow ? 0 : blockRows.rows.refunds.amountMinor.at(refund);

/** A verdict with how much of its refund it is about. */
type VerdictOnAmount = Verdict & Readonly<{ refundMinor: number }>;

const isOld = ({ facts }: SeenRefund, { now, noteGraceHours }: FindingMoment): boolean =>
  judgedAtOf(facts, noteGraceHours) <= now;

/** A credit note of the payment that the money went back on may still come, for as long as one may for any refund. */
const isElsewhere = ({ rule }: Verdict, refund: SeenRefund, moment: FindingMoment): boolean =>
  rule === 'other_payment_of_order' && isOld(refund, moment);

const factsAt = ({ tasks, blockRows }: ReconciledBlock, row: number): RefundTaskFacts | undefined => {
  const taskId = blockRows.taskRows[row]?.task.facts.taskId;
  return tasks.find((task) => task.taskId === taskId);
};

const ofTask = (task: RefundTaskFacts) => {
  const { caseId, orderNumber, taskId } = task;
  const { currency } = expectedOf(task);
  return { about: { caseId }, orderNumber, subject: taskId, currency, provider: providerOf(task) };
};

function pairFinding(
  reason: 'amount_mismatch' | 'currency_mismatch',
  task: RefundTaskFacts,
  { facts }: SeenRefund,
  { refundMinor, ...verdict }: VerdictOnAmount,
): MoneyFinding {
  const expectedMinor = restMinorOf(task);
  const isComparable = reason === 'amount_mismatch';
  return {
    ...ofTask(task),
    reason,
    amountMinor: isComparable ? Math.abs(refundMinor - expectedMinor) : expectedMinor,
    evidence: {
      expectedMinor,
      refundedMinor: refundMinor,
      refundCurrency: facts.currency,
      refundId: facts.refundId,
      why: verdict.reason,
    },
  };
}

/** Which way the money was to go, and which way it went. */
function elsewhere(task: RefundTaskFacts, { facts }: SeenRefund): MoneyFinding {
  const { provider, account, refundId, paymentId } = facts;
  const expectedPaymentId = task.located?.paymentId ?? task.payment.providerPaymentId;
  return {
    ...ofTask(task),
    reason: 'refunded_elsewhere',
    amountMinor: restMinorOf(task),
    evidence: {
      ...(expectedPaymentId !== undefined && { paymentId: expectedPaymentId }),
      refundId,
      ...(paymentId !== undefined && { otherPaymentId: paymentId }),
      otherAccount: `${provider}/${account}`,
    },
  };
}

function duplicate(block: ReconciledBlock, verdict: VerdictOnAmount, { facts }: SeenRefund): MoneyFinding {
  const refundName = identityOf(facts);
  const task = factsAt(block, verdict.otherTask);
  const first = block.refunds[verdict.otherRefund]?.facts.refundId;
  return {
    reason: 'duplicate_refund',
    about: task === undefined ? { refundName } : { caseId: task.caseId },
    orderNumber: task?.orderNumber,
    subject: refundName,
    amountMinor: verdict.refundMinor,
    currency: facts.currency,
    provider: facts.provider,
    evidence: { refundId: facts.refundId, status: facts.status, ...(first !== undefined && { firstRefundId: first }) },
  };
}

function unexplained({ facts }: SeenRefund, { reason, refundMinor }: VerdictOnAmount): MoneyFinding {
  const refundName = identityOf(facts);
  const { provider, currency, refundId, paymentId } = facts;
  return {
    reason: 'refund_without_credit_note',
    about: { refundName },
    subject: refundName,
    amountMinor: refundMinor,
    currency,
    provider,
    evidence: { refundId, why: reason, ...(paymentId !== undefined && { paymentId }) },
  };
}

/** A task has one difference of each reason; where several refunds came back, the last one is named. */
function newestOfEach(findings: readonly MoneyFinding[]): MoneyFinding[] {
  return [...new Map(findings.map((finding) => [finding.reason, finding])).values()];
}
