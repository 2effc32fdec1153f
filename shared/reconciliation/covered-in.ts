import { isCovered } from '../domain/coverage.ts';
import type { FindingMoment } from '../domain/matching/money-findings.ts';
import type { ReconciledBlock } from '../domain/matching/reconcile-block.ts';
import { dayInShop } from '../domain/shop-day.ts';
import type { Table } from '../ports/table.ts';
import { readCoverage } from '../stores/coverage-store.ts';
import type { ReconciledShop } from './reconciled-shop.ts';

/** What was seen of the accounts whose payments a block could not locate; nothing is read where all are, or none is known. */
export async function coveredIn(
  table: Table,
  { shopId, providers, timeZone }: ReconciledShop,
  { tasks, judged }: Pick<ReconciledBlock, 'tasks' | 'judged'>,
): Promise<FindingMoment['isCovered']> {
  const wanted = tasks
    .filter(({ taskId, located }) => judged.has(taskId) && located === undefined)
    .map(({ payment }) => `${payment.provider}/${payment.account}`);
  const accounts = providers.filter(({ provider, account }) => wanted.includes(`${provider}/${account}`));
  const coverage = await readCoverage(table, shopId, accounts);
  return ({ provider, account }, instant) => {
    const index = accounts.findIndex((each) => each.provider === provider && each.account === account);
    const day = dayInShop(instant, timeZone);
    const { report = [], poll = [] } = coverage[index] ?? {};
    // A list of refunds says nothing of payments.
    return [report, poll].some((spans) => isCovered(spans, day, day));
  };
}
