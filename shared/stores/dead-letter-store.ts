import * as z from 'zod';
import { ConditionRefusedError, type Page, type Table } from '../ports/table.ts';
import { deadLetterKey, deadLettersList } from './keys.ts';
import { readPartition } from './partition.ts';

/** One try at a message that failed: which one, when, and the code of its error. */
export type FailedAttempt = Readonly<{ attempt: number; failedAt: string; errorCode: string }>;

/** What a dead letter is: a message of a queue, an event that its queue did not take, a schedule's call, or rows of the stream. */
export const deadLetterKinds = ['queue_message', 'undelivered_event', 'undelivered_schedule', 'stream_record'] as const;

/** A message that exhausted its retries, kept until somebody settles it. `letterId` is its natural key within its queue. */
export type DeadLetter = Readonly<{
  queueName: string;
  letterId: string;
  kind: (typeof deadLetterKinds)[number];
  body: string;
  attempts: readonly FailedAttempt[];
  firstSeenAt: string;
  lastSeenAt: string;
  shopId?: string | undefined;
  caseId?: string | undefined;
  orderNumber?: string | undefined;
}>;

const rowVersion = 1;
const attemptSchema = z.object({ attempt: z.int(), failedAt: z.string(), errorCode: z.string() });
const attemptRow = attemptSchema.extend({ schema: z.literal(rowVersion) });
const letterRow = z.object({
  schema: z.literal(rowVersion),
  queueName: z.string(),
  letterId: z.string(),
  kind: z.enum(deadLetterKinds),
  body: z.string(),
  attempts: z.array(attemptSchema),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  shopId: z.string().optional(),
  caseId: z.string().optional(),
  orderNumber: z.string().optional(),
});

// Longer than a queue and its dead-letter queue can keep a message, so that no attempt is forgotten before it counts.
const attemptKeptSeconds = 30 * 24 * 3600;
const attemptsOf = (letterId: string): string => `${letterId}#ATTEMPT#`;

/** Notes why a try at a message failed, so that its row can say so should the message die. Noting it again changes nothing. */
export async function noteFailedAttempt(
  table: Table,
  queueName: string,
  messageId: string,
  failed: FailedAttempt,
  failedAtEpochSeconds: number,
): Promise<void> {
  const { pk } = deadLetterKey(queueName, messageId);
  const sk = `${attemptsOf(messageId)}${String(failed.attempt).padStart(4, '0')}`;
  await table.put({ pk, sk, schema: rowVersion, ...failed, expiresAt: failedAtEpochSeconds + attemptKeptSeconds });
}

/** The failed tries at a message of a queue, first to last. */
export async function failedAttemptsOf(
  table: Table,
  queueName: string,
  messageId: string,
): Promise<readonly FailedAttempt[]> {
  const { pk } = deadLetterKey(queueName, messageId);
  const rows = await readPartition(table, pk, { kind: 'prefix', prefix: attemptsOf(messageId) });
  return rows.map((row) => {
    const { attempt, failedAt, errorCode } = attemptRow.parse(row);
    return { attempt, failedAt, errorCode };
  });
}

/** Stores a dead letter. One that is there already keeps its first row; only when it was last seen changes. */
export async function storeDeadLetter(table: Table, letter: DeadLetter): Promise<'stored' | 'known'> {
  const key = deadLetterKey(letter.queueName, letter.letterId);
  const workOrder = `${letter.firstSeenAt}#${letter.letterId}`;
  try {
    await table.put({ ...key, schema: rowVersion, ...letter, workKey: deadLettersList, workOrder }, { kind: 'absent' });
    return 'stored';
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
    await table.update({ key, set: { lastSeenAt: letter.lastSeenAt } });
    return 'known';
  }
}

/** Dead letters, oldest first, as far as the index has them by now. */
export async function listDeadLetters(table: Table, limit: number, cursor?: string): Promise<Page<DeadLetter>> {
  const page = await table.queryIndex('work', { partition: deadLettersList, limit, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => letterRow.parse(row)), cursor: page.cursor };
}
