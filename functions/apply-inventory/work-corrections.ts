import { writeWithinSeconds } from '../../shared/domain/correction-outcome.ts';
import { requestCost } from '../../shared/domain/effect-cost.ts';
import { secondsBetween } from '../../shared/domain/instants.ts';
import type { ItemStock } from '../../shared/domain/retail-records.ts';
import { attempt, type BatchOutcome, isRefused, type LaneRun, type Refused } from './batch.ts';
import { type BegunCorrection, beginCorrection, isBegun, type StoredCorrection } from './begin-correction.ts';
import { inFlight } from './in-flight.ts';
import { holdCorrection, readLogAfter, settleCorrection } from './settle-correction.ts';

/**
 * Works a batch of corrections. Retail takes only absolute quantities and gives its log rows no key of ours, so a
 * correction is begun (stored with what it will write), written, and settled by what the log shows after its beginning:
 * the same way, whether all went well or somebody died on the way. What was begun by somebody before is settled first.
 */
export async function workCorrections(
  run: LaneRun,
  outcome: BatchOutcome,
  corrections: readonly StoredCorrection[],
): Promise<void> {
  const begunBefore = corrections.filter(isBegun);
  const unsettled = await settle(run, outcome, begunBefore);
  const fresh = onePerItem([...unsettled, ...corrections.filter((correction) => !isBegun(correction))]);
  if (fresh.length === 0) return;
  const ground = await attempt(outcome, fresh, () => readGround(run, fresh));
  if (ground === undefined) return;
  if (isRefused(ground)) return await holdAll(run, outcome, fresh, ground);

  const written: BegunCorrection[] = [];
  await inFlight(fresh, async (correction) => {
    const begun = await beginCorrection(run, correction, ground);
    if (begun === undefined) return;
    outcome.advanced += 1;
    // A fault puts nothing off: what became of the writing shows in the log, and when that can be believed is noted.
    const done = await attempt(outcome, [], () => write(run, begun));
    if (isRefused(done)) await holdCorrection(run, begun, 'refused_by_retail', { retailCode: done.code });
    else if (done !== undefined) written.push(begun);
  });
  await settle(run, outcome, written);
}

/** Settles corrections by the log; answers those that were not done after all, to be begun anew. */
async function settle(
  run: LaneRun,
  outcome: BatchOutcome,
  begun: readonly BegunCorrection[],
): Promise<readonly StoredCorrection[]> {
  if (begun.length === 0) return [];
  const rows = await attempt(outcome, begun, () => readLogAfter(run, begun));
  if (rows === undefined) return [];
  if (isRefused(rows)) {
    await holdAll(run, outcome, begun, rows);
    return [];
  }
  const notDone: StoredCorrection[] = [];
  for (const correction of begun) {
    const settled = await settleCorrection(run, correction, rows);
    if (settled === 'not_done') notDone.push(correction);
    else if (settled === 'settled') outcome.advanced += 1;
  }
  return notDone;
}

/** What a beginning rests on: the newest row of the log, read before the levels, so that nothing falls between. */
async function readGround(run: LaneRun, corrections: readonly StoredCorrection[]) {
  const { retail, pace } = run;
  const newest = await pace.spend(requestCost.search, () => retail.listInventoryLog({ newestFirst: true, limit: 1 }));
  const stocks: ItemStock[] = [];
  for (const shopId of new Set(corrections.map(({ facts }) => facts.retailShopId))) {
    const itemIds = corrections.filter(({ facts }) => facts.retailShopId === shopId).map(({ facts }) => facts.itemId);
    stocks.push(...(await pace.spend(requestCost.search, () => retail.readItemShops(itemIds, shopId))));
  }
  return { lastInventoryLogId: newest.items[0]?.inventoryLogId ?? 0, stocks };
}

/** Writes what was begun, unless so much time has passed that somebody else may have begun it anew. */
async function write(
  { retail, pace, clock }: LaneRun,
  { facts, progress: { intent } }: BegunCorrection,
): Promise<'written' | undefined> {
  if (secondsBetween(intent.at, clock.now()) > writeWithinSeconds) return undefined;
  const stock = { itemId: facts.itemId, shopId: facts.retailShopId, quantityOnHand: intent.to };
  await pace.spend(requestCost.quantityWrite, () => retail.setQuantityOnHand(stock));
  return 'written';
}

// A correction whose item is in hand already waits for its turn.
function onePerItem(corrections: readonly StoredCorrection[]): readonly StoredCorrection[] {
  const byItem = new Map<string, StoredCorrection>();
  for (const correction of corrections) {
    const place = `${correction.facts.retailShopId} ${correction.facts.itemId}`;
    if (!byItem.has(place)) byItem.set(place, correction);
  }
  return [...byItem.values()];
}

async function holdAll(
  run: LaneRun,
  outcome: BatchOutcome,
  corrections: readonly StoredCorrection[],
  refused: Refused,
): Promise<void> {
  for (const correction of corrections) {
    await holdCorrection(run, correction, 'refused_by_retail', { retailCode: refused.code });
    outcome.advanced += 1;
  }
}
