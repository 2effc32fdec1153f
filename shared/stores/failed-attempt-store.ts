import * as z from 'zod';
import type { FailedAttempt } from '../domain/dead-letter.ts';
import type { Table } from '../ports/table.ts';
import { deadLetterKey } from './keys.ts';
import { readPartition } from './partition.ts';

const rowVersion = 1;

/** Parses one failed try as it is stored. */
export const attemptSchema = z.object({
  attempt: z.int(),
  failedAt: z.string(),
  errorCode: z.string(),
}) satisfies z.ZodType<FailedAttempt>;
const attemptRow = attemptSchema.extend({ schema: z.literal(rowVersion) });

// Longer than a queue and its dead-letter queue can keep a message, so that no attempt is forgotten before it counts.
const attemptKeptSeconds = 30 * 24 * 3600;
const attemptsOf = (messageId: string): string => `${messageId}#ATTEMPT#`;

/** Notes why a try at a message failed, so that its row can say so should the message die. Noting it again changes nothing. */
export async function noteFailedAttempt(
  table: Table,
  queueName: string,
  messageId: string,
  failed: FailedAttempt,
  failedAtEpochSeconds: number,
): Promise<void> {
  const { pk } = deadLetterKey({ queueName, letterId: messageId });
  const sk = `${attemptsOf(messageId)}${String(failed.attempt).padStart(4, '0')}`;
  await table.put({ pk, sk, schema: rowVersion, ...failed, expiresAt: failedAtEpochSeconds + attemptKeptSeconds });
}

/** The failed tries at a message of a queue, first to last. */
export async function failedAttemptsOf(
  table: Table,
  queueName: string,
  messageId: string,
): Promise<readonly FailedAttempt[]> {
  const { pk } = deadLetterKey({ queueName, letterId: messageId });
  const rows = await readPartition(table, pk, { kind: 'prefix', prefix: attemptsOf(messageId) });
  return rows.map((row) => {
    const { attempt, failedAt, errorCode } = attemptRow.parse(row);
    return { attempt, failedAt, errorCode };
  });
}
