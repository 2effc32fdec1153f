import type { OutgoingMessage, Queue } from '../../../shared/ports/queue.ts';
import { seededIds } from './seeded-ids.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualClock } from './virtual-clock.ts';

const mostBodyBytes = 262_144;
const mostDelaySeconds = 900;
const deduplicationMilliseconds = 300_000;

/**
 * How a queue delivers. Without `disorder` it keeps the order and delivers once, which no real queue promises. A FIFO
 * queue keeps the order of each group whatever else is in disorder, and shows nothing of a group of which something is
 * in hand.
 */
export type QueueSettings = Readonly<{
  name: string;
  isFifo?: boolean;
  visibilityTimeoutSeconds: number;
  redrive?: Readonly<{ deadLetterQueue: SimulatedQueue; maxReceiveCount: number }>;
  disorder?: Readonly<{ random: SeededRandom; duplicatePercent: number }>;
}>;

/** A message as its consumer gets it. The receipt handle is good for this receipt only. */
export type ReceivedMessage = Readonly<{
  messageId: string;
  receiptHandle: string;
  body: string;
  receiveCount: number;
  sentAtMilliseconds: number;
  attributes: Readonly<Record<string, string>>;
  /** The queue that gave up on the message, where it was taken over from one. */
  deadLetterSource: string | undefined;
}>;

/** A message that the queue holds, visible or not. */
export type HeldMessage = Readonly<{
  messageId: string;
  body: string;
  receiveCount: number;
  visibleAtMilliseconds: number;
}>;

/** A queue of SQS: at least once, in no promised order unless it is FIFO, each receipt counted. */
export type SimulatedQueue = Queue &
  Readonly<{
    name: string;
    /** At most ten messages that are visible now. They are hidden for the visibility timeout. */
    receive(most?: number): readonly ReceivedMessage[];
    /** Removes the message of a receipt; an old receipt removes nothing, as in SQS it may not. */
    delete(receiptHandle: string): void;
    /** Hides the message of a receipt for so many seconds from now; 0 shows it again at once. */
    changeVisibility(receiptHandle: string, seconds: number): void;
    /** Everything that is not deleted. */
    messages(): readonly HeldMessage[];
    /** When the next message can be received, so that the clock can go there; `undefined` for an empty queue. */
    nextVisibleAt(): number | undefined;
    /** Takes a message over from another queue, as redrive does: with its id, its count and the time it was first sent. */
    takeOver(message: Omit<StoredMessage, 'visibleAtMilliseconds' | 'receiptHandle'>): void;
  }>;

type StoredMessage = {
  messageId: string;
  body: string;
  attributes: Readonly<Record<string, string>>;
  deadLetterSource: string | undefined;
  groupId: string | undefined;
  receiveCount: number;
  sentAtMilliseconds: number;
  visibleAtMilliseconds: number;
  receiptHandle: string | undefined;
};

