import { requestCost } from '../../shared/domain/effect-cost.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf, secondsBetween } from '../../shared/domain/instants.ts';
import { ecomPaymentType } from '../../shared/domain/retail-assumptions.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { ConnectedRetail } from '../../shared/retail/retail-accounts.ts';
import type { RetailClient } from '../../shared/retail/retail-client.ts';
import type { StoredCardCheck } from '../../shared/stores/card-check-store.ts';
import {
  type InventoryWatch,
  readInventoryWatch,
  saveInventoryWatch,
} from '../../shared/stores/inventory-watch-store.ts';
import { type Lane, readLane, replaceLane } from '../../shared/stores/lane-store.ts';
import { listUnconfirmedEffects, type StoredEffect } from '../../shared/stores/stock-effect-store.ts';
import { type Budget, budgetFrom } from './budget.ts';
import { checkGiftCards, isDue, waitingChecks } from './check-gift-cards.ts';
import { confirmCases } from './confirm-cases.ts';
import { type ConfirmRun, piecesOf } from './confirm-run.ts';
import { mostInOneLook } from './look-up-cases.ts';
import { isTimeToWatch, watchForOthers } from './watch-for-others.ts';

/** One Retail account with the shops that use it. */
export type AccountOfShops = Readonly<{ accountId: string; shopsById: ReadonlyMap<ShopId, ShopSettings> }>;

/** What looking through an account needs. */
export type ConfirmAccountDependencies = Readonly<{ table: Table; clock: Clock; retail: ConnectedRetail }>;

// Cases that one run takes at most: the rest waits for the next.
const mostCases = 10 * mostInOneLook;
// While the lane needs the bucket, cases wait until a look is worth it, but not longer than this.
const longestWaitSeconds = 600;

/**
 * Looks at what one Retail account has yet to show, with what the lane leaves of the bucket; how many cases were decided.
 * The connection is kept alive even where nothing waits.
 */
export async function confirmAccount(
  { table, clock, retail }: ConfirmAccountDependencies,
  { accountId, shopsById }: AccountOfShops,
): Promise<number> {
  await retail.keepAlive();
  const now = clock.now();
  const lane = await readLane(table, accountId, millisecondsOf(now));
  const { restsUntil, bucket } = lane.notes;
  if (restsUntil !== undefined && restsUntil > now) return 0;
  const watch = await readInventoryWatch(table, accountId);
  const hints = await unconfirmed(table, accountId, isTimeToWatch(watch, now), now);
  const budget = budgetFrom(bucket, () => millisecondsOf(clock.now()));
  const cards = await waitingChecks(table, shopsById.keys());
  const isCardDue = cards.some((check) => isDue(check, now));
  if (!isTimeToWatch(watch, now) && !isWorthALook(hints, budget, now) && !isCardDue) return 0;
  try {
    const ecomPaymentTypeId =
      lane.notes.ecomPaymentTypeId ?? watch.ecomPaymentTypeId ?? (await askFor(retail.client, budget));
    const started = { ...watch, ecomPaymentTypeId };
    const run: ConfirmRun = {
      table,
      clock,
      retail: retail.client,
      budget,
      accountId,
      shopsById,
      watch,
      ecomPaymentTypeId,
    };
    return await confirmWith(run, started, { hints, cards });
  } finally {
    await giveBack(table, accountId, lane, budget, clock.now());
  }
}

/** What is to be seen in an account: effects of cases, and gift cards. */
type ToBeSeen = Readonly<{ hints: readonly StoredEffect[]; cards: readonly StoredCardCheck[] }>;

async function confirmWith(run: ConfirmRun, watch: InventoryWatch, { hints, cards }: ToBeSeen): Promise<number> {
  let decidedCount = 0;
  for (const cases of piecesOf(hints, mostInOneLook)) decidedCount += await confirmCases(run, cases);
  decidedCount += await checkGiftCards(run, cards);
  const next = await watchForOthers(run, watch);
  if (next !== watch) await saveInventoryWatch(run.table, run.accountId, next);
  return decidedCount;
}

/** What waits to be seen. What Lightspeed's link is to write may take hours: after the first minutes it is looked for less often. */
async function unconfirmed(
  table: Table,
  accountId: string,
  withLinks: boolean,
  now: string,
): Promise<readonly StoredEffect[]> {
  const found: StoredEffect[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUnconfirmedEffects(table, accountId, '9', { limit: 100, cursor });
    found.push(...page.items.filter(({ kind }) => kind === 'refund_sale'));
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < mostCases);
  return found.slice(0, mostCases).filter((effect) => withLinks || isLookedForOften(effect, now));
}

const isLookedForOften = (effect: StoredEffect, now: string): boolean =>
  waitingSeconds(effect, now) !== undefined || secondsBetween(effect.facts.openedAt, now) < longestWaitSeconds;

/** How long an effect of ours has waited to be seen; `undefined` for one that somebody else writes. */
function waitingSeconds(effect: StoredEffect, now: string): number | undefined {
  const completedAt = effect.kind === 'refund_sale' ? effect.progress.completedAt : undefined;
  return completedAt === undefined ? undefined : secondsBetween(completedAt, now);
}

function isWorthALook(hints: readonly StoredEffect[], budget: Budget, now: string): boolean {
  if (hints.length === 0) return false;
  if (budget.isPlenty() || hints.length >= mostInOneLook) return true;
  return hints.some((effect) => (waitingSeconds(effect, now) ?? 0) >= longestWaitSeconds);
}

async function askFor(client: RetailClient, budget: Budget): Promise<string> {
  const types = await budget.spend(requestCost.search, () => client.paymentTypes());
  const ecom = types.find(({ type, archived }) => type === ecomPaymentType && !archived);
  if (ecom === undefined) throw new Error('The Retail account has no payment type for eCom.');
  return ecom.paymentTypeId;
}

/** Leaves what is known of the bucket to the lane, unless somebody works it: he learns it from his own next answer. */
async function giveBack(table: Table, accountId: string, lane: Lane, budget: Budget, now: string): Promise<void> {
  const isWorked = lane.lease !== undefined && lane.lease.until > now;
  if (isWorked || budget.bucket() === lane.notes.bucket) return;
  await replaceLane(table, accountId, { ...lane, notes: { ...lane.notes, bucket: budget.bucket() } });
}
