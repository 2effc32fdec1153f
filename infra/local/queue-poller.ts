import { setTimeout as delay } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Invoke } from './invocation.ts';
import { failedItems } from './item-failures.ts';
import { sqsEvent } from './sqs-event.ts';

/** An event source mapping of an SQS queue. */
export type QueuePollerSettings = Readonly<{
  client: SQSClient;
  queueUrl: string;
  queueArn: string;
  /** The queue whose dead letters this one gets. */
  deadLetterSourceArn?: string | undefined;
  invoke: Invoke;
  batchSize: number;
  /** How long a batch that is not full waits for more messages. */
  batchWindowSeconds: number;
  /** Most batches in flight at once. */
  maxConcurrency: number;
  /** Whether the function answers which of its messages failed; otherwise a batch succeeds or fails as a whole. */
  reportsItemFailures: boolean;
  /** Told of each request that brought or removed messages; empty answers are left out. */
  onRequest: (operation: 'ReceiveMessage' | 'DeleteMessageBatch') => void;
  log: (line: string) => void;
}>;

/** Something that runs until it is closed. Closing waits for what is in flight. */
export type Poller = Readonly<{ close(): Promise<void> }>;

const mostMessagesPerReceive = 10;
const longPollSeconds = 20;
const pauseAfterFailureMilliseconds = 1_000;
// A receipt and a deletion cost the same for ten messages as for one: what arrives meanwhile goes together.
const gatheringMilliseconds = 40;

/**
 * Hands the messages of a queue to a function, as Lambda does: what succeeded is deleted, everything else becomes
 * visible again when its visibility timeout is over, and the queue's own redrive policy ends that.
 */
export function startQueuePoller(settings: QueuePollerSettings): Poller {
  const { client, queueUrl, invoke, batchSize, log } = settings;
  const closing = new AbortController();
  const inFlight = new Set<Promise<void>>();
  const stopped = poll();

  async function poll(): Promise<void> {
    while (!closing.signal.aborted) {
      if (inFlight.size >= settings.maxConcurrency) {
        await Promise.race(inFlight);
        continue;
      }
      const messages = await nextBatch();
      if (messages.length === 0) continue;
      const handled = handle(messages).finally(() => inFlight.delete(handled));
      inFlight.add(handled);
      if (messages.length < batchSize) await gather();
    }
  }

  async function gather(): Promise<void> {
    await delay(gatheringMilliseconds, undefined, { signal: closing.signal }).catch((error: unknown) => {
      if (!closing.signal.aborted) throw error;
    });
  }

  async function nextBatch(): Promise<readonly Message[]> {
    const batch = [...(await receive(batchSize, longPollSeconds))];
    const windowEndsAt = Date.now() + settings.batchWindowSeconds * 1000;
    while (batch.length > 0 && batch.length < batchSize && !closing.signal.aborted) {
      const secondsLeft = Math.ceil((windowEndsAt - Date.now()) / 1000);
      if (secondsLeft <= 0) break;
      batch.push(...(await receive(batchSize - batch.length, secondsLeft)));
    }
    return batch;
  }

  async function receive(most: number, waitSeconds: number): Promise<readonly Message[]> {
    try {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(most, mostMessagesPerReceive),
        WaitTimeSeconds: Math.min(waitSeconds, longPollSeconds),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages: messages = [] } = await client.send(command, { abortSignal: closing.signal });
      if (messages.length > 0) settings.onRequest('ReceiveMessage');
      return messages;
    } catch (error) {
      if (closing.signal.aborted) return [];
      log(`receive_failed ${queueUrl} ${nameOf(error)}`);
      await delay(pauseAfterFailureMilliseconds);
      return [];
    }
  }

  async function handle(messages: readonly Message[]): Promise<void> {
    const outcome = await invoke(sqsEvent(messages, settings.queueArn, settings.deadLetterSourceArn));
    if (!outcome.ok) {
      log(`batch_failed ${queueUrl} ${outcome.errorType} ${outcome.errorMessage}`);
      return;
    }
    const ids = messages.map(({ MessageId: id = '' }) => id);
    const failed = settings.reportsItemFailures ? failedItems(outcome.result, ids) : new Set<string>();
    if (failed.size > 0) log(`messages_failed ${queueUrl} ${failed.size} of ${messages.length}`);
    await remove(messages.filter(({ MessageId: id = '' }) => !failed.has(id)));
  }

  async function remove(messages: readonly Message[]): Promise<void> {
    for (let from = 0; from < messages.length; from += mostMessagesPerReceive) {
      const entries = messages.slice(from, from + mostMessagesPerReceive);
      try {
        const command = new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: entries.map(({ ReceiptHandle: handle }, index) => ({ Id: String(index), ReceiptHandle: handle })),
        });
        settings.onRequest('DeleteMessageBatch');
        const { Failed: refused = [] } = await client.send(command);
        for (const { Code: code } of refused) log(`delete_failed ${queueUrl} ${code}`);
      } catch (error) {
        // They come a second time, as they may from SQS itself.
        log(`delete_failed ${queueUrl} ${nameOf(error)}`);
      }
    }
  }

  return {
    async close() {
      closing.abort();
      await stopped;
      await Promise.all(inFlight);
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
