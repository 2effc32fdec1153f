import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { fileCheckpoint } from '../../infra/local/checkpoint.ts';
import { type LocalDynamoDb, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { parsePattern } from '../../infra/local/event-pattern.ts';
import type { Invocation } from '../../infra/local/invocation.ts';
import type { Poller } from '../../infra/local/queue-poller.ts';
import { startStreamPoller } from '../../infra/local/stream-poller.ts';
import { streamReader } from '../../infra/local/stream-reader.ts';
import { tableDefinition } from '../support/table-definition.ts';

const eventSchema = z.object({
  Records: z.array(
    z.looseObject({
      eventName: z.string(),
      dynamodb: z.looseObject({ Keys: z.looseObject({ sk: z.object({ S: z.string() }) }), SequenceNumber: z.string() }),
    }),
  ),
});
type StreamRecord = z.infer<typeof eventSchema>['Records'][number];
const done: Invocation = { ok: true, result: { batchItemFailures: [] } };

/** A busy machine may take its time; what never comes is still an error. */
const patience = { timeout: 20_000 };

let folder: string;
let database: LocalDynamoDb;
let streamArn: string;
let poller: Poller | undefined;
let records: StreamRecord[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-streams-'));
  database = await startDynamoDb({ databasePath: join(folder, 'tables.db'), endpoint: undefined });
  const create = new CreateTableCommand({ TableName: 'records', ...tableDefinition });
  streamArn = (await database.client.send(create)).TableDescription?.LatestStreamArn ?? '';
  database.speedUpStreams();
  records = [];
});

afterEach(async () => {
  await poller?.close();
  await database.stop();
  await rm(folder, { recursive: true });
});

function read(
  answer: (numbers: readonly string[]) => Invocation = () => done,
  onFailure?: (document: unknown) => Promise<void>,
): void {
  poller = startStreamPoller({
    client: database.streams,
    read: streamReader(database.endpoint, streamArn),
    streamArn,
    functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:publish-outbox',
    invoke: async (event) => {
      const batch = eventSchema.parse(event).Records;
      records.push(...batch);
      return answer(batch.map(orderOf));
    },
    batchSize: 10,
    filters: [parsePattern({ dynamodb: { NewImage: { event: { M: { eventId: { S: [{ exists: true }] } } } } } })],
    maxRetryAttempts: 1,
    maxRecordAgeSeconds: undefined,
    bisectsOnError: true,
    reportsItemFailures: true,
    checkpoint: fileCheckpoint(join(folder, 'checkpoint.json')),
    onFailure,
    log: () => undefined,
  });
}

const orderOf = ({ dynamodb }: StreamRecord): string => dynamodb.Keys.sk.S;
const orders = (): readonly string[] => records.map(orderOf);

async function put(order: string, hasEvent = true): Promise<void> {
  const event = { M: { eventId: { S: `event-${order}` }, payload: { B: new Uint8Array([1, 2]) } } };
  const item = { pk: { S: 'CASE' }, sk: { S: order }, ...(hasEvent && { event }) };
  await database.client.send(new PutItemCommand({ TableName: 'records', Item: item }));
}

describe("a table's stream", () => {
  it('is read from its first record on, in order, through its filter, in the form of Lambda', async () => {
    for (const order of ['1', '2']) await put(order);
    await put('without event', false);
    await put('3');
    read();
    await vi.waitFor(() => expect(orders()).toEqual(['1', '2', '3']), patience);
    expect(records[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      awsRegion: 'eu-west-1',
      eventSourceARN: streamArn,
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        NewImage: { event: { M: { payload: { B: 'AQI=' } } } },
      },
    });
  });

  it('goes on where it stopped after a restart', async () => {
    await put('1');
    read();
    await vi.waitFor(() => expect(orders()).toEqual(['1']), patience);
    await poller?.close();
    await put('2');
    read();
    await vi.waitFor(() => expect(orders()).toEqual(['1', '2']), patience);
  });

  it('comes again after a restart in the middle of a batch', async () => {
    await put('1');
    read(() => ({ ok: false, errorType: 'Error', errorMessage: 'no' }));
    await vi.waitFor(() => expect(orders()).not.toEqual([]), patience);
    await poller?.close();
    records = [];
    read();
    await vi.waitFor(() => expect(orders()).toEqual(['1']), patience);
  });

  it('gives up only the record that fails, says where it stands, and goes on', async () => {
    const documents: unknown[] = [];
    for (const order of ['1', '2', '3', '4']) await put(order);
    const answer = (batch: readonly string[]): Invocation =>
      batch.includes('2') ? { ok: false, errorType: 'Error', errorMessage: 'no' } : done;
    read(answer, async (document) => {
      documents.push(document);
    });
    await put('5');
    await vi.waitFor(() => expect(documents).toHaveLength(1), patience);
    await vi.waitFor(() => expect(orders()).toContain('5'), patience);
    const poison = records.find((record) => orderOf(record) === '2')?.dynamodb.SequenceNumber;
    expect(documents).toMatchObject([
      { DDBStreamBatchInfo: { startSequenceNumber: poison, endSequenceNumber: poison, streamArn } },
    ]);
    expect(orders().filter((order) => order === '4')).not.toEqual([]);
  });
});
