import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Checkpoint, StreamPosition } from './checkpoint.ts';
import type { EventPattern } from './event-pattern.ts';
import type { Poller } from './queue-poller.ts';
import { type BatchRules, handleBatch } from './stream-batch.ts';
import { type GivenUp, onFailureDocument, type StreamEventRecord } from './stream-event.ts';
import type { ReadStream } from './stream-reader.ts';

/** An event source mapping of a table's stream. */
export type StreamPollerSettings = Omit<BatchRules, 'giveUp' | 'signal' | 'pauseMilliseconds'> &
  Readonly<{
    client: DynamoDBStreamsClient;
    read: ReadStream;
    streamArn: string;
    functionArn: string;
    batchSize: number;
    /** A record is handed over when one of them fits it; all are when there is none. */
    filters: readonly EventPattern[];
    checkpoint: Checkpoint;
    /** Takes the document about records that were given up; without it they are dropped, as on AWS. */
    onFailure: ((document: unknown) => Promise<void>) | undefined;
  }>;

// Found by measuring: reading every 20 ms costs a tenth of a core, every 200 ms a hundredth.
const shortestPauseMilliseconds = 10;
const longestPauseMilliseconds = 200;
// A reading costs the same for a hundred records as for one: what changes meanwhile is published together.
const gatheringMilliseconds = 40;
const longestRetryPauseMilliseconds = 5_000;

/**
 * Reads a table's stream from its first record, or from where the checkpoint says, and hands it to a function in order.
 * The position is written after the records are handled, so that a crash repeats some and loses none. Shards are read
 * one after the other: emulators have one open shard per table.
 */
export function startStreamPoller(settings: StreamPollerSettings): Poller {
  const { client, streamArn, checkpoint, filters, log } = settings;
  const closing = new AbortController();
  const { signal } = closing;
  const stopped = poll();

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      try {
        const position = await nextPosition();
        if (position) await readShard(position);
        else await pause(longestPauseMilliseconds);
      } catch (error) {
        if (signal.aborted) return;
        log(`stream_read_failed ${streamArn} ${error instanceof Error ? error.name : 'unknown'}`);
        await pause(longestRetryPauseMilliseconds);
      }
    }
  }

  /** Where to go on: in the shard of the checkpoint, or at the start of the one that follows it. */
  async function nextPosition(): Promise<StreamPosition | undefined> {
    const known = await checkpoint.read();
    if (known) return known;
    const [first] = await shardIds();
    return first === undefined ? undefined : { shardId: first, sequenceNumber: null };
  }

  async function shardIds(): Promise<readonly string[]> {
    const { StreamDescription: description } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    return (description?.Shards ?? []).flatMap(({ ShardId: shardId }) => shardId ?? []);
  }

  async function readShard(start: StreamPosition): Promise<void> {
    const { shardId } = start;
    let position = start;
    let iterator = await iteratorAt(position);
    let pauseMilliseconds = shortestPauseMilliseconds;
    while (iterator !== undefined && !signal.aborted) {
      const { records, nextIterator } = await settings.read(iterator, settings.batchSize, signal);
      if (!(await handled(records, shardId))) return;
      const last = records.at(-1);
      if (last) {
        position = { shardId, sequenceNumber: last.sequenceNumber };
        await checkpoint.write(position);
        pauseMilliseconds = shortestPauseMilliseconds;
        if (records.length < settings.batchSize) await pause(gatheringMilliseconds);
      } else {
        await pause(pauseMilliseconds);
        pauseMilliseconds = Math.min(pauseMilliseconds * 2, longestPauseMilliseconds);
      }
      iterator = nextIterator;
    }
    if (!signal.aborted) await moveOn(shardId);
  }

  /** A shard that is read to its end is followed by the one that was opened after it. */
  async function moveOn(shardId: string): Promise<void> {
    const ids = await shardIds();
    const following = ids[ids.indexOf(shardId) + 1];
    if (following === undefined) await pause(longestPauseMilliseconds);
    else await checkpoint.write({ shardId: following, sequenceNumber: null });
  }

  async function iteratorAt({ shardId, sequenceNumber }: StreamPosition): Promise<string | undefined> {
    const where =
      sequenceNumber === null
        ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
        : ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber } as const);
    try {
      const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...where });
      return (await client.send(command)).ShardIterator;
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException) || sequenceNumber === null) throw error;
      // Nobody read for longer than the stream keeps its records; as on AWS, what is gone is gone.
      log(`stream_records_trimmed ${streamArn}`);
      return iteratorAt({ shardId, sequenceNumber: null });
    }
  }

  async function handled(records: readonly StreamEventRecord[], shardId: string): Promise<boolean> {
    const wanted = records.filter(({ event }) => filters.length === 0 || filters.some((fits) => fits(event)));
    return handleBatch(wanted, {
      ...settings,
      signal,
      pauseMilliseconds: (retry) => Math.min(100 * 2 ** retry, longestRetryPauseMilliseconds),
      giveUp: (givenUp) => giveUp(givenUp, shardId),
    });
  }

  async function giveUp(givenUp: GivenUp, shardId: string): Promise<void> {
    log(`stream_records_given_up ${streamArn} ${givenUp.records.length} ${givenUp.condition}`);
    await settings.onFailure?.(onFailureDocument(givenUp, { streamArn, shardId, functionArn: settings.functionArn }));
  }

  async function pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  return {
    async close() {
      closing.abort();
      await stopped;
    },
  };
}
