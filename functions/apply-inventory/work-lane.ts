import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf, secondsAfter } from '../../shared/domain/instants.ts';
import { nextStep } from '../../shared/domain/lane-step.ts';
import type { LanePriority } from '../../shared/domain/stock-effect.ts';
import type { Timer } from '../../shared/ports/timer.ts';
import type { LaneNotes, RestReason } from '../../shared/stores/lane-store.ts';
import { firstDueAt, listDueEffects, type StoredEffect, saveEffect } from '../../shared/stores/stock-effect-store.ts';
import type { BatchOutcome, LaneRun } from './batch.ts';
import { workCorrections } from './work-corrections.ts';
import { workSales } from './work-sales.ts';

/** How a run ended: what it leaves in the lane's row, and in how many milliseconds there is more to do, if there is. */
export type RunEnd = Readonly<{ notes: LaneNotes; moreInMilliseconds: number | undefined }>;

// A lane's batch never holds more, however cheap its effects are.
const mostInBatch = 40;
/** A wait that is shorter is waited for: a message could not come back in time. */
const shortWaitMilliseconds = 2_000;
/** Batches in a row that came no further without a fault: others are at the same effects, or the costs are not as thought. */
const mostBarrenBatches = 3;
const leastRestSeconds = 5;
// Behind every instant, as text.
const lastInstant = '9999';
const mostRestSeconds = 300;
const mostBackoffSeconds = 3_600;

/** Works what is due in a lane, batch after batch, until nothing is, or the bucket, Retail or the time says stop. */
export async function workLane(run: LaneRun, timer: Timer, before: LaneNotes, stopAt: string): Promise<RunEnd> {
  let notes = before;
  for (let barren = 0; barren < mostBarrenBatches; ) {
    const next = await nextBatch(run, timer, stopAt);
    if (next.kind === 'end') return endOf(run, notes, next.moreInMilliseconds);
    const outcome = await workBatch(run, next.effects);
    if (outcome.advanced > 0) notes = { ...notes, faultCount: 0, progressAt: run.clock.now() };
    const restSeconds = restAfter(outcome, notes.faultCount, run.pace.stopped()?.isDenied ?? false);
    if (restSeconds !== undefined)
      return endOf(run, restingFor(restSeconds, notes, run.clock.now()), restSeconds * 1000);
    for (const effect of outcome.faulted) await putOff(run, effect);
    const stopped = run.pace.stopped();
    if (stopped) return endOf(run, notes, stopped.forMilliseconds);
    barren = outcome.advanced > 0 ? 0 : barren + 1;
  }
  return endOf(run, notes, leastRestSeconds * 1000);
}

type Next =
  | Readonly<{ kind: 'batch'; effects: readonly StoredEffect[] }>
  | Readonly<{ kind: 'end'; moreInMilliseconds: number | undefined }>;

/** The effects to work next, after a wait that is too short for a message; or how long it is until there are some. */
async function nextBatch(run: LaneRun, timer: Timer, stopAt: string): Promise<Next> {
  for (;;) {
    const now = run.clock.now();
    const due = { live: await dueIn(run, 'live', now), backlog: await dueIn(run, 'backlog', now) };
    const all = [...due.live, ...due.backlog];
    if (all.length === 0) return { kind: 'end', moreInMilliseconds: await millisecondsUntilDue(run, now) };
    if (now >= stopAt) return { kind: 'end', moreInMilliseconds: 0 };
    const step = nextStep(due, run.pace.bucket(), millisecondsOf(now));
    if (step.kind === 'work') return { kind: 'batch', effects: all.slice(0, Math.min(step.count, mostInBatch)) };
    if (step.milliseconds > shortWaitMilliseconds) return { kind: 'end', moreInMilliseconds: step.milliseconds };
    await timer.wait(step.milliseconds);
  }
}

const endOf = (
  { pace, ecomPaymentTypeId }: LaneRun,
  notes: LaneNotes,
  moreInMilliseconds: number | undefined,
): RunEnd => ({ notes: { ...notes, bucket: pace.bucket(), ecomPaymentTypeId }, moreInMilliseconds });

/** The notes of a lane that leaves Retail alone for so long, one fault after the last. */
export const restingFor = (
  seconds: number,
  notes: LaneNotes,
  now: string,
  restReason: RestReason = 'retail_faults',
): LaneNotes => ({
  ...notes,
  faultCount: notes.faultCount + 1,
  restsUntil: secondsAfter(now, seconds),
  restReason,
});

async function workBatch(run: LaneRun, effects: readonly StoredEffect[]): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { advanced: 0, faulted: new Set() };
  await workSales(
    run,
    outcome,
    effects.filter((effect) => effect.kind === 'refund_sale'),
  );
  await workCorrections(
    run,
    outcome,
    effects.filter((effect) => effect.kind === 'correction'),
  );
  return outcome;
}

/**
 * A fault that everything met is Retail's, and the lane rests, longer each time; the effects stay as they are. A fault of
 * one while others went through is its own. `undefined` when the lane need not rest.
 */
function restAfter({ advanced, faulted }: BatchOutcome, faultCount: number, isDenied: boolean): number | undefined {
  if (isDenied) return mostRestSeconds;
  if (advanced > 0 || faulted.size === 0) return undefined;
  return restSecondsAfter(faultCount);
}

/** How long a lane rests when nothing goes through, after so many such faults in a row. */
export const restSecondsAfter = (faultCount: number): number =>
  Math.min(mostRestSeconds, leastRestSeconds * 2 ** faultCount);

/** Lets the others go first, the longer the more often an effect met a fault. */
async function putOff({ table, clock }: LaneRun, effect: StoredEffect): Promise<void> {
  const faultCount = (effect.progress.faultCount ?? 0) + 1;
  const seconds = Math.min(mostBackoffSeconds, leastRestSeconds * 2 ** faultCount);
  const dueAt = secondsAfter(clock.now(), seconds);
  // Who lost this race was overtaken by somebody who got further.
  if (effect.kind === 'refund_sale') {
    await saveEffect(table, { ...effect, progress: { ...effect.progress, faultCount } }, dueAt);
  } else await saveEffect(table, { ...effect, progress: { ...effect.progress, faultCount } }, dueAt);
}

async function dueIn(run: LaneRun, priority: LanePriority, now: string): Promise<readonly StoredEffect[]> {
  let cursor: string | undefined;
  do {
    const page = await listDueEffects(run.table, run.accountId, priority, now, { limit: mostInBatch, cursor });
    const items = page.items.filter(({ facts }) => mayWrite(run, facts.shopId));
    if (items.length > 0) return items;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return [];
}

const mayWrite = ({ shopsById, stoppedShops }: LaneRun, shopId: ShopId): boolean =>
  shopsById.has(shopId) && !stoppedShops.has(shopId);

async function millisecondsUntilDue({ table, accountId }: LaneRun, now: string): Promise<number | undefined> {
  // Behind `now` itself: what is due now, and not worked, waits for a person.
  const dueAt = await firstDueAt(table, accountId, `${now}~`, lastInstant);
  return dueAt === undefined ? undefined : Math.max(0, millisecondsOf(dueAt) - millisecondsOf(now));
}
