import { effectStateOf, type RefundSaleProgress } from '../../shared/domain/stock-effect.ts';
import { readSaleEffect, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import { archiveDraft } from './archive-draft.ts';
import { attempt, type BatchOutcome, isRefused, type LaneRun, type Refused } from './batch.ts';
import { completeSale } from './complete-sale.ts';
import { draftSale } from './draft-sale.ts';
import { holdSale, raiseUnknownItems } from './hold-sale.ts';
import { identifyItems, itemsOfSale } from './identify-items.ts';
import { inFlight } from './in-flight.ts';
import { lookForOthers, type Seen, type StoredSale } from './look-for-others.ts';
import { observeOthers } from './observe-others.ts';

/**
 * Works a batch of refund sales: drafts those that have none and registers the drafts, looks for refunds that are not
 * ours, completes what is registered. Each step may be taken again by anybody at any time:
 * - a draft moves nothing;
 * - an effect takes one draft, once, on condition of its version: whoever loses goes on with the winner's;
 * - only the registered draft is ever completed, and completing it again changes nothing.
 */
export async function workSales(run: LaneRun, outcome: BatchOutcome, sales: readonly StoredSale[]): Promise<void> {
  const fresh = sales.filter((sale) => effectStateOf(sale) === 'waiting');
  const seen = await attempt(outcome, fresh, async () => {
    await identifyItems(
      run,
      fresh.map(({ facts }) => facts),
    );
    return await lookForOthers(run, fresh);
  });
  if (isRefused(seen)) return await workApart(run, outcome, sales, seen);
  if (seen === undefined) return;

  const registered = sales.filter((sale) => effectStateOf(sale) === 'registered');
  await inFlight(fresh, async (sale) => {
    const next = await advance(run, outcome, sale, () => draftAndRegister(run, sale, seen));
    if (next && effectStateOf(next) === 'registered') registered.push(next);
  });

  const seenAgain = await attempt(outcome, registered, () => lookForOthers(run, registered));
  if (isRefused(seenAgain)) return await workApart(run, outcome, sales, seenAgain);
  if (seenAgain === undefined) return;
  await inFlight(registered, async (sale) => {
    await advance(run, outcome, sale, () => finish(run, sale, seenAgain));
  });
}

/** Takes a step of one sale. What Retail refuses is held for a person, and does not hold up the others. */
async function advance(
  run: LaneRun,
  outcome: BatchOutcome,
  sale: StoredSale,
  step: () => Promise<StoredSale | undefined>,
): Promise<StoredSale | undefined> {
  if (run.stoppedShops.has(sale.facts.shopId)) return undefined;
  const next = await attempt(outcome, [sale], step);
  if (next === undefined) return undefined;
  outcome.advanced += 1;
  return isRefused(next) ? await holdSale(run, sale, 'refused_by_retail', next) : next;
}

/** When Retail refuses a search for all of them, each is tried alone, to find the one that is refused. */
async function workApart(run: LaneRun, outcome: BatchOutcome, sales: readonly StoredSale[], refused: Refused) {
  const [only, ...others] = sales;
  if (only && others.length === 0) {
    await holdSale(run, only, 'refused_by_retail', refused);
    outcome.advanced += 1;
    return;
  }
  for (const sale of sales) await workSales(run, outcome, [sale]);
}

async function draftAndRegister(run: LaneRun, sale: StoredSale, seen: Seen): Promise<StoredSale | undefined> {
  const { facts } = sale;
  const { items: found, untrackedItemIds } = itemsOfSale(run, facts);
  const { saidItems } = sale.progress;
  // What a person said goes before what a search finds.
  const items = { ...found, ...saidItems };
  const others = seen.othersRefund(facts, items);
  if (others) return await observeOthers(run, sale, others);
  await raiseUnknownItems(run, facts, items);
  const draft = await draftSale(run, facts, items, seen.ofOrder(facts));
  if (typeof draft === 'string') return await holdSale(run, sale, draft);
  const progress: RefundSaleProgress = {
    items,
    ...(saidItems && { saidItems }),
    ...(untrackedItemIds.length > 0 && { untrackedItemIds }),
    registered: { saleId: draft.saleId, at: run.clock.now() },
  };
  const saved = await saveEffect(run.table, { ...sale, progress }, facts.openedAt);
  if (saved) return saved;
  // Somebody was faster. The row says whose draft counts: it is this one, when only the answer to the first write was lost.
  const current = await readSaleEffect(run.table, facts.shopId, facts.caseId);
  if (current?.progress.registered?.saleId !== draft.saleId) await archiveDraft(run, draft.saleId);
  return current;
}

async function finish(run: LaneRun, sale: StoredSale, seen: Seen): Promise<StoredSale | undefined> {
  const { facts, progress } = sale;
  const own = seen.ownDraft(sale);
  if (!own?.completed) {
    const others = seen.othersRefund(facts, progress.items ?? {});
    if (others) return await observeOthers(run, sale, others);
    // Somebody changed the draft in Retail: what it is now is not ours to complete.
    if (own && own.totalMinor !== -facts.creditMinor) return await holdSale(run, sale, 'total_not_reached');
  }
  return await completeSale(run, sale);
}