/** An empty queue on the world's clock. */
export function simulatedQueue(clock: VirtualClock, settings: QueueSettings): SimulatedQueue {
  const { name, visibilityTimeoutSeconds, redrive, disorder, isFifo = false } = settings;
  let held: StoredMessage[] = [];
  const sentAtById = new Map<string, number>();
  const ids = seededIds();
  let receipts = 0;

  /** Whether a FIFO queue was sent the same less than five minutes ago, and takes this for a repetition. */
  function isRepeated(deduplicationId: string | undefined, now: number): boolean {
    if (deduplicationId === undefined) return false;
    const before = sentAtById.get(deduplicationId);
    if (before !== undefined && now - before < deduplicationMilliseconds) return true;
    sentAtById.set(deduplicationId, now);
    return false;
  }

  function store({ body, delaySeconds = 0, attributes = {}, groupId, deduplicationId }: OutgoingMessage): void {
    const now = clock.nowMilliseconds();
    if (isRepeated(deduplicationId, now)) return;
    held.push({
      messageId: ids.next(name),
      body,
      attributes,
      deadLetterSource: undefined,
      groupId,
      receiveCount: 0,
      sentAtMilliseconds: now,
      visibleAtMilliseconds: now + delaySeconds * 1_000,
      receiptHandle: undefined,
    });
  }

  function receiveOne(message: StoredMessage): ReceivedMessage | undefined {
    if (redrive && message.receiveCount >= redrive.maxReceiveCount) {
      held = held.filter((other) => other !== message);
      redrive.deadLetterQueue.takeOver({ ...message, deadLetterSource: name });
      return undefined;
    }
    receipts += 1;
    const receiptHandle = `${message.messageId}/${receipts}`;
    message.receiveCount += 1;
    message.receiptHandle = receiptHandle;
    // A second copy is the same message whose hiding did not reach every server of the queue, or ran out meanwhile.
    const isShownAgain = disorder?.random.chance(disorder.duplicatePercent) ?? false;
    if (!isShownAgain) message.visibleAtMilliseconds = clock.nowMilliseconds() + visibilityTimeoutSeconds * 1_000;
    const { messageId, body, receiveCount, sentAtMilliseconds, attributes, deadLetterSource } = message;
    return { messageId, receiptHandle, body, receiveCount, sentAtMilliseconds, attributes, deadLetterSource };
  }

  /** What may be received now, in the order in which it is offered. */
  function offered(): readonly StoredMessage[] {
    const now = clock.nowMilliseconds();
    const visible = held.filter(({ visibleAtMilliseconds }) => visibleAtMilliseconds <= now);
    if (!isFifo) return disorder ? disorder.random.shuffled(visible) : visible;
    const inHand = new Set(held.filter((message) => !visible.includes(message)).map(({ groupId }) => groupId));
    const groups = [...new Set(visible.map(({ groupId }) => groupId))].filter((groupId) => !inHand.has(groupId));
    const inTurn = disorder ? disorder.random.shuffled(groups) : groups;
    return inTurn.flatMap((group) => visible.filter(({ groupId }) => groupId === group));
  }

  const offeredAt = ({ groupId, visibleAtMilliseconds }: StoredMessage): number => {
    const group = isFifo ? held.filter((other) => other.groupId === groupId) : [];
    return Math.max(visibleAtMilliseconds, ...group.map((other) => other.visibleAtMilliseconds));
  };

  return {
    name,
    send: (messages) =>
      new Promise((resolve) => {
        for (const message of messages) checkMessage(message, isFifo);
        for (const message of messages) store(message);
        resolve();
      }),
    receive(most = 10) {
      if (held.length === 0) return [];
      return offered()
        .slice(0, most)
        .flatMap((message) => receiveOne(message) ?? []);
    },
    delete(receiptHandle) {
      held = held.filter((message) => message.receiptHandle !== receiptHandle);
    },
    changeVisibility(receiptHandle, seconds) {
      const message = held.find((candidate) => candidate.receiptHandle === receiptHandle);
      if (message) message.visibleAtMilliseconds = clock.nowMilliseconds() + seconds * 1_000;
    },
    messages: () =>
      held.map(({ messageId, body, receiveCount, visibleAtMilliseconds }) => {
        return { messageId, body, receiveCount, visibleAtMilliseconds };
      }),
    nextVisibleAt: () => (held.length === 0 ? undefined : Math.min(...held.map(offeredAt))),
    takeOver(message) {
      held.push({ ...message, visibleAtMilliseconds: clock.nowMilliseconds(), receiptHandle: undefined });
    },
  };
}

function checkMessage({ body, delaySeconds = 0, deduplicationId, groupId }: OutgoingMessage, isFifo: boolean): void {
  if (body === '') throw new RangeError('SQS refuses an empty message.');
  if (Buffer.byteLength(body) > mostBodyBytes) throw new RangeError('SQS refuses a message of more than 256 kB.');
  if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > mostDelaySeconds) {
    throw new RangeError(`SQS refuses a delay of ${delaySeconds} seconds.`);
  }
  if (isFifo) {
    if (groupId === undefined || deduplicationId === undefined)
      throw new RangeError('A FIFO queue refuses a message without its group and its deduplication id.');
    if (delaySeconds > 0) throw new RangeError('A FIFO queue refuses a delay of one message.');
    return;
  }
  if (deduplicationId !== undefined) throw new RangeError('Only a FIFO queue takes a deduplication id.');
}
