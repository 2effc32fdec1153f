import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Invocation, Invoke } from '../../infra/local/invocation.ts';
import { type Poller, startQueuePoller } from '../../infra/local/queue-poller.ts';
import { type LocalQueue, type LocalQueues, startQueues } from '../../infra/local/queues.ts';

const eventSchema = z.object({
  Records: z.array(
    z.looseObject({
      messageId: z.string(),
      body: z.string(),
      attributes: z.looseObject({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});
type Records = z.infer<typeof eventSchema>['Records'];

/** A busy machine may take its time; what never comes is still an error. */
const patience = { timeout: 20_000 };

let folder: string;
let queues: LocalQueues;
let pollers: Poller[];
let queue: LocalQueue;
let deadLetters: LocalQueue;
let batches: Records[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-queues-'));
  queues = await startQueues(folder);
  pollers = [];
  batches = [];
  deadLetters = await queues.create('dead-letters', {});
  queue = await queues.create('work', {
    VisibilityTimeout: '1',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 }),
  });
});

afterEach(async () => {
  await Promise.all(pollers.map((poller) => poller.close()));
  await queues.stop();
  await rm(folder, { recursive: true });
});

function poll(answer: (records: Records) => Invocation | Promise<Invocation>, batchWindowSeconds = 0): void {
  const invoke: Invoke = async (event) => {
    const { Records: records } = eventSchema.parse(event);
    batches.push(records);
    return answer(records);
  };
  pollers.push(
    startQueuePoller({
      client: queues.client,
      queueUrl: queue.url,
      queueArn: queue.arn,
      invoke,
      batchSize: 3,
      batchWindowSeconds,
      maxConcurrency: 2,
      reportsItemFailures: true,
      onRequest: () => undefined,
      log: () => undefined,
    }),
  );
}

const bodiesOf = (records: Records): readonly string[] => records.map(({ body }) => body);
const allBodies = (): readonly string[] => batches.flatMap(bodiesOf);

async function deadBodies(): Promise<readonly string[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl: deadLetters.url, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 });
  const { Messages: messages = [] } = await queues.client.send(receive);
  return messages.map(({ Body: body = '' }) => body);
}

/** What one look received is hidden from the next, so that the bodies of all looks count together. */
async function expectDeadBodies(expected: readonly string[]): Promise<void> {
  const found: string[] = [];
  await vi.waitFor(async () => {
    found.push(...(await deadBodies()));
    expect(found.toSorted()).toEqual(expected);
  }, patience);
}

const done: Invocation = { ok: true, result: { batchItemFailures: [] } };

describe('a queue that feeds a function', () => {
  it('hands messages over in the form of Lambda and deletes them', async () => {
    queues.send(queue.name, 'one', { ERROR_CODE: 'x' });
    poll(() => done);
    await vi.waitFor(() => expect(batches).toHaveLength(1), patience);
    expect(batches[0]).toMatchObject([
      {
        body: 'one',
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: 'eu-west-1',
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {
          ERROR_CODE: { stringValue: 'x', dataType: 'String', stringListValues: [], binaryListValues: [] },
        },
      },
    ]);
    expect(await deadBodies()).toEqual([]);
  });

  it('hands over at most a batch at a time', async () => {
    for (const body of ['1', '2', '3', '4', '5', '6', '7']) queues.send(queue.name, body);
    poll(() => done);
    await vi.waitFor(() => expect(allBodies()).toHaveLength(7), patience);
    expect(batches.every((records) => records.length <= 3)).toBe(true);
  });

  it('waits for a full batch as long as its window says', async () => {
    queues.send(queue.name, '1');
    poll(() => done, 60);
    queues.send(queue.name, '2');
    queues.send(queue.name, '3');
    await vi.waitFor(() => expect(batches.map(bodiesOf)).toEqual([['1', '2', '3']]), patience);
  });

  it('repeats only the message that failed, and moves it to the dead-letter queue in the end', async () => {
    for (const body of ['good', 'poison', 'fine']) queues.send(queue.name, body);
    poll((records) => {
      const poison = records.filter(({ body }) => body === 'poison');
      return {
        ok: true,
        result: { batchItemFailures: poison.map(({ messageId }) => ({ itemIdentifier: messageId })) },
      };
    });
    await expectDeadBodies(['poison']);
    expect(allBodies().toSorted()).toEqual(['fine', 'good', 'poison', 'poison']);
  });

  it.each<[string, Invocation]>([
    ['names a message that is not in it', { ok: true, result: { batchItemFailures: [{ itemIdentifier: 'other' }] } }],
    ['names an empty message id', { ok: true, result: { batchItemFailures: [{ itemIdentifier: '' }] } }],
    ['has another form', { ok: true, result: { batchItemFailures: 'none' } }],
    ['is an error', { ok: false, errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' }],
  ])('repeats the whole batch when the answer %s', async (_, answer) => {
    for (const body of ['1', '2']) queues.send(queue.name, body);
    poll(() => answer);
    await expectDeadBodies(['1', '2']);
    expect(allBodies().toSorted()).toEqual(['1', '1', '2', '2']);
  });

  it('says of a dead letter which queue gave up on it, as SQS does', async () => {
    const received: Records[] = [];
    queues.send(deadLetters.name, 'moved');
    queues.send(deadLetters.name, 'undelivered', { ERROR_CODE: 'x' });
    pollers.push(
      startQueuePoller({
        client: queues.client,
        queueUrl: deadLetters.url,
        queueArn: deadLetters.arn,
        deadLetterSourceArn: queue.arn,
        onRequest: () => undefined,
        invoke: async (event) => {
          received.push(eventSchema.parse(event).Records);
          return done;
        },
        batchSize: 10,
        batchWindowSeconds: 0,
        maxConcurrency: 1,
        reportsItemFailures: true,
        log: () => undefined,
      }),
    );
    await vi.waitFor(() => expect(received.flat()).toHaveLength(2), patience);
    const sources = received.flat().map(({ body, attributes }) => [body, attributes.DeadLetterQueueSourceArn]);
    expect(Object.fromEntries(sources)).toEqual({ moved: queue.arn, undelivered: undefined });
  });

  it('keeps its messages across a restart, and its new settings', async () => {
    queues.send(queue.name, 'kept');
    await queues.stop();
    queues = await startQueues(folder);
    queue = await queues.create('work', { VisibilityTimeout: '5' });
    poll(() => done);
    await vi.waitFor(() => expect(allBodies()).toEqual(['kept']), patience);
  });
});
