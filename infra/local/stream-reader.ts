import { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import { credentials, region } from './account.ts';
import { type StreamEventRecord, streamEventRecord } from './stream-event.ts';

/** One answer of a stream: its records, and where to go on; a shard that ended has no next iterator. */
export type StreamPage = Readonly<{ records: readonly StreamEventRecord[]; nextIterator: string | undefined }>;

/** Reads what an iterator of a stream points at. */
export type ReadStream = (iterator: string, limit: number, signal: AbortSignal) => Promise<StreamPage>;

const answerSchema = z.object({
  Records: z.array(z.looseObject({})).default([]),
  NextShardIterator: z.string().optional(),
});

/**
 * Reads a stream over the wire. The SDK would turn every image into its own form, and we would turn it back into the
 * one that Lambda hands to functions, which is that of the wire: a third of the machine's work for a credit note.
 */
export function streamReader(endpoint: string, streamArn: string): ReadStream {
  const client = new AwsClient({ ...credentials, region, service: 'dynamodb', retries: 0 });
  return async (iterator, limit, signal) => {
    const response = await client.fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' },
      body: JSON.stringify({ ShardIterator: iterator, Limit: limit }),
      signal,
    });
    if (!response.ok) throw new Error(`The stream answered ${response.status}.`);
    const { Records: read, NextShardIterator: nextIterator } = answerSchema.parse(await response.json());
    return { records: read.map((record) => streamEventRecord(record, streamArn)), nextIterator };
  };
}
