import { publishOutbox } from '../../../functions/publish-outbox/publish-outbox.ts';
import type { EventBus } from '../../../shared/ports/event-bus.ts';
import type { ReadStreamRecords } from '../../../shared/ports/stream-records.ts';
import type { Row } from '../../../shared/ports/table.ts';
import type { SimulatedProcess } from './port-calls.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import type { SimulatedTable } from './simulated-table.ts';
import type { TableChange } from './table-change.ts';

const streamArn = 'arn:aws:dynamodb:local:000000000000:table/records/stream/1';
const mostTries = 11;

/** What stands between the table's stream and the bus, as Lambda does it with our publisher. */
export type OutboxWorld = Readonly<{
  table: SimulatedTable;
  /** Takes the document about a record that was given up. */
  failures: SimulatedQueue;
  busOf: (process: SimulatedProcess) => EventBus;
  run: <Answer>(code: (process: SimulatedProcess) => Promise<Answer>) => Promise<Answer | 'crashed'>;
}>;

/**
 * One batch of the stream: resumes where the function says, repeats what failed, and after ten repetitions gives up the
 * record that stands first, which bisecting has come down to by then.
 */
export function outboxWork({ table, failures, busOf, run }: OutboxWorld): () => Promise<boolean> {
  let published = 0;
  let tries = 0;

  async function giveUp(first: TableChange): Promise<void> {
    const sequenceNumber = String(first.sequenceNumber);
    const range = { shardId: 'shard-1', startSequenceNumber: sequenceNumber, endSequenceNumber: sequenceNumber };
    const requestContext = { condition: 'RetryAttemptsExhausted', approximateInvokeCount: mostTries };
    const failure = { requestContext, DDBStreamBatchInfo: { ...range, batchSize: 1, streamArn } };
    await failures.send([{ body: JSON.stringify(failure) }]);
    published = first.sequenceNumber;
    tries = 0;
  }

  return async () => {
    const read = table.readStream(published, 100);
    const changes = read.filter(({ newRow }) => carriesEvent(newRow));
    const [first] = changes;
    if (first === undefined) {
      published += read.length;
      return false;
    }
    const numbered = changes.map(({ sequenceNumber, newRow, oldRow }) => {
      return { sequenceNumber: String(sequenceNumber), newImage: newRow, oldImage: oldRow };
    });
    const failedAt = await run((process) => publishOutbox({ bus: busOf(process) }, numbered)).catch(
      // The bus said nothing: the stream is read again from where it was.
      () => 'crashed' as const,
    );
    const reached = publishedAfter(failedAt, published, read.length);
    tries = reached > published ? 0 : tries + 1;
    published = reached;
    if (tries >= mostTries) await giveUp(first);
    return true;
  };
}

// As the filter of the event source mapping: rows without an event never reach the function.
const carriesEvent = (row: Row | undefined): boolean =>
  typeof row?.event === 'object' && 'eventId' in row.event && typeof row.event.eventId === 'string';

function publishedAfter(failedAt: string | undefined, published: number, changeCount: number): number {
  if (failedAt === 'crashed') return published;
  return failedAt === undefined ? published + changeCount : Number(failedAt) - 1;
}

/** The records that a failure names, as the stream still has them. */
export const recordsOf =
  (table: SimulatedTable): ReadStreamRecords =>
  async ({ startSequenceNumber, endSequenceNumber }) =>
    table
      .readStream(Number(startSequenceNumber) - 1, Number(endSequenceNumber) - Number(startSequenceNumber) + 1)
      .map(({ sequenceNumber, newRow }) => ({ sequenceNumber: String(sequenceNumber), newImage: newRow }));
