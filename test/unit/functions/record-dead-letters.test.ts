import { beforeEach, describe, expect, it } from 'vitest';
import { recordDeadLetter } from '../../../functions/record-dead-letters/record-dead-letters.ts';
import { type ReadStreamRecords, RecordsTrimmedError } from '../../../shared/ports/stream-records.ts';
import { listDeadLetters, readDeadLetter } from '../../../shared/stores/dead-letter-store.ts';
import { noteFailedAttempt } from '../../../shared/stores/failed-attempt-store.ts';
import { type SimulatedTable, simulatedTable } from '../../simulation/world/simulated-table.ts';
import { type VirtualClock, virtualClock } from '../../simulation/world/virtual-clock.ts';

let table: SimulatedTable;
let clock: VirtualClock;
const noStream: ReadStreamRecords = () => Promise.reject(new Error('Nobody should ask the stream.'));

beforeEach(() => {
  table = simulatedTable();
  clock = virtualClock('2026-11-12T09:30:00.000Z');
});

const message = { kind: 'queue_message', queueName: 'reconciliation', messageId: 'm-1', receiveCount: 6 } as const;
const body = JSON.stringify({ kind: 'reconcile_task', shopId: 'demo', caseId: 'CN-1', paymentNumber: 1 });
const letters = async () => (await listDeadLetters(table, 100)).items;
const record = (changes: object, readStreamRecords = noStream) =>
  recordDeadLetter({ table, clock, readStreamRecords }, { ...message, body, ...changes });

describe('a message that exhausted its retries', () => {
  it('becomes a row that says whom it concerns and why each try failed', async () => {
    for (const attempt of [1, 2]) {
      const failed = { attempt, failedAt: clock.now(), errorCode: `Error${attempt}` };
      await noteFailedAttempt(table, 'reconciliation', 'm-1', failed, 1_794_000_000);
    }
    await record({});
    expect(await letters()).toEqual([
      expect.objectContaining({
        queueName: 'reconciliation',
        letterId: 'm-1',
        shopId: 'demo',
        caseId: 'CN-1',
        body,
        attempts: [
          expect.objectContaining({ attempt: 1, errorCode: 'Error1' }),
          expect.objectContaining({ attempt: 2, errorCode: 'Error2' }),
        ],
      }),
    ]);
  });

  it('has one row however often it arrives, which says when it was last seen', async () => {
    await record({});
    clock.advance(60_000);
    await record({});
    expect(await letters()).toEqual([
      expect.objectContaining({ firstSeenAt: '2026-11-12T09:30:00.000Z', lastSeenAt: '2026-11-12T09:31:00.000Z' }),
    ]);
  });

  it('is kept whole when nobody can read it', async () => {
    await record({ body: 'not JSON' });
    expect(await letters()).toEqual([expect.objectContaining({ body: 'not JSON', attempts: [] })]);
  });

  it('says what EventBridge said of an event that it could not deliver', async () => {
    const event = {
      detail: { metadata: { shopId: 'demo', correlationId: 'CN-1' }, data: { orderNumber: 'ORD00123' } },
    };
    await record({ kind: 'undelivered_event', errorCode: 'NO_PERMISSIONS', body: JSON.stringify(event) });
    expect(await letters()).toEqual([
      expect.objectContaining({
        kind: 'undelivered_event',
        orderNumber: 'ORD00123',
        attempts: [{ attempt: 6, failedAt: '2026-11-12T09:30:00.000Z', errorCode: 'NO_PERMISSIONS' }],
      }),
    ]);
  });
});

describe('a message that a replay sent and that died again', () => {
  const replayOf = { queueName: 'reconciliation', letterId: 'm-1' };
  const died = async (messageId: string, errorCode: string) => {
    await noteFailedAttempt(table, 'reconciliation', messageId, { attempt: 1, failedAt: clock.now(), errorCode }, 0);
    await record({ messageId, ...(messageId !== 'm-1' && { replayOf }) });
  };

  it('opens the letter it was sent for again, with the errors of both lives', async () => {
    await died('m-1', 'First');
    clock.advance(60_000);
    await died('m-2', 'Second');
    expect(await letters()).toEqual([
      expect.objectContaining({
        letterId: 'm-1',
        state: 'open',
        firstSeenAt: '2026-11-12T09:30:00.000Z',
        lastSeenAt: '2026-11-12T09:31:00.000Z',
        attempts: [expect.objectContaining({ errorCode: 'First' }), expect.objectContaining({ errorCode: 'Second' })],
        messageIds: ['m-1', 'm-2'],
      }),
    ]);
  });

  it('adds its history once, however often it arrives', async () => {
    await died('m-1', 'First');
    await died('m-2', 'Second');
    await died('m-2', 'Second');
    expect((await readDeadLetter(table, replayOf))?.attempts).toHaveLength(2);
  });

  it('is a letter of its own when nobody knows the one that it names', async () => {
    await died('m-2', 'Second');
    expect((await letters()).map(({ letterId }) => letterId)).toEqual(['m-2']);
  });
});

describe('records of the stream that the publisher gave up on', () => {
  const failure = JSON.stringify({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 11 },
    DDBStreamBatchInfo: {
      shardId: 'shard-1',
      startSequenceNumber: '7',
      endSequenceNumber: '8',
      batchSize: 2,
      streamArn: 'arn:aws:dynamodb:local:000000000000:table/t/stream/s',
    },
  });
  const detail = JSON.stringify({
    metadata: { shopId: 'demo', correlationId: 'CN-1' },
    data: { orderNumber: 'ORD00123' },
  });

  it('get a row each, with the event that was not published', async () => {
    const named: ReadStreamRecords = async ({ startSequenceNumber, endSequenceNumber }) =>
      [startSequenceNumber, endSequenceNumber].map((sequenceNumber) => {
        return { sequenceNumber, newImage: { event: { detailType: 'RefundCaseOpened.v1', source: 'avoir', detail } } };
      });
    await record({ queueName: 'outbox-failures', body: failure }, named);
    expect(
      (await letters()).map(({ letterId, kind, caseId, attempts }) => [letterId, kind, caseId, attempts[0]?.errorCode]),
    ).toEqual([
      ['7', 'stream_record', 'CN-1', 'RetryAttemptsExhausted'],
      ['8', 'stream_record', 'CN-1', 'RetryAttemptsExhausted'],
    ]);
  });

  it('leave the failure itself once the stream has forgotten them', async () => {
    await record({ body: failure }, () => Promise.reject(new RecordsTrimmedError('Gone.')));
    expect(await letters()).toEqual([expect.objectContaining({ letterId: 'm-1', body: failure })]);
  });

  it('stay in the queue while the stream does not answer', async () => {
    await expect(record({ body: failure })).rejects.toThrow('Nobody should ask');
    expect(await letters()).toEqual([]);
  });
});
