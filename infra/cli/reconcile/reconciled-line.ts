import { signalsOf } from '../../../shared/domain/matching/signals.ts';
import type { TextColumn } from '../../../shared/domain/matching/text-column.ts';
import { instantOf, secondsPerDay } from '../../../shared/domain/matching/unix-time.ts';
import { noRow, type Verdict, type VerdictName } from '../../../shared/domain/matching/verdict.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { Reconciliation } from './reconcile-files.ts';
import { actionOf, reasonWords, ruleWords, signalWords } from './verdict-words.ts';

/** One row of the result (design §7): a pair or a leftover. Amounts are minor units; `differenceMinor` is credit minus refund. */
export type ReconciledLine = Readonly<{
  creditNoteId: string;
  refundId: string;
  verdict: VerdictName;
  rule: string;
  /** 0 to 1. */
  score: number;
  explanation: string;
  orderNumber: string;
  customerName: string;
  provider: string;
  account: string;
  paymentId: string;
  creditMinor: number | undefined;
  refundMinor: number | undefined;
  differenceMinor: number;
  /** Of the credit note, else of the refund; `refundCurrency` differs from it only where that is the difference. */
  currency: string;
  refundCurrency: string;
  issuedAt: string;
  refundedAt: string;
  action: string;
  /** Lines of one group settle each other together; 0 for a line alone. */
  group: number;
  rank: number;
}>;

/** The verdicts with everything that a person reads, in their order: oldest first. */
export function reconciledLines(reconciliation: Reconciliation): readonly ReconciledLine[] {
  const groups = Map.groupBy(
    reconciliation.verdicts.filter(({ group }) => group > 0),
    ({ group }) => group,
  );
  return reconciliation.verdicts.map((verdict) => ({
    ...sidesOf(reconciliation, verdict),
    verdict: verdict.verdict,
    rule: verdict.rule === 'none' ? '' : verdict.rule,
    score: verdict.score / 100,
    explanation: explanationOf(reconciliation, verdict, groups.get(verdict.group) ?? []),
    action: actionOf(verdict.verdict, verdict.reason),
    group: verdict.group,
    rank: verdict.rank,
  }));
}

/** What the credit note and the refund say; where both say it, the refund. */
function sidesOf(
  { rows: { tasks, refunds, words }, rules }: Reconciliation,
  { task, refund, group, verdict }: Verdict,
) {
  const creditMinor = task === noRow ? undefined : tasks.amountMinor.at(task);
  const refundMinor = refund === noRow ? undefined : refunds.amountMinor.at(refund);
  const isComparable = group === 0 && verdict !== 'currency_mismatch';
  const textOf = (column: 'name' | 'paymentId'): string =>
    textAt(refunds[column], refund) || textAt(tasks[column], task);
  const wordOf = (column: 'provider' | 'account'): string =>
    words.at(refunds[column].at(refund)) || words.at(tasks[column].at(task));
  return {
    creditNoteId: textAt(tasks.id, task),
    refundId: textAt(refunds.id, refund),
    orderNumber: textAt(tasks.reference, task) || orderIn(textAt(refunds.reference, refund), rules.orderPrefix ?? ''),
    customerName: textAt(tasks.name, task) || textAt(refunds.name, refund),
    provider: wordOf('provider'),
    account: wordOf('account'),
    paymentId: textOf('paymentId'),
    creditMinor,
    refundMinor,
    differenceMinor: isComparable ? (creditMinor ?? 0) - (refundMinor ?? 0) : 0,
    currency: words.at(tasks.currency.at(task)) || words.at(refunds.currency.at(refund)),
    refundCurrency: words.at(refunds.currency.at(refund)),
    issuedAt: task === noRow ? '' : instantOf(tasks.at.at(task)),
    refundedAt: refund === noRow ? '' : instantOf(refunds.at.at(refund)),
  };
}

/** The order that a refund without a credit note names, if it looks like one of the shop's. */
function orderIn(references: string, prefix: string): string {
  if (prefix === '') return '';
  const words = references.split(/[^\p{L}\p{N}_-]+/u);
  return (
    words.find(
      (word) => word.toUpperCase().startsWith(prefix.toUpperCase()) && /^\d/.test(word.slice(prefix.length)),
    ) ?? ''
  );
}

const textAt = (column: TextColumn, row: number): string => (row === noRow ? '' : column.at(row));

/** What the verdict rests on with each share, why it is no plain match, and what came second or comes nearest. */
function explanationOf(reconciliation: Reconciliation, verdict: Verdict, group: readonly Verdict[]): string {
  const { rows, rules } = reconciliation;
  const signals = signalsOf(rows, rules, verdict)
    .map(({ name, share }) => `${signalWords[name]} ${share}`)
    .join(' + ');
  const basis = [ruleWords[verdict.rule], signals === '' ? '' : `(${signals})`].filter((part) => part !== '').join(' ');
  const parts = [
    basis,
    reasonWords[verdict.reason],
    togetherWith(reconciliation, verdict, group),
    besides(reconciliation, verdict),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function togetherWith(
  { rows: { tasks, refunds } }: Reconciliation,
  { task, refund }: Verdict,
  group: readonly Verdict[],
): string {
  const mates = new Set<string>();
  for (const mate of group) {
    if (mate.task !== task) mates.add(tasks.id.at(mate.task));
    if (mate.refund !== refund) mates.add(refunds.id.at(mate.refund));
  }
  return mates.size === 0 ? '' : `together with ${[...mates].join(', ')}`;
}

function besides(reconciliation: Reconciliation, verdict: Verdict): string {
  const { otherRefund, otherTask, otherScore, task, refund, score, rank } = verdict;
  const { tasks, refunds } = reconciliation.rows;
  const [refundId, taskId] = [textAt(refunds.id, otherRefund), textAt(tasks.id, otherTask)];
  if (verdict.verdict === 'duplicate_refund') return `${refundId} settled ${taskId}`;
  if (verdict.verdict === 'chargeback') return taskId === '' ? '' : `refunded for ${taskId}`;
  if (verdict.verdict === 'refund_returned') return refundId === '' ? '' : `by ${refundId}`;
  if (otherScore > 0) {
    return `${rank === 1 ? 'second' : 'first'} is ${refundId} with ${otherScore}, a margin of ${Math.abs(score - otherScore)}`;
  }
  if (refundId !== '' && task !== noRow)
    return `nearest refund: ${refundId}, ${nearest(reconciliation, task, otherRefund)}`;
  if (taskId !== '' && refund !== noRow)
    return `nearest credit note: ${taskId}, ${nearest(reconciliation, otherTask, refund)}`;
  return '';
}

/** How far the nearest candidate is: by amount, by days, by what forbids it. */
function nearest({ rows: { tasks, refunds, words } }: Reconciliation, task: number, refund: number): string {
  const difference = refunds.amountMinor.at(refund) - tasks.amountMinor.at(task);
  const currency = words.at(refunds.currency.at(refund));
  const days = Math.round(Math.abs(refunds.at.at(refund) - tasks.at.at(task)) / secondsPerDay);
  const apart =
    difference === 0
      ? 'the same amount'
      : `${toDecimalText({ minor: Math.abs(difference), currency })} ${currency} ${difference > 0 ? 'more' : 'less'}`;
  const ids = [tasks.paymentId.at(task), refunds.paymentId.at(refund)];
  const otherPayment = ids.every((id) => id !== '') && ids[0] !== ids[1] ? ', other payment' : '';
  return `${apart}, ${days} days${otherPayment}`;
}
