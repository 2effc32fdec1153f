import * as Instant from 'temporal-polyfill/fns/Instant';

/** One try at a message that failed: which one of its life, when, and the code of its error. */
export type FailedAttempt = Readonly<{ attempt: number; failedAt: string; errorCode: string }>;

/** What a dead letter is: a message of a queue, an event that its queue did not take, a schedule's call, or rows of the stream. */
export const deadLetterKinds = ['queue_message', 'undelivered_event', 'undelivered_schedule', 'stream_record'] as const;
export type DeadLetterKind = (typeof deadLetterKinds)[number];

/**
 * How far a dead letter is: `open` waits for somebody; `replaying` was claimed by a replay; `replayed` went back;
 * `discarded` was given up by somebody who said why.
 */
export const deadLetterStates = ['open', 'replaying', 'replayed', 'discarded'] as const;
export type DeadLetterState = (typeof deadLetterStates)[number];

/** Who claimed or sent a letter, with which replay, and when. */
export type ReplayMark = Readonly<{ replayId: string; by: string; at: string }>;

// Whoever claimed a letter sends it within seconds or is dead: a function behind the API runs for ten.
const claimHoldsSeconds = 60;

/** Whether a letter is being sent by another replay right now, and so is not for `mark` to send. */
export function isClaimedByAnother(claim: ReplayMark | undefined, mark: ReplayMark): boolean {
  if (claim === undefined || claim.replayId === mark.replayId) return false;
  return Instant.diffSeconds(Instant.fromString(claim.at), Instant.fromString(mark.at)) < claimHoldsSeconds;
}

/** Names a dead letter: the queue it was found in and its id there. */
export type LetterName = Readonly<{ queueName: string; letterId: string }>;

/**
 * A piece of work that exhausted its retries. It keeps its one row when its replay dies too: `attempts` and `replays`
 * then tell all of its lives, oldest first, and `messageIds` every message it died as.
 */
export type DeadLetter = LetterName &
  Readonly<{
    kind: DeadLetterKind;
    body: string;
    attempts: readonly FailedAttempt[];
    firstSeenAt: string;
    lastSeenAt: string;
    /** Where an undelivered event was to go. */
    targetQueueName?: string | undefined;
    shopId?: string | undefined;
    caseId?: string | undefined;
    orderNumber?: string | undefined;
  }>;

/** Where a replay takes a letter, or why it cannot take it anywhere. */
export type Destination =
  | Readonly<{ kind: 'queue'; queueName: string; functionName: string }>
  | Readonly<{ kind: 'bus' }>
  /** Nothing is sent: the schedule's next run does all that is due, whether one was missed or not. */
  | Readonly<{ kind: 'next_run' }>
  | Readonly<{ kind: 'nowhere'; reason: 'queue_unknown' | 'records_trimmed' | 'no_event' }>;

/** The queues that a letter may go back to, each with the function that works through it. */
export type ReplayableQueues = ReadonlyMap<string, string>;

/** What of a letter decides where it goes back to. `isEvent` and `namesRecords` say what was found in its body. */
export type Returning = Pick<DeadLetter, 'kind' | 'queueName' | 'targetQueueName'> &
  Readonly<{ isEvent: boolean; namesRecords: boolean }>;

/**
 * Where a letter goes back to: a message to its queue, an undelivered event to the one queue that did not get it, what
 * the stream carried to the bus. A stream failure whose records are gone carries nothing: its events are in the rows.
 */
export function destinationOf(letter: Returning, replayable: ReplayableQueues): Destination {
  const { kind, queueName, targetQueueName = '', isEvent, namesRecords } = letter;
  if (namesRecords) return { kind: 'nowhere', reason: 'records_trimmed' };
  if (kind === 'undelivered_schedule') return { kind: 'next_run' };
  if (kind === 'stream_record') return isEvent ? { kind: 'bus' } : { kind: 'nowhere', reason: 'no_event' };
  const back = kind === 'undelivered_event' ? targetQueueName : queueName;
  const functionName = replayable.get(back);
  if (functionName !== undefined) return { kind: 'queue', queueName: back, functionName };
  // Whoever else listens gets the event a second time, which none of them minds.
  if (kind === 'undelivered_event' && isEvent) return { kind: 'bus' };
  return { kind: 'nowhere', reason: 'queue_unknown' };
}

/** Which letters are meant; what is left out does not narrow. Times are those at which a letter was first seen, both included. */
export type LetterSelection = Readonly<{
  queue?: string | undefined;
  shopId?: string | undefined;
  errorCode?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  letters?: readonly LetterName[] | undefined;
}>;

/** Whether a letter is meant. The error is that of its last attempt. */
export function isSelected(letter: DeadLetter, selection: LetterSelection): boolean {
  const { queue, shopId, errorCode, from, to, letters } = selection;
  const isNamed = ({ queueName, letterId }: LetterName) =>
    letter.queueName === queueName && letter.letterId === letterId;
  return (
    (queue === undefined || letter.queueName === queue) &&
    (shopId === undefined || letter.shopId === shopId) &&
    (errorCode === undefined || letter.attempts.at(-1)?.errorCode === errorCode) &&
    (from === undefined || letter.firstSeenAt >= from) &&
    (to === undefined || letter.firstSeenAt <= to) &&
    (letters === undefined || letters.some(isNamed))
  );
}

// A letter that is replayed for years must still fit into its row.
const mostAttemptsKept = 100;

/** The attempts of all lives of a letter, oldest first, the oldest given up when there are too many. */
export const joinedAttempts = (
  earlier: readonly FailedAttempt[],
  later: readonly FailedAttempt[],
): readonly FailedAttempt[] => [...earlier, ...later].slice(-mostAttemptsKept);
