import {
  type Destination,
  isClaimedByAnother,
  type LetterName,
  type ReplayMark,
} from '../../shared/domain/dead-letter.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { EventBus } from '../../shared/ports/event-bus.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Table } from '../../shared/ports/table.ts';
import { claimLetter, releaseRefused, settleReplayed } from '../../shared/stores/dead-letter-replaying.ts';
import { readDeadLetter, type StoredLetter } from '../../shared/stores/dead-letter-store.ts';
import { LetterContendedError } from '../../shared/stores/letter-contended-error.ts';
import { observeOrderMessageSchema, outgoingObservation } from '../../shared/stores/observe-order-message.ts';
import { replayAttribute, textOfReplayedLetter } from '../../shared/stores/replay-attribute.ts';
import { contentOf, destinationOfLetter, eventIn, wordsOf } from './letter-content.ts';

/** A queue that letters may go back to, and the function that works through it. */
export type ReplayQueue = Readonly<{ functionName: string; queue: Queue }>;

/** What sending a letter again needs. Queues are known by their names. */
export type ReplayLetterDependencies = Readonly<{
  table: Table;
  clock: Clock;
  bus: EventBus;
  queues: ReadonlyMap<string, ReplayQueue>;
}>;

/**
 * What became of a letter: `sent` also where there was nothing to send but the next run; `skipped` when somebody else
 * settled it or is at it; `kept` when it can go nowhere; `refused` when the bus did not take it.
 */
export type LetterOutcome = 'sent' | 'skipped' | 'kept' | 'refused';

const mostClaims = 3;

/** Which replay sends a letter, and who asked for it. */
export type Sender = Readonly<{ replayId: string; by: string }>;

/**
 * Sends one letter back where it came from: claims it by a conditional write, sends, settles it. A second replay finds
 * it settled or claimed and sends nothing. The same replay, when it died in between, sends once more what it may have
 * sent: everything that receives letters expects messages twice. Throws when the queue, the bus or the table does not answer.
 */
export async function replayLetter(
  dependencies: ReplayLetterDependencies,
  name: LetterName,
  sender: Sender,
): Promise<LetterOutcome> {
  const { table } = dependencies;
  const claimed = await claim(dependencies, name, sender);
  if (typeof claimed === 'string') return claimed;
  const { letter, mark, destination } = claimed;
  if (destination.kind === 'queue') await sendToQueue(dependencies, claimed, destination.queueName);
  const refusal = destination.kind === 'bus' ? await publish(dependencies, letter) : undefined;
  if (refusal !== undefined) {
    await releaseRefused(table, letter, { failedAt: mark.at, errorCode: refusal });
    return 'refused';
  }
  await settleReplayed(table, letter, mark, wordsOf(destination));
  return 'sent';
}

type Claimed = Readonly<{ letter: StoredLetter; mark: ReplayMark; destination: Destination }>;

/** Claims a letter and says where it goes, or why it is not for this replay to send. */
async function claim(
  { table, clock, queues }: ReplayLetterDependencies,
  name: LetterName,
  sender: Sender,
): Promise<Claimed | Exclude<LetterOutcome, 'refused'>> {
  const replayable = new Map([...queues].map(([queueName, { functionName }]) => [queueName, functionName]));
  for (let claiming = 0; claiming < mostClaims; claiming += 1) {
    const mark = { ...sender, at: clock.now() };
    const letter = await readDeadLetter(table, name);
    const settled = settledFor(letter, mark);
    if (letter === undefined || settled !== undefined) return settled ?? 'skipped';
    const destination = destinationOfLetter(letter, replayable);
    if (destination.kind === 'nowhere') return 'kept';
    const claimed = await claimLetter(table, letter, mark);
    if (claimed !== 'lost_race') return { letter: claimed, mark, destination };
  }
  throw new LetterContendedError('A dead letter was claimed by others again and again.');
}

/** What to count a letter as that needs nothing more from this replay: it sent it before, or the letter is somebody else's. */
function settledFor(letter: StoredLetter | undefined, mark: ReplayMark): 'sent' | 'skipped' | undefined {
  if (letter?.state === 'replayed' && letter.replays.at(-1)?.replayId === mark.replayId) return 'sent';
  const isWaiting = letter?.state === 'open' || letter?.state === 'replaying';
  return isWaiting && !isClaimedByAnother(letter.claim, mark) ? undefined : 'skipped';
}

async function sendToQueue(
  { queues }: ReplayLetterDependencies,
  { letter, mark }: Claimed,
  queueName: string,
): Promise<void> {
  const attributes = { [replayAttribute]: textOfReplayedLetter(letter) };
  await queues
    .get(queueName)
    ?.queue.send([{ body: letter.body, attributes, ...placeInOrder(queueName, letter, mark.replayId) }]);
}

/**
 * What a queue that keeps the order of a group must be told: the group that the message was of, and an id by which what
 * this replay may have sent already is known. Other queues are told nothing.
 */
function placeInOrder(queueName: string, { letterId, body }: StoredLetter, replayId: string) {
  if (!queueName.endsWith('.fifo')) return {};
  const deduplicationId = `${replayId}~${letterId}`;
  const message = observeOrderMessageSchema.safeParse(contentOf(body));
  if (!message.success) return { groupId: letterId, deduplicationId };
  const { groupId } = outgoingObservation(message.data, deduplicationId);
  return { groupId, deduplicationId };
}

/** Publishes the event of a letter; answers why the bus did not take it. */
async function publish({ bus }: ReplayLetterDependencies, { body }: StoredLetter): Promise<string | undefined> {
  const event = eventIn(contentOf(body));
  if (event === undefined) return 'no_event';
  const [result] = await bus.publish([event]);
  if (result?.published) return undefined;
  return result?.code ?? 'no_result';
}
