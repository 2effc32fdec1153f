import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Invocation } from '../../../../infra/local/invocation.ts';
import { type BatchRules, handleBatch } from '../../../../infra/local/stream-batch.ts';
import { type GivenUp, onFailureDocument, type StreamEventRecord } from '../../../../infra/local/stream-event.ts';

const record = (number: number): StreamEventRecord => ({
  sequenceNumber: String(number),
  createdAt: new Date(1_700_000_000_000 + number),
  event: { number },
});
const recordsUpTo = (last: number): readonly StreamEventRecord[] =>
  Array.from({ length: last }, (_, index) => record(index + 1));

const eventSchema = z.object({ Records: z.array(z.object({ number: z.number() })) });
const failure: Invocation = { ok: false, errorType: 'Error', errorMessage: 'the bus is away' };
const failing = (...numbers: number[]): Invocation => ({
  ok: true,
  result: { batchItemFailures: numbers.map((number) => ({ itemIdentifier: String(number) })) },
});

/** Runs a batch and says in which batches the function saw the records, and what was given up. */
async function run(
  records: readonly StreamEventRecord[],
  answer: (numbers: readonly number[], invocation: number) => Invocation,
  rules: Partial<BatchRules> = {},
) {
  const seen: (readonly number[])[] = [];
  const givenUp: GivenUp[] = [];
  const isDone = await handleBatch(records, {
    invoke: async (event) => {
      const numbers = eventSchema.parse(event).Records.map(({ number }) => number);
      seen.push(numbers);
      return answer(numbers, seen.length);
    },
    maxRetryAttempts: 2,
    maxRecordAgeSeconds: undefined,
    bisectsOnError: false,
    reportsItemFailures: true,
    giveUp: async (lost) => {
      givenUp.push(lost);
    },
    pauseMilliseconds: () => 0,
    log: () => undefined,
    signal: new AbortController().signal,
    ...rules,
  });
  return {
    isDone,
    seen,
    givenUp,
    lost: givenUp.map(({ records: lost }) => lost.map(({ sequenceNumber }) => Number(sequenceNumber))),
  };
}

describe('records of a stream', () => {
  it('are handed over once when all goes well', async () => {
    expect(await run(recordsUpTo(3), () => failing())).toMatchObject({ isDone: true, seen: [[1, 2, 3]], lost: [] });
  });

  it('go on at the first that failed, and none of those before it comes twice', async () => {
    const outcome = await run(recordsUpTo(4), (_, invocation) => (invocation === 1 ? failing(3, 4) : failing()));
    expect(outcome).toMatchObject({
      seen: [
        [1, 2, 3, 4],
        [3, 4],
      ],
      lost: [],
    });
  });

  it('are all tried again when the answer names a record that is not among them', async () => {
    const outcome = await run(recordsUpTo(2), (_, invocation) => (invocation === 1 ? failing(7) : failing()));
    expect(outcome).toMatchObject({
      seen: [
        [1, 2],
        [1, 2],
      ],
      lost: [],
    });
  });

  it('are given up together after the last retry where the batch is not halved', async () => {
    const outcome = await run(recordsUpTo(2), () => failure);
    expect(outcome).toMatchObject({
      seen: [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      lost: [[1, 2]],
    });
    expect(outcome.givenUp).toMatchObject([{ condition: 'RetryAttemptsExhausted', invokeCount: 3 }]);
  });

  it('lose only the one that fails where the batch is halved, and stay in order', async () => {
    const outcome = await run(recordsUpTo(4), (numbers) => (numbers.includes(3) ? failure : failing()), {
      bisectsOnError: true,
    });
    expect(outcome.lost).toEqual([[3]]);
    expect(outcome.seen).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [3], [4]]);
  });

  it('are tried without end where nothing limits it', async () => {
    const outcome = await run(recordsUpTo(1), (_, invocation) => (invocation < 50 ? failure : failing()), {
      maxRetryAttempts: undefined,
    });
    expect(outcome).toMatchObject({ isDone: true, lost: [] });
    expect(outcome.seen).toHaveLength(50);
  });

  it('are given up when they are too old to be tried again', async () => {
    const outcome = await run(recordsUpTo(1), () => failure, { maxRecordAgeSeconds: 60 });
    expect(outcome.givenUp).toMatchObject([{ condition: 'RecordAgeExceeded', invokeCount: 1 }]);
  });

  it('are neither handled nor given up when the machine stops in between', async () => {
    const stopping = new AbortController();
    const answer = (): Invocation => {
      stopping.abort();
      return failure;
    };
    expect(await run(recordsUpTo(2), answer, { signal: stopping.signal })).toMatchObject({
      isDone: false,
      seen: [[1, 2]],
      lost: [],
    });
  });

  it('are named, not repeated, in the document about those given up', async () => {
    const { givenUp } = await run(recordsUpTo(2), () => failure);
    const [lost] = givenUp;
    const document =
      lost && onFailureDocument(lost, { streamArn: 'stream', shardId: 'shard-1', functionArn: 'function' });
    expect(document).toMatchObject({
      requestContext: { functionArn: 'function', condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      DDBStreamBatchInfo: {
        shardId: 'shard-1',
        startSequenceNumber: '1',
        endSequenceNumber: '2',
        approximateArrivalOfFirstRecord: '2023-11-14T22:13:20.001Z',
        approximateArrivalOfLastRecord: '2023-11-14T22:13:20.002Z',
        batchSize: 2,
        streamArn: 'stream',
      },
    });
  });
});
