import * as z from 'zod';
import type { DeadLetter, LetterName } from '../../shared/domain/dead-letter.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { type ReadStreamRecords, RecordsTrimmedError, type StreamRecord } from '../../shared/ports/stream-records.ts';
import type { Table } from '../../shared/ports/table.ts';
import { reopenDeadLetter, storeDeadLetter } from '../../shared/stores/dead-letter-store.ts';
import { failedAttemptsOf } from '../../shared/stores/failed-attempt-store.ts';
import { identityOf } from './dead-letter-identity.ts';

/**
 * A message taken out of a dead-letter queue. `errorCode` and `targetQueueName` are what the sender of an undelivered
 * event or call said of it; `replayOf` is the letter that the message was sent again for.
 */
export type DeadMessage = Readonly<{
  queueName: string;
  messageId: string;
  body: string;
  receiveCount: number;
  errorCode?: string | undefined;
  targetQueueName?: string | undefined;
  replayOf?: LetterName | undefined;
  kind: 'queue_message' | 'undelivered_event' | 'undelivered_schedule';
}>;

const streamFailureSchema = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
  DDBStreamBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    batchSize: z.number(),
    streamArn: z.string(),
  }),
});

type StreamFailure = z.infer<typeof streamFailureSchema>;

/** What recording needs. */
export type RecordDeadLettersDependencies = Readonly<{
  table: Table;
  clock: Clock;
  readStreamRecords: ReadStreamRecords;
}>;

/**
 * Stores a dead message as a row that can be listed and searched, with the error of each try. Safe to run again: a
 * message has one row for ever, and one that a replay sent opens the row it was sent for again. Of a stream failure
 * every named record gets a row of its own, with its event.
 */
export async function recordDeadLetter(
  { table, clock, readStreamRecords }: RecordDeadLettersDependencies,
  message: DeadMessage,
): Promise<readonly DeadLetter[]> {
  const now = clock.now();
  const failure = streamFailureOf(message.body);
  const records = failure && (await namedRecords(readStreamRecords, failure));
  const letters =
    failure && records
      ? records.map((record) => letterOfRecord(message, failure.requestContext, record, now))
      : [await letterOfMessage(table, message, now)];
  const reopened = await reopenedBy(table, message, letters);
  if (reopened !== undefined) return [reopened];
  for (const letter of letters) await storeDeadLetter(table, letter);
  return letters;
}

/** The letter that a message was sent again for, if it was: open again, with what this life of it failed of. */
async function reopenedBy(
  table: Table,
  { replayOf, messageId }: DeadMessage,
  [letter]: readonly DeadLetter[],
): Promise<DeadLetter | undefined> {
  if (replayOf === undefined || letter === undefined) return undefined;
  const { attempts, lastSeenAt } = letter;
  const reopened = await reopenDeadLetter(table, replayOf, { messageId, attempts, lastSeenAt });
  return reopened === 'unknown' ? undefined : reopened;
}

/** The records that a failure names, or `undefined` once the stream has forgotten them: then the failure itself is kept. */
async function namedRecords(
  readStreamRecords: ReadStreamRecords,
  { DDBStreamBatchInfo: range }: StreamFailure,
): Promise<readonly StreamRecord[] | undefined> {
  try {
    return await readStreamRecords(range);
  } catch (error) {
    if (error instanceof RecordsTrimmedError) return undefined;
    throw error;
  }
}

async function letterOfMessage(table: Table, message: DeadMessage, now: string): Promise<DeadLetter> {
  const { queueName, messageId, kind, body, receiveCount, errorCode, targetQueueName } = message;
  const noted = await failedAttemptsOf(table, queueName, messageId);
  const told = errorCode === undefined ? [] : [{ attempt: receiveCount, failedAt: now, errorCode }];
  const attempts = noted.length > 0 ? noted : told;
  return {
    queueName,
    letterId: messageId,
    kind,
    body,
    attempts,
    firstSeenAt: now,
    lastSeenAt: now,
    targetQueueName,
    ...identityOf(body),
  };
}

const eventAttributeSchema = z.object({
  event: z.object({ detailType: z.string(), source: z.string(), detail: z.string() }),
});

function letterOfRecord(
  { queueName }: DeadMessage,
  { condition, approximateInvokeCount }: StreamFailure['requestContext'],
  { sequenceNumber, newImage }: StreamRecord,
  now: string,
): DeadLetter {
  const image = eventAttributeSchema.safeParse(newImage);
  const body = image.success ? envelopeText(image.data.event) : JSON.stringify(newImage ?? null);
  const attempts = [{ attempt: approximateInvokeCount, failedAt: now, errorCode: condition }];
  const kind = 'stream_record';
  return {
    queueName,
    letterId: sequenceNumber,
    kind,
    body,
    attempts,
    firstSeenAt: now,
    lastSeenAt: now,
    ...identityOf(body),
  };
}

const envelopeText = ({ detailType, source, detail }: z.infer<typeof eventAttributeSchema>['event']): string =>
  `{"detail-type":${JSON.stringify(detailType)},"source":${JSON.stringify(source)},"detail":${detail}}`;

function streamFailureOf(body: string): StreamFailure | undefined {
  try {
    return streamFailureSchema.safeParse(JSON.parse(body)).data;
  } catch {
    // Not JSON, so not what Lambda writes of a stream: an ordinary message that died.
    return undefined;
  }
}
