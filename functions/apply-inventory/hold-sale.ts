import type { DifferenceReason } from '../../shared/domain/difference.ts';
import type { HoldReason, RefundSaleFacts } from '../../shared/domain/stock-effect.ts';
import { raiseDifference } from '../../shared/stores/difference-store.ts';
import { saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { LaneRun, Refused } from './batch.ts';
import type { StoredSale } from './look-for-others.ts';

/** Holds a refund sale that cannot go on by itself, and says so where people look. */
export async function holdSale(
  run: LaneRun,
  sale: StoredSale,
  reason: HoldReason,
  refused?: Refused,
): Promise<StoredSale | undefined> {
  const { facts, progress } = sale;
  const evidence = { heldBecause: reason, ...(refused && { retailCode: refused.code, detail: refused.detail ?? '' }) };
  // Where no item is known, that alone is what a person must say.
  if (reason !== 'no_item_known') {
    if (facts.goods.length > 0) await raiseForSale(run, facts, 'stock_missing', evidence);
    if (facts.creditMinor > 0) await raiseForSale(run, facts, 'pos_credit_missing', evidence);
  }
  const held = { reason, at: run.clock.now(), ...(refused && { retailCode: refused.code }) };
  return await saveEffect(run.table, { ...sale, progress: { ...progress, held } }, facts.openedAt);
}

/** Asks for the item of each line that has none, or more than one. The other lines do not wait for the answer. */
export async function raiseUnknownItems(
  run: LaneRun,
  facts: RefundSaleFacts,
  items: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { orderLineId, sku, quantity, amountMinor } of facts.goods) {
    if (items[orderLineId] !== undefined) continue;
    await raiseForSale(run, { ...facts, creditMinor: amountMinor }, 'item_unknown', { sku, quantity }, orderLineId);
  }
}

/** Raises a difference about a refund sale, with its credit as the amount at risk. Raised again it changes nothing. */
export async function raiseForSale(
  { table, clock }: LaneRun,
  { shopId, caseId, orderNumber, creditMinor, currency }: RefundSaleFacts,
  reason: DifferenceReason,
  evidence: Readonly<Record<string, string | number>>,
  subject?: string,
): Promise<void> {
  const raisedAt = clock.now();
  const about = { shopId, reason, caseId, orderNumber, ...(subject !== undefined && { subject }) };
  await raiseDifference(table, { ...about, amountMinor: creditMinor, currency, evidence, raisedAt });
}
