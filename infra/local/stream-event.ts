import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { region } from './account.ts';

/** A record of a stream in the form in which Lambda hands it to a function and looks at it with its filters. */
export type StreamEventRecord = Readonly<{ sequenceNumber: string; createdAt: Date; event: unknown }>;

const wireRecord = z.object({
  dynamodb: z.object({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number().default(0) }),
});

/** A record as it came over the wire, with what Lambda adds to it. */
export function streamEventRecord(record: Readonly<Record<string, unknown>>, streamArn: string): StreamEventRecord {
  const { SequenceNumber: sequenceNumber, ApproximateCreationDateTime: seconds } = wireRecord.parse(record).dynamodb;
  const event = { ...record, awsRegion: region, eventSourceARN: streamArn };
  return { sequenceNumber, createdAt: new Date(seconds * 1000), event };
}

/** Why Lambda gave up on records of a stream. */
export type GivenUp = Readonly<{
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  invokeCount: number;
  records: readonly [StreamEventRecord, ...StreamEventRecord[]];
}>;

/** The document that Lambda sends to the on-failure destination: where the records stand in the stream, not the records. */
export function onFailureDocument(
  { condition, invokeCount, records }: GivenUp,
  source: Readonly<{ streamArn: string; shardId: string; functionArn: string }>,
): unknown {
  const [first] = records;
  const last = records.at(-1) ?? first;
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: source.functionArn,
      condition,
      approximateInvokeCount: invokeCount,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: source.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: first.createdAt.toISOString(),
      approximateArrivalOfLastRecord: last.createdAt.toISOString(),
      batchSize: records.length,
      streamArn: source.streamArn,
    },
  };
}
