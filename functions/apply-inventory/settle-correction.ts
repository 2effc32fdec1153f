import { correctionOutcome, logBelievedAfterSeconds } from '../../shared/domain/correction-outcome.ts';
import { repairOf } from '../../shared/domain/corrections-of-sale.ts';
import { requestCost } from '../../shared/domain/effect-cost.ts';
import { secondsBetween } from '../../shared/domain/instants.ts';
import type { InventoryLogRow } from '../../shared/domain/retail-records.ts';
import type { CorrectionProgress, HoldReason } from '../../shared/domain/stock-effect.ts';
import type { Write } from '../../shared/ports/table.ts';
import { raiseDifference } from '../../shared/stores/difference-store.ts';
import { readItemInHand, writeOfItemInHand } from '../../shared/stores/item-in-hand-store.ts';
import { saveEffect, writeOfNewEffect } from '../../shared/stores/stock-effect-store.ts';
import type { LaneRun } from './batch.ts';
import { type BegunCorrection, holderOf, type StoredCorrection } from './begin-correction.ts';

/** The rows of these items' logs since the earliest of these corrections was begun, over as many pages as it takes. */
export async function readLogAfter(
  { retail, pace }: LaneRun,
  begun: readonly BegunCorrection[],
): Promise<readonly InventoryLogRow[]> {
  const after = Math.min(...begun.map(({ progress }) => progress.intent.lastInventoryLogId));
  const itemIds = [...new Set(begun.map(({ facts }) => facts.itemId))];
  const rows: InventoryLogRow[] = [];
  let cursor: string | undefined;
  do {
    const filter = { after, itemIds, cursor };
    const page = await pace.spend(requestCost.search, () => retail.listInventoryLog(filter));
    rows.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}

/**
 * Settles a begun correction by what the log shows. That it shows nothing is believed only when the log had time to show
 * it: until then the correction stays as it is.
 */
export async function settleCorrection(
  run: LaneRun,
  correction: BegunCorrection,
  rows: readonly InventoryLogRow[],
): Promise<'settled' | 'not_done' | 'open'> {
  const { facts, progress } = correction;
  const item = await readItemInHand(run.table, facts);
  if (item.holder !== holderOf(correction)) return 'open';
  const employeeId = run.shopsById.get(facts.shopId)?.retail?.employeeId ?? '';
  const outcome = correctionOutcome(facts, progress.intent, rows, { employeeId, settled: item.settledLogIds });
  const now = run.clock.now();
  switch (outcome.kind) {
    case 'not_done':
      return secondsBetween(progress.intent.at, now) < logBelievedAfterSeconds ? 'open' : 'not_done';
    case 'done':
      return await settle(run, correction, { done: doneBy(outcome.row, now) }, [outcome.row.inventoryLogId]);
    case 'sold_meanwhile': {
      const repair = repairOf(correction, outcome.missing, now);
      const known = { done: doneBy(outcome.row, now), repairedBy: repair.facts.correctionNumber };
      return await settle(run, correction, known, [outcome.row.inventoryLogId], [writeOfNewEffect(repair, now)]);
    }
    case 'not_clear': {
      const logIds = outcome.rows.map(({ inventoryLogId }) => inventoryLogId);
      return await holdCorrection(run, correction, 'log_not_clear', { logRows: logIds.join(' ') }, logIds);
    }
  }
}

/** Holds a correction for a person, says so where people look, and frees its item for others. */
export async function holdCorrection(
  run: LaneRun,
  correction: StoredCorrection,
  reason: HoldReason,
  evidence: Readonly<Record<string, string>>,
  settledLogIds: readonly number[] = [],
): Promise<'settled' | 'open'> {
  const { shopId, caseId, orderNumber, itemId, change } = correction.facts;
  const at = run.clock.now();
  await raiseDifference(run.table, {
    shopId,
    caseId,
    orderNumber,
    reason: 'stock_wrong_quantity',
    subject: itemId,
    evidence: { heldBecause: reason, itemId, change, ...evidence },
    raisedAt: at,
  });
  return await settle(run, correction, { held: { reason, at } }, settledLogIds);
}

/** Notes what became known, and frees the item in the same transaction where this correction has it in hand. */
async function settle(
  { table }: LaneRun,
  correction: StoredCorrection,
  known: CorrectionProgress,
  settledLogIds: readonly number[],
  alongside: readonly Write[] = [],
): Promise<'settled' | 'open'> {
  const { facts, progress } = correction;
  const item = await readItemInHand(table, facts);
  const frees =
    item.holder === holderOf(correction) ? [writeOfItemInHand(facts, item, { settled: settledLogIds })] : [];
  const changed = { ...correction, progress: { ...progress, ...known } };
  const saved = await saveEffect(table, changed, facts.openedAt, [...frees, ...alongside]);
  return saved ? 'settled' : 'open';
}

const doneBy = ({ inventoryLogId }: InventoryLogRow, at: string) => ({ inventoryLogId, at });
