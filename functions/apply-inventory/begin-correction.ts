import { logBelievedAfterSeconds } from '../../shared/domain/correction-outcome.ts';
import { correctionEffectOf } from '../../shared/domain/ids.ts';
import { secondsAfter } from '../../shared/domain/instants.ts';
import type { ItemStock } from '../../shared/domain/retail-records.ts';
import type { CorrectionEffect, CorrectionIntent } from '../../shared/domain/stock-effect.ts';
import { readItemInHand, writeOfItemInHand } from '../../shared/stores/item-in-hand-store.ts';
import { type Stored, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { LaneRun } from './batch.ts';

/** A correction as it is stored. */
export type StoredCorrection = Stored<CorrectionEffect>;
/** One that was begun: what it writes is stored. */
export type BegunCorrection = StoredCorrection & Readonly<{ progress: Readonly<{ intent: CorrectionIntent }> }>;

/** Whether a correction was begun. */
export const isBegun = (correction: StoredCorrection): correction is BegunCorrection =>
  correction.progress.intent !== undefined;

/** What a beginning rests on. */
export type Ground = Readonly<{ lastInventoryLogId: number; stocks: readonly ItemStock[] }>;

/** The name by which a correction has an item in hand. */
export const holderOf = ({ facts: { shopId, caseId, correctionNumber } }: CorrectionEffect): string =>
  correctionEffectOf(shopId, caseId, correctionNumber);

/**
 * Begins a correction: takes its item in hand and stores what will be written, in one transaction. `undefined` when
 * another correction has the item, or was faster. From here on it is looked at again when the log can be believed.
 */
export async function beginCorrection(
  { table, clock }: LaneRun,
  correction: StoredCorrection,
  { lastInventoryLogId: newestLogId, stocks }: Ground,
): Promise<BegunCorrection | undefined> {
  const { facts, progress } = correction;
  const holder = holderOf(correction);
  const item = await readItemInHand(table, facts);
  const at = clock.now();
  const lookAgainAt = secondsAfter(at, logBelievedAfterSeconds);
  if (item.holder !== undefined && item.holder !== holder) {
    await saveEffect(table, correction, lookAgainAt);
    return undefined;
  }
  // An item without a level in this shop has none there yet.
  const stock = stocks.find(({ itemId, shopId }) => itemId === facts.itemId && shopId === facts.retailShopId);
  const from = stock?.quantityOnHand ?? 0;
  // Begun anew it still looks from its first beginning on: what was written late for the first one is seen then.
  const lastInventoryLogId = progress.intent?.lastInventoryLogId ?? newestLogId;
  const intent: CorrectionIntent = { from, to: from + facts.change, lastInventoryLogId, at };
  const begun: BegunCorrection = { ...correction, progress: { ...progress, intent } };
  return await saveEffect(table, begun, lookAgainAt, [writeOfItemInHand(facts, item, { holder })]);
}
