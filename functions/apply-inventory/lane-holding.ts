import type { ShopId } from '../../shared/domain/ids.ts';
import { instantAt, millisecondsOf } from '../../shared/domain/instants.ts';
import { millisecondsUntilAffordable } from '../../shared/domain/retail-bucket.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { wakeLane } from '../../shared/stores/lane-message.ts';
import { type Lane, type LaneNotes, readLane, replaceLane } from '../../shared/stores/lane-store.ts';

/** What holding a lane needs. */
export type LaneHoldingDependencies = Readonly<{ table: Table; laneQueue: Queue; clock: Clock; ids: Ids }>;

/** A lane that is held by this worker. */
export type HeldLane = Lane & Readonly<{ lease: NonNullable<Lane['lease']> }>;

// Longer than a run may take, so that nobody else paces the same bucket meanwhile.
const leaseMilliseconds = 45_000;
const mostTries = 8;
/** The least that a batch with one effect costs: less than that is not worth taking the lane for. */
const leastUnits = 13;
// Shorter than SQS allows, so that a message which waits on purpose does not look like a queue that is behind.
const mostDelaySeconds = 600;

/**
 * Takes the lane of an account. `undefined` when there is nothing to do for this worker: somebody works it, and was
 * nudged to look again before he leaves; or a message is under way for when the bucket affords something.
 */
export async function takeLane(
  { table, clock, ids }: LaneHoldingDependencies,
  accountId: string,
): Promise<HeldLane | undefined> {
  const holderId = ids.next('run');
  for (let tries = 0; tries < mostTries; tries += 1) {
    const now = clock.now();
    const lane = await readLane(table, accountId, millisecondsOf(now));
    if (lane.lease && lane.lease.until > now) {
      if (lane.isNudged || (await replaceLane(table, accountId, { ...lane, isNudged: true }))) return undefined;
      continue;
    }
    if (waitsForItsMessage(lane.notes, now)) return undefined;
    const lease = { holderId, until: instantAt(millisecondsOf(now) + leaseMilliseconds) };
    const taken = await replaceLane(table, accountId, { ...lane, lease, isNudged: false });
    if (taken) return { ...taken, lease };
  }
  return undefined;
}

/**
 * Leaves the lane, with what the next worker must know, and sends the message that wakes it when there is more to do and
 * none is under way. `nudged` when somebody came by meanwhile: the lane is still held, and there may be new work.
 */
export async function leaveLane(
  { table, laneQueue, clock }: LaneHoldingDependencies,
  { accountId, shopId, lane }: Readonly<{ accountId: string; shopId: ShopId; lane: HeldLane }>,
  notes: LaneNotes,
  moreInMilliseconds: number | undefined,
): Promise<'left' | Readonly<{ nudged: HeldLane }>> {
  const now = clock.now();
  const delaySeconds = Math.min(mostDelaySeconds, Math.ceil((moreInMilliseconds ?? 0) / 1000));
  const wantedAt = instantAt(millisecondsOf(now) + delaySeconds * 1000);
  const pending = notes.wakeAt !== undefined && notes.wakeAt > now ? notes.wakeAt : undefined;
  const sends = moreInMilliseconds !== undefined && !(pending !== undefined && pending <= wantedAt);
  const wakeAt = sends ? wantedAt : pending;
  const { version } = lane;
  const left = await replaceLane(table, accountId, { version, isNudged: false, notes: { ...notes, wakeAt } });
  if (left) {
    if (sends) await laneQueue.send([wakeLane(shopId, delaySeconds)]);
    return 'left';
  }
  return await stillHeld(table, accountId, lane, now);
}

/** Whoever could not leave was nudged, or was so late that somebody else has the lane: then there is nothing to leave. */
async function stillHeld(table: Table, accountId: string, { lease }: HeldLane, now: string) {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const current = await readLane(table, accountId, millisecondsOf(now));
    if (current.lease?.holderId !== lease.holderId) return 'left';
    const heard = await replaceLane(table, accountId, { ...current, isNudged: false });
    if (heard) return { nudged: { ...heard, lease } };
  }
  return 'left';
}

function waitsForItsMessage({ wakeAt, restsUntil, bucket }: LaneNotes, now: string): boolean {
  if (restsUntil !== undefined && restsUntil > now) return true;
  if (wakeAt === undefined || wakeAt <= now) return false;
  return millisecondsUntilAffordable(bucket, leastUnits, millisecondsOf(now)) > 0;
}
