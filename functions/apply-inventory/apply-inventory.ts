import { requestCost } from '../../shared/domain/effect-cost.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf, secondsAfter } from '../../shared/domain/instants.ts';
import { ecomPaymentType } from '../../shared/domain/retail-assumptions.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { SecretsUnavailableError } from '../../shared/ports/secrets.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Timer } from '../../shared/ports/timer.ts';
import { RetailNotConnectedError } from '../../shared/retail/retail-accounts.ts';
import type { RetailClient } from '../../shared/retail/retail-client.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { WakeLaneMessage } from '../../shared/stores/lane-message.ts';
import type { LaneNotes, RestReason } from '../../shared/stores/lane-store.ts';
import { pausedShops } from '../../shared/stores/paused-shop-store.ts';
import { attempt, isRefused, type LaneRun } from './batch.ts';
import { type HeldLane, type LaneHoldingDependencies, leaveLane, takeLane } from './lane-holding.ts';
import { type Pace, paceOf } from './pace.ts';
import { type RunEnd, restingFor, restSecondsAfter, workLane } from './work-lane.ts';

/** What working a lane needs. `connect` answers a client of the shop's Retail account. */
export type ApplyInventoryDependencies = LaneHoldingDependencies &
  Readonly<{ settings: Settings; timer: Timer; connect: (shop: ShopSettings) => Promise<RetailClient> }>;

// Less than the function may take, so that what was begun ends, and less than the lease.
const workSeconds = 20;

/**
 * Works the lane of a shop's Retail account, if there is anything to do and nobody else is at it. Safe to run any number
 * of times at once: the lease only paces, what is safe rests on the effects' own rows.
 */
export async function applyInventory(
  dependencies: ApplyInventoryDependencies,
  { shopId }: WakeLaneMessage,
): Promise<void> {
  const { settings, clock } = dependencies;
  const shop = await settings.shop(shopId);
  if (shop?.retail === undefined) return;
  const { accountId } = shop.retail;
  const stopAt = secondsAfter(clock.now(), workSeconds);
  let lane = await takeLane(dependencies, accountId);
  while (lane) {
    const end = await workOnce(dependencies, shop, accountId, lane, stopAt);
    const left = await leaveLane(dependencies, { accountId, shopId, lane }, end.notes, end.moreInMilliseconds);
    lane = left === 'left' ? undefined : { ...left.nudged, notes: end.notes };
  }
}

async function workOnce(
  dependencies: ApplyInventoryDependencies,
  shop: ShopSettings,
  accountId: string,
  { notes }: HeldLane,
  stopAt: string,
): Promise<RunEnd> {
  const { table, clock, timer, connect } = dependencies;
  const now = clock.now();
  // Whoever nudged a lane that just began to rest changes nothing about Retail.
  if (notes.restsUntil !== undefined && notes.restsUntil > now) {
    return { notes, moreInMilliseconds: millisecondsOf(notes.restsUntil) - millisecondsOf(now) };
  }
  const rest = (reason: RestReason, after: LaneNotes): RunEnd => {
    const seconds = restSecondsAfter(notes.faultCount);
    return { notes: restingFor(seconds, after, clock.now(), reason), moreInMilliseconds: seconds * 1000 };
  };
  const retail = await connectedOrNot(connect, shop);
  if (retail === undefined) return rest('not_connected', notes);
  const pace = paceOf(notes.bucket, () => millisecondsOf(clock.now()), timer);
  const found = notes.ecomPaymentTypeId ?? (await findEcomPaymentType(retail, pace));
  if (found === 'none') return rest('no_ecom_payment_type', { ...notes, bucket: pace.bucket() });
  if (found === undefined) return rest('retail_faults', { ...notes, bucket: pace.bucket() });
  const run: LaneRun = {
    table,
    clock,
    retail,
    pace,
    accountId,
    ...(await shopsOfAccount(dependencies, accountId)),
    ecomPaymentTypeId: found,
    foundItems: new Map(),
    taxRateByItem: new Map(),
  };
  return await workLane(run, timer, notes, stopAt);
}

/** A shop without keys waits for somebody to enter them; failing its message would only make a dead letter a minute. */
async function connectedOrNot(
  connect: ApplyInventoryDependencies['connect'],
  shop: ShopSettings,
): Promise<RetailClient | undefined> {
  try {
    return await connect(shop);
  } catch (error) {
    if (error instanceof RetailNotConnectedError || error instanceof SecretsUnavailableError) return undefined;
    throw error;
  }
}

/** The payment type that stands for eCom; `none` where the account has no such, `undefined` where Retail does not say. */
async function findEcomPaymentType(retail: RetailClient, pace: Pace): Promise<string | undefined> {
  const nobodys = { advanced: 0, faulted: new Set<never>() };
  const types = await attempt(nobodys, [], () => pace.spend(requestCost.search, () => retail.paymentTypes()));
  if (types === undefined || isRefused(types)) return undefined;
  const ecom = types.find(({ type, archived }) => type === ecomPaymentType && !archived);
  return ecom?.paymentTypeId ?? 'none';
}

async function shopsOfAccount({ table, settings }: ApplyInventoryDependencies, accountId: string) {
  const shops = (await settings.shops()).filter(({ retail }) => retail?.accountId === accountId);
  const shopsById = new Map(shops.map((shop) => [shopIdSchema.parse(shop.shopId), shop]));
  const paused = await pausedShops(table, accountId);
  const stoppedShops = new Set<ShopId>(paused.map(({ shopId }) => shopId));
  // A shop that was switched over keeps what it had waiting, and nobody writes it.
  for (const [shopId, { inventoryMode, watchMode }] of shopsById) {
    if (inventoryMode !== 'apply' || watchMode) stoppedShops.add(shopId);
  }
  return { shopsById, stoppedShops };
}
