import type { ReplayableQueues } from '../../shared/domain/dead-letter.ts';
import { millisecondsOf } from '../../shared/domain/instants.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { StoredLetter } from '../../shared/stores/dead-letter-store.ts';
import type { StoredReplay } from '../../shared/stores/replay-store.ts';
import { compareWithState } from './compare-with-state.ts';
import { destinationOfLetter, wordsOf } from './letter-content.ts';
import { maskedBody } from './masked-body.ts';

/** One letter whole, as it is shown. */
export type LetterView = Awaited<ReturnType<typeof readLetterView>>;

/** One letter whole, its body masked: where a replay would take it, what that would do, and all that was done with it. */
export async function readLetterView(
  { table, clock, replayableQueues }: Readonly<{ table: Table; clock: Clock; replayableQueues: ReplayableQueues }>,
  letter: StoredLetter,
) {
  const { queueName, letterId, kind, state, attempts, firstSeenAt, lastSeenAt, shopId, caseId, orderNumber } = letter;
  const destination = destinationOfLetter(letter, replayableQueues);
  return {
    queueName,
    letterId,
    kind,
    state,
    shopId,
    caseId,
    orderNumber,
    firstSeenAt,
    lastSeenAt,
    attempts,
    destination: wordsOf(destination),
    comparison: await compareWithState(table, letter, destination, clock.now()),
    replays: letter.replays,
    claim: letter.claim,
    discarded: letter.discarded,
    body: maskedBody(letter.body),
  };
}

/** A replay as it is shown: its plan without the names of all letters, how far it is, and when it may go on. */
export function viewOfReplay({ plan, progress }: StoredReplay, now: string) {
  const { letters, shopIds: _, ...shown } = plan;
  const { state, next, counts, notBefore } = progress;
  const isOver = state === 'done' || state === 'cancelled';
  return {
    ...shown,
    state,
    letterCount: letters.length,
    doneCount: next,
    ...counts,
    waitMilliseconds: isOver ? 0 : Math.max(millisecondsOf(notBefore) - millisecondsOf(now), 0),
  };
}
