import middy from '@middy/core';
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { errorFields, type Log } from './log.ts';
import type { Count } from './metrics.ts';

/** One change of a row, oldest first, its images as plain values. */
export type StreamChange = Readonly<{ sequenceNumber: string; newImage?: unknown; oldImage?: unknown }>;

/** A consumer of the table's stream: answers the number of the first change that it could not handle. */
export type StreamConsumer = Readonly<{
  handle: (changes: readonly StreamChange[]) => Promise<string | undefined>;
  /** Turns an image of the stream into plain values; throws for what Avoir cannot have written. */
  plain: (image: Record<string, AttributeValue>) => unknown;
  log: Log;
  count: Count;
}>;

/**
 * A Lambda function that reads the stream in order. What fails is handed back by its number, and the stream goes on
 * from there: what stood before it is not read again.
 */
export function streamConsumer(consumer: StreamConsumer) {
  const { log, count } = consumer;
  return middy(async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const sequenceNumber = await firstFailure(consumer, records);
    if (sequenceNumber === undefined) {
      log.info('OUTBOX_PUBLISHED', { count: records.length });
      count('ChangesRead', records.length);
      return { batchItemFailures: [] };
    }
    log.error('OUTBOX_STOPPED', { sequenceNumber });
    count('RecordsFailed');
    return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
  });
}

async function firstFailure(
  { handle, plain, log }: StreamConsumer,
  records: readonly DynamoDBRecord[],
): Promise<string | undefined> {
  const changes: StreamChange[] = [];
  let unreadable: string | undefined;
  for (const { dynamodb } of records) {
    const { SequenceNumber: sequenceNumber = '', NewImage: newImage, OldImage: oldImage } = dynamodb ?? {};
    try {
      changes.push({ sequenceNumber, newImage: newImage && plain(newImage), oldImage: oldImage && plain(oldImage) });
    } catch (error) {
      log.error('CHANGE_UNREADABLE', { sequenceNumber, ...errorFields(error) });
      unreadable = sequenceNumber;
      break;
    }
  }
  const [first] = changes;
  if (first === undefined) return unreadable;
  try {
    return (await handle(changes)) ?? unreadable;
  } catch (error) {
    log.error('RECORD_FAILED', { sequenceNumber: first.sequenceNumber, ...errorFields(error) });
    return first.sequenceNumber;
  }
}
