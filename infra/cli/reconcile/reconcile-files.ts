import { match } from '../../../shared/domain/matching/match.ts';
import { MatchingRows, type MatchingTask } from '../../../shared/domain/matching/matching-rows.ts';
import { defaultMatchingRules, type MatchingRules } from '../../../shared/domain/matching/matching-rules.ts';
import { coveredWhenReadAt } from '../../../shared/domain/matching/provider-lag.ts';
import { instantOf, unixSecondsOf } from '../../../shared/domain/matching/unix-time.ts';
import type { Verdict } from '../../../shared/domain/matching/verdict.ts';
import { lagOf } from '../../../shared/providers/report-lags.ts';
import type { ProviderMovements } from './provider-movements.ts';

/** What a person says of the shop; the rest is what a shop has that says nothing. */
export type ShopFacts = Readonly<{
  orderPrefix?: string | undefined;
  exclusiveAccounts: readonly string[];
  nameRule: boolean;
  autoConfirmLimitMinor?: number | undefined;
  /** When the files were exported, as an instant; unknown means that they are taken to be complete. */
  asOf?: string | undefined;
}>;

/** Files, matched. */
export type Reconciliation = Readonly<{ rows: MatchingRows; rules: MatchingRules; verdicts: readonly Verdict[] }>;

/** Matches the credit notes with what the reports say. */
export function reconcileFiles(
  tasks: readonly MatchingTask[],
  movements: ProviderMovements,
  facts: ShopFacts,
): Reconciliation {
  const rows = new MatchingRows();
  for (const task of tasks) rows.addTask(task);
  for (const payment of movements.payments) rows.addPayment(payment);
  for (const refund of movements.refunds) rows.addRefund(refund);
  const { orderPrefix, exclusiveAccounts, nameRule, autoConfirmLimitMinor, asOf } = facts;
  const rules: MatchingRules = {
    ...defaultMatchingRules,
    nameRule,
    autoConfirmLimitMinor,
    exclusiveAccounts,
    orderPrefix: orderPrefix ?? commonPrefix(tasks),
    coveredUntil: asOf === undefined ? movements.coveredUntil : coverageAt(asOf, movements),
    notesUntil: asOf,
  };
  return { rows, rules, verdicts: [...match(rows, rules)] };
}

/** What every order number begins with, if that is letters; else nothing, for digits alone tell no shop from another. */
function commonPrefix(tasks: readonly MatchingTask[]): string {
  const prefixes = new Set(
    tasks.flatMap(({ orderNumber }) =>
      orderNumber === undefined ? [] : [/^\p{L}[\p{L}_-]*(?=\d)/u.exec(orderNumber)?.[0] ?? ''],
    ),
  );
  const [prefix = '', ...others] = prefixes;
  return others.length === 0 ? prefix : '';
}

/** Whatever the last row of a report is: a report exported at an instant shows what its provider shows by then. */
function coverageAt(asOf: string, movements: ProviderMovements): Readonly<Record<string, string>> {
  const at = unixSecondsOf(asOf) ?? 0;
  return Object.fromEntries(
    Object.keys(movements.coveredUntil).map((account) => {
      const [provider = ''] = account.split('/');
      return [account, instantOf(coveredWhenReadAt(at, lagOf(provider)))];
    }),
  );
}
