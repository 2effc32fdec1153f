import middy from '@middy/core';
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from './log.ts';
import type { Count } from './metrics.ts';

/** One change of a row, oldest first, its images as plain values. */
export type StreamChange = Readonly<{ sequenceNumber: string; newImage?: unknown; oldImage?: unknown }>;

/** A consumer of the table's stream: answers the number of the first change that it could not handle. */
export type StreamConsumer = Readonly<{
  handle: (changes: readonly StreamChange[]) => Promise<string | undefined>;
  /** Turns an image of the stream into plain values. */
  plain: (image: Record<string, AttributeValue>) => unknown;
  log: Log;
  count: Count;
}>;

/** A Lambda function that reads the stream in order. What fails is handed back by its number, and the stream goes on from there. */
export function streamConsumer({ handle, plain, log, count }: StreamConsumer) {
  return middy(async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const changes = records.map(({ dynamodb }): StreamChange => {
      const { SequenceNumber: sequenceNumber = '', NewImage: newImage, OldImage: oldImage } = dynamodb ?? {};
      return { sequenceNumber, newImage: newImage && plain(newImage), oldImage: oldImage && plain(oldImage) };
    });
    const sequenceNumber = await handle(changes);
    if (sequenceNumber === undefined) {
      log.info('OUTBOX_PUBLISHED', { count: changes.length });
      count('EventsPublished', changes.length);
      return { batchItemFailures: [] };
    }
    log.error('OUTBOX_STOPPED', { sequenceNumber });
    return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
  });
}
