import type { ShopId } from '../../shared/domain/ids.ts';
import { secondsAfter } from '../../shared/domain/instants.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomLimitedError } from '../../shared/ecom/ecom-errors.ts';
import { affordableOrders, pauseAfterSweep } from '../../shared/ecom/sweep-pace.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import {
  type LookPosition,
  type LookProgress,
  type LookPurpose,
  readProgress,
  sweptLists,
  writeProgress,
} from '../../shared/stores/ecom-progress-store.ts';
import { outgoingObservation } from '../../shared/stores/observe-order-message.ts';
import { type ChangeHint, hintsAt, unreadOrders } from './changed-orders.ts';

/** What looking through one shop needs. */
export type LookDependencies = Readonly<{ table: Table; clock: Clock; ids: Ids; queue: Queue; client: EcomClient }>;

// A webhook that is still on its way is not missed yet.
const graceSeconds = 30;
// What eCom shows late, or under a clock that is slow, is seen by the next look.
const overlapSeconds = 600;
const pageSize = 250;
// A run has fifty seconds; what is left goes on in the next one, from the row.
const mostPagesPerRun = 20;
const backfillPauseSeconds = 30;

/**
 * Looks for what changed in a shop since the last look and sends what no reading has seen. The first look only sets the
 * watermark: history is for the backfill. Answers how many orders were sent.
 */
export async function sweepShop(dependencies: LookDependencies, shopId: ShopId): Promise<number> {
  const { table, clock, client } = dependencies;
  const now = clock.now();
  const until = secondsAfter(now, -graceSeconds);
  const known = await readProgress(table, shopId, 'sweep');
  if (known === undefined) {
    const since = secondsAfter(until, -overlapSeconds);
    await writeProgress(table, shopId, 'sweep', { version: 0, since, watermark: until, nextAt: now, sentCount: 0 });
    return 0;
  }
  if (known.nextAt > now) return 0;
  const from = secondsAfter(known.watermark, -overlapSeconds);
  const begun = { ...known, position: known.position ?? { from, until, list: 'orders' as const, sinceId: 0 } };
  return goOn(dependencies, { shopId, purpose: 'sweep' }, begun, {
    mostOrders: Number.POSITIVE_INFINITY,
    pageSize,
    pauseSeconds: () => pauseAfterSweep(client.budget()),
  });
}

/** Sends a piece of the history that somebody asked for, as far as the shop's limits allow. */
export async function continueBackfill(dependencies: LookDependencies, shopId: ShopId): Promise<number> {
  const { table, clock, client } = dependencies;
  const known = await readProgress(table, shopId, 'backfill');
  if (known?.position === undefined || known.nextAt > clock.now()) return 0;
  const affordable = affordableOrders(client.budget());
  if (affordable === 0) return 0;
  return goOn(dependencies, { shopId, purpose: 'backfill' }, known, {
    // A page may be all new, and the next one too.
    mostOrders: affordable / 2,
    pageSize: Math.ceil(affordable / 2),
    pauseSeconds: () => backfillPauseSeconds,
  });
}

type Look = Readonly<{ shopId: ShopId; purpose: LookPurpose }>;
/** A run ends when it has sent so many orders, or read so many pages. */
type Pace = Readonly<{ mostOrders: number; pageSize: number; pauseSeconds: () => number }>;

/** Goes on from where the look stands. What was sent and where it stands are two writes: a page may be sent twice, none is left out. */
async function goOn(dependencies: LookDependencies, look: Look, begun: LookProgress, pace: Pace): Promise<number> {
  const { table, clock, client } = dependencies;
  const { shopId, purpose } = look;
  const now = clock.now();
  // An order and its invoice stand in two lists; one reading sees both.
  const sentIds = new Set<number>();
  let progress = begun;
  for (let pages = 1; progress.position !== undefined && pages <= mostPagesPerRun; pages += 1) {
    const { position } = progress;
    const hints = await hintsAt(client, position, pace.pageSize).catch(async (error: unknown) => {
      if (!(error instanceof EcomLimitedError)) throw error;
      await writeProgress(table, shopId, purpose, { ...progress, nextAt: secondsAfter(now, error.retryAfterSeconds) });
      return undefined;
    });
    if (hints === undefined) break;
    const sentBefore = sentIds.size;
    await sendUnread(dependencies, look, hints, sentIds);
    const isEnough = sentIds.size >= pace.mostOrders;
    const next = following(position, hints, pace.pageSize);
    const moved: LookProgress = {
      ...progress,
      position: next,
      sentCount: progress.sentCount + sentIds.size - sentBefore,
      watermark: next === undefined ? position.until : progress.watermark,
      nextAt: next === undefined || isEnough ? secondsAfter(now, pace.pauseSeconds()) : now,
    };
    if ((await writeProgress(table, shopId, purpose, moved)) === 'lost_race' || isEnough) break;
    progress = { ...moved, version: moved.version + 1 };
  }
  return sentIds.size;
}

/** Where a look goes on after a page: behind its last id, in the next list, or nowhere. */
function following(position: LookPosition, hints: readonly ChangeHint[], size: number): LookPosition | undefined {
  const lastId = hints.at(-1)?.id ?? 0;
  if (hints.length >= size && lastId > position.sinceId) return { ...position, sinceId: lastId };
  const list = sweptLists[sweptLists.indexOf(position.list) + 1];
  return list && { ...position, list, sinceId: 0 };
}

async function sendUnread(
  { table, clock, ids, queue }: LookDependencies,
  { shopId, purpose: source }: Look,
  hints: readonly ChangeHint[],
  sentIds: Set<number>,
): Promise<void> {
  const unread = (await unreadOrders(table, shopId, hints)).filter((id) => !sentIds.has(id));
  const heardAt = clock.now();
  const messages = unread.map((ecomOrderId) =>
    outgoingObservation({ kind: 'observe_order', shopId, ecomOrderId, heardAt, source }, ids.next('observation')),
  );
  if (messages.length > 0) await queue.send(messages);
  for (const id of unread) sentIds.add(id);
}
