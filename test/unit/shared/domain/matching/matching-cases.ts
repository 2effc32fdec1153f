import { match } from '../../../../../shared/domain/matching/match.ts';
import { MatchingRows, type MatchingTask } from '../../../../../shared/domain/matching/matching-rows.ts';
import { defaultMatchingRules, type MatchingRules } from '../../../../../shared/domain/matching/matching-rules.ts';
import { noRow, type Verdict } from '../../../../../shared/domain/matching/verdict.ts';
import type { ProviderPayment } from '../../../../../shared/domain/provider-payment.ts';
import type { ProviderRefund } from '../../../../../shared/domain/provider-refund.ts';

/** A credit note of 23.45 EUR of 19 November, unless said otherwise. */
export const aTask = (task: Partial<MatchingTask> = {}): MatchingTask => ({
  taskId: 'CN-1',
  amountMinor: 2345,
  currency: 'EUR',
  issuedAt: '2026-11-19T09:00:00Z',
  ...task,
});

/** A refund of 23.45 EUR made a day later at PayPal, unless said otherwise. */
export const aRefund = (refund: Partial<ProviderRefund> = {}): ProviderRefund => ({
  provider: 'paypal',
  account: 'main',
  refundId: 'R-1',
  kind: 'refund',
  amountMinor: 2345,
  currency: 'EUR',
  status: 'done',
  createdAt: '2026-11-20T10:00:00Z',
  statusAt: '2026-11-20T10:00:00Z',
  references: [],
  ...refund,
});

/** A payment of 120.00 EUR of 12 November at PayPal, unless said otherwise. */
export const aPayment = (payment: Partial<ProviderPayment> = {}): ProviderPayment => ({
  provider: 'paypal',
  account: 'main',
  paymentId: 'P-1',
  amountMinor: 12_000,
  currency: 'EUR',
  paidAt: '2026-11-12T18:02:00Z',
  references: [],
  ...payment,
});

/** What is put in. */
export type MatchingCase = Readonly<{
  tasks?: readonly MatchingTask[];
  payments?: readonly ProviderPayment[];
  refunds?: readonly ProviderRefund[];
  rules?: Partial<MatchingRules>;
}>;

/** A verdict with ids instead of rows. */
export type NamedVerdict = Readonly<
  Pick<Verdict, 'verdict' | 'rule' | 'reason' | 'score' | 'rank' | 'group' | 'otherScore'> & {
    task: string | undefined;
    refund: string | undefined;
    otherRefund: string | undefined;
    otherTask: string | undefined;
  }
>;

/** Matches, and names the rows of the result by their ids. */
export function matchCase({ tasks = [], payments = [], refunds = [], rules = {} }: MatchingCase): NamedVerdict[] {
  const rows = rowsOf({ tasks, payments, refunds });
  const taskIdOf = (row: number) => (row === noRow ? undefined : rows.tasks.id.at(row));
  const refundIdOf = (row: number) => (row === noRow ? undefined : rows.refunds.id.at(row));
  return [...match(rows, { ...defaultMatchingRules, orderPrefix: 'ORD', ...rules })].map((verdict) => ({
    ...verdict,
    task: taskIdOf(verdict.task),
    refund: refundIdOf(verdict.refund),
    otherTask: taskIdOf(verdict.otherTask),
    otherRefund: refundIdOf(verdict.otherRefund),
  }));
}

/** The case as columns. */
export function rowsOf({ tasks = [], payments = [], refunds = [] }: MatchingCase): MatchingRows {
  const rows = new MatchingRows();
  for (const task of tasks) rows.addTask(task);
  for (const payment of payments) rows.addPayment(payment);
  for (const refund of refunds) rows.addRefund(refund);
  return rows;
}

/** Each verdict as `task refund verdict rule reason`, with `-` for a missing side. */
export function inShort(input: MatchingCase): string[] {
  return matchCase(input).map(({ task = '-', refund = '-', verdict, rule, reason }) =>
    [task, refund, verdict, rule, reason].join(' '),
  );
}
