import type { RefundSaleFacts } from '../../shared/domain/stock-effect.ts';
import { differencesOfCase, raiseDifference } from '../../shared/stores/difference-store.ts';
import { takeObservedSale } from '../../shared/stores/observed-sale-store.ts';
import { writeOfPause } from '../../shared/stores/paused-shop-store.ts';
import type { ConfirmRun } from './confirm-run.ts';

/**
 * Notes that somebody else refunded what Avoir refunded: a person is asked who writes this shop's stock, and until then
 * Avoir writes nothing more for it. `false` when the sale belongs to another case.
 */
export async function noteSecondWriter(
  { table, clock, accountId }: ConfirmRun,
  { shopId, caseId, orderNumber, creditMinor, currency }: RefundSaleFacts,
  saleId: string,
): Promise<boolean> {
  if (!(await takeObservedSale(table, accountId, saleId, { shopId, caseId }))) return false;
  const reason = 'stock_source_conflict';
  const known = await differencesOfCase(table, shopId, caseId);
  // Asked before: a person may have let the shop go on since.
  if (known.some((difference) => difference.reason === reason && difference.subject === saleId)) return true;
  const at = clock.now();
  // Stopped first: after a crash between the two, both are done again.
  await table.transact([writeOfPause(accountId, { shopId, caseId, saleId, pausedAt: at })]);
  const found = { shopId, caseId, orderNumber, reason, subject: saleId, currency, raisedAt: at } as const;
  await raiseDifference(table, { ...found, amountMinor: creditMinor, evidence: { saleId } });
  return true;
}
