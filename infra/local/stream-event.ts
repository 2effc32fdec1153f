import { randomUUID } from 'node:crypto';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { region } from './account.ts';

/** A record of a stream in the form in which Lambda hands it to a function and looks at it with its filters. */
export type StreamEventRecord = Readonly<{ sequenceNumber: string; createdAt: Date; event: unknown }>;

/** Puts a record that the SDK read into the form of the wire again, which is Lambda's own: binaries in base64, times in seconds. */
export function streamEventRecord(record: _Record, streamArn: string): StreamEventRecord {
  const { eventID, eventName, eventVersion, eventSource, userIdentity, dynamodb = {} } = record;
  return {
    sequenceNumber: dynamodb.SequenceNumber ?? '',
    createdAt: dynamodb.ApproximateCreationDateTime ?? new Date(0),
    event: asOnTheWire({
      eventID,
      eventName,
      eventVersion,
      eventSource,
      awsRegion: region,
      dynamodb,
      ...(userIdentity && { userIdentity }),
      eventSourceARN: streamArn,
    }),
  };
}

function asOnTheWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(asOnTheWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asOnTheWire(member)]));
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
