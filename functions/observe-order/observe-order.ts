import { recordObservedOrder } from '../../shared/acceptance/record-observed-order.ts';
import { secondsAfter } from '../../shared/domain/instants.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import { type OrderReading, readObservedOrder } from '../../shared/ecom/read-observed-order.ts';
import { type ReadingRetry, retryOfReading } from '../../shared/ecom/reading-retries.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type EcomOrderState, readEcomOrder, writeEcomOrder } from '../../shared/stores/ecom-order-store.ts';
import { readProgress } from '../../shared/stores/ecom-progress-store.ts';
import type { ObserveOrderMessage } from '../../shared/stores/observe-order-message.ts';

/** What observing needs. `ecomOf` gives the client of a shop that has eCom. */
export type ObserveOrderDependencies = Readonly<{
  table: Table;
  clock: Clock;
  settings: Settings;
  ecomOf: (shop: ShopSettings) => Promise<EcomClient | undefined>;
}>;

/**
 * What became of a message. `collapsed`: a reading that began after it was heard has seen it already. `waiting`: eCom
 * could not be asked now; a row says when it is asked again. `gone`: there is no such order. `missed` says that no
 * webhook told of what was found, `mayRefundAgain` that a provider's app may refund a second time; both are said each
 * time the same message comes.
 */
export type Observation =
  | Readonly<{ kind: 'waiting' | 'gone' | 'no_shop' }>
  | Readonly<{ kind: 'collapsed' | 'recorded'; missed: boolean; mayRefundAgain: boolean }>;

// Whoever lost a race for an order reads it again when the others are done.
const contendedPauseSeconds = 5;

/**
 * Reads an order in eCom and records what it shows. To be run twice, late and in any order: what it records is ordered
 * by when the reading began. Waiting is a row with a due date, so that no message goes back to its queue in order to
 * wait; only what waiting does not heal (a wrong key, a fault of ours) is thrown.
 */
export async function observeOrder(
  dependencies: ObserveOrderDependencies,
  message: ObserveOrderMessage,
): Promise<Observation> {
  const { table, clock, settings, ecomOf } = dependencies;
  const { shopId, ecomOrderId, heardAt, source } = message;
  const known = await readEcomOrder(table, shopId, ecomOrderId);
  // Whoever stored the reading of this very message may have died before anything was counted.
  const wasMissed = known.missedHeardAt === heardAt;
  if (known.fetchedAt !== undefined && known.fetchedAt > heardAt) {
    return { kind: 'collapsed', missed: wasMissed, mayRefundAgain: known.mayRefundAgainHeardAt === heardAt };
  }
  const shop = await settings.shop(shopId);
  const client = shop && (await ecomOf(shop));
  if (shop === undefined || client === undefined) return { kind: 'no_shop' };

  const wait = async (dueAt: string): Promise<Observation> => {
    const since = known.waiting?.since ?? clock.now();
    const waiting = { since, attempts: attemptsOf(known), dueAt, source };
    await write(dependencies, message, { ...known, waiting });
    return { kind: 'waiting' };
  };
  const tried = await attempt(dependencies, { shop, client, known, ecomOrderId });
  if (tried.kind === 'again') return wait(tried.dueAt);
  if (tried.kind === 'gone') {
    await write(dependencies, message, { ...known, waiting: undefined });
    return { kind: 'gone' };
  }
  const { observed, changedAt, begunAt } = tried.reading;
  const watchedSince = (await readProgress(table, shopId, 'sweep'))?.since;
  const recorded = await recordObservedOrder({ table, clock }, { shopId, shop, observed, source, watchedSince });
  if (recorded.kind === 'contended') return wait(secondsAfter(clock.now(), contendedPauseSeconds));
  const isNews = known.changedAt === undefined || known.changedAt < changedAt;
  const missed = wasMissed || (source === 'sweep' && isNews);
  const mayRefundAgain = recorded.kind === 'recorded' && recorded.mayRefundAgain !== undefined;
  await write(dependencies, message, {
    ...known,
    fetchedAt: observed.fetchedAt,
    changedAt,
    begunAt,
    missedHeardAt: missed ? heardAt : known.missedHeardAt,
    mayRefundAgainHeardAt: mayRefundAgain ? heardAt : known.mayRefundAgainHeardAt,
    waiting: undefined,
  });
  return { kind: 'recorded', missed, mayRefundAgain };
}

type Attempt = Readonly<{ kind: 'read'; reading: OrderReading }> | ReadingRetry;

async function attempt(
  { clock }: ObserveOrderDependencies,
  asked: Readonly<{ shop: ShopSettings; client: EcomClient; known: EcomOrderState; ecomOrderId: number }>,
): Promise<Attempt> {
  const { shop, client, known, ecomOrderId } = asked;
  try {
    return { kind: 'read', reading: await readObservedOrder({ client, clock, currency: shop.currency }, ecomOrderId) };
  } catch (error) {
    const now = clock.now();
    const since = known.waiting?.since ?? now;
    const retry = retryOfReading(error, { attempts: attemptsOf(known), since, now });
    if (retry === undefined) throw error;
    return retry;
  }
}

const attemptsOf = ({ waiting }: EcomOrderState): number => (waiting?.attempts ?? 0) + 1;

/** A message that another one overtook meanwhile fails, comes again, and finds that all is read. */
async function write(
  { table }: ObserveOrderDependencies,
  { shopId }: ObserveOrderMessage,
  state: EcomOrderState,
): Promise<void> {
  if ((await writeEcomOrder(table, shopId, state)) === 'lost_race') throw new OvertakenError();
}

/** The order was read by somebody else at the same time. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}
