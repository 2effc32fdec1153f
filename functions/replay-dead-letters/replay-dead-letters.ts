import type { LetterName } from '../../shared/domain/dead-letter.ts';
import { secondsAfter } from '../../shared/domain/instants.ts';
import { LetterContendedError } from '../../shared/stores/letter-contended-error.ts';
import { moveOn, type ReplayCounts, readReplay, type StoredReplay } from '../../shared/stores/replay-store.ts';
import { type LetterOutcome, type ReplayLetterDependencies, replayLetter } from './replay-letter.ts';

/** What running a replay needs. */
export type ReplayDeadLettersDependencies = ReplayLetterDependencies;

// So many letters are sent in less than a second, and a function behind the API runs for ten.
const mostLettersOfSlice = 25;
const sentAtOnce = 5;
const sliceHoldsSeconds = 15;
const mostTries = 5;

/**
 * Sends the next slice of a replay, at most so many letters a second, and answers how far it is. Whoever wants it done
 * asks until it says `done`: nothing runs that nobody watches, and whoever stops asking has stopped it. Too early, and
 * while another slice is under way, it sends nothing. After a crash the slice is done again, which skips what was settled.
 */
export async function replayDeadLetters(
  dependencies: ReplayDeadLettersDependencies,
  replay: StoredReplay,
  by: string,
): Promise<StoredReplay> {
  const { table, clock } = dependencies;
  const { plan, progress } = replay;
  const now = clock.now();
  if (progress.state === 'done' || progress.state === 'cancelled' || now < progress.notBefore) return replay;
  const { replayId, ratePerSecond, letters } = plan;
  const sliceSize = Math.min(Math.max(Math.floor(ratePerSecond), 1), mostLettersOfSlice);
  const slice = letters.slice(progress.next, progress.next + sliceSize);
  const holding = { state: 'running', notBefore: secondsAfter(now, sliceHoldsSeconds) } as const;
  const isFirst = progress.state === 'planned';
  const started = { shopId: undefined, at: now, by, action: 'replay_started', subject: replayId } as const;
  const held = await moveOn(table, replay, holding, isFirst ? started : undefined);
  if (held === 'lost_race') return (await readReplay(table, replayId)) ?? replay;

  const outcomes = await sendSlice(dependencies, slice, { replayId, by });
  const next = progress.next + slice.length;
  const reached = {
    state: next < letters.length ? 'running' : 'done',
    next,
    counts: added(progress.counts, outcomes),
    notBefore: secondsAfter(now, slice.length / ratePerSecond),
  } as const;
  const moved = await moveOn(table, held, reached);
  return moved === 'lost_race' ? ((await readReplay(table, replayId)) ?? replay) : moved;
}

async function sendSlice(
  dependencies: ReplayDeadLettersDependencies,
  slice: readonly LetterName[],
  replay: Readonly<{ replayId: string; by: string }>,
): Promise<readonly LetterOutcome[]> {
  const outcomes: LetterOutcome[] = [];
  for (let from = 0; from < slice.length; from += sentAtOnce) {
    const sending = slice.slice(from, from + sentAtOnce).map((name) => replayLetter(dependencies, name, replay));
    // All end before any failure is told: what is still being sent when the function answers would be frozen with it.
    for (const settled of await Promise.allSettled(sending)) {
      if (settled.status === 'rejected') throw settled.reason;
      outcomes.push(settled.value);
    }
  }
  return outcomes;
}

/** Ends a replay before its end, for good: what was sent stays sent, what was not waits as before. */
export async function cancelReplay(
  { table, clock }: Pick<ReplayDeadLettersDependencies, 'table' | 'clock'>,
  replayId: string,
  by: string,
): Promise<StoredReplay | undefined> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const replay = await readReplay(table, replayId);
    if (replay === undefined || replay.progress.state === 'done' || replay.progress.state === 'cancelled')
      return replay;
    const audit = { shopId: undefined, at: clock.now(), by, action: 'replay_cancelled', subject: replayId } as const;
    const cancelled = await moveOn(table, replay, { state: 'cancelled' }, audit);
    if (cancelled !== 'lost_race') return cancelled;
  }
  throw new LetterContendedError('A replay was moved on by others again and again.');
}

function added(counts: ReplayCounts, outcomes: readonly LetterOutcome[]): ReplayCounts {
  const of = (wanted: LetterOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    sent: counts.sent + of('sent'),
    skipped: counts.skipped + of('skipped'),
    kept: counts.kept + of('kept'),
    refused: counts.refused + of('refused'),
  };
}
