import * as z from 'zod';
import {
  type DeadLetter,
  type DeadLetterState,
  deadLetterKinds,
  deadLetterStates,
  joinedAttempts,
  type LetterName,
  type ReplayMark,
} from '../domain/dead-letter.ts';
import { ConditionRefusedError, type Page, type Row, type Table } from '../ports/table.ts';
import { attemptSchema } from './failed-attempt-store.ts';
import { deadLetterKey, deadLettersList } from './keys.ts';
import { LetterContendedError } from './letter-contended-error.ts';

/** A dead letter as it is stored: its state, the claim of the replay that is at it, and every replay and discard before. */
export type StoredLetter = DeadLetter &
  Readonly<{
    version: number;
    state: DeadLetterState;
    messageIds: readonly string[];
    claim?: ReplayMark | undefined;
    replays: readonly ReplayMark[];
    discarded?: Readonly<{ by: string; at: string; reason: string }> | undefined;
  }>;

const rowVersion = 1;
const markSchema = z.object({ replayId: z.string(), by: z.string(), at: z.string() });
/** Parses the stored dead letter. */
export const letterRow = z.object({
  schema: z.literal(rowVersion),
  version: z.int().positive(),
  state: z.enum(deadLetterStates),
  queueName: z.string(),
  letterId: z.string(),
  kind: z.enum(deadLetterKinds),
  body: z.string(),
  attempts: z.array(attemptSchema),
  messageIds: z.array(z.string()),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  targetQueueName: z.string().optional(),
  shopId: z.string().optional(),
  caseId: z.string().optional(),
  orderNumber: z.string().optional(),
  claim: markSchema.optional(),
  replays: z.array(markSchema),
  discarded: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
}) satisfies z.ZodType<StoredLetter>;

const placeInList = ({ firstSeenAt, letterId }: DeadLetter) => ({
  workKey: deadLettersList,
  workOrder: `${firstSeenAt}#${letterId}`,
});

/** Stores a dead letter. One that is there already keeps its first row; only when it was last seen changes. */
export async function storeDeadLetter(table: Table, letter: DeadLetter): Promise<'stored' | 'known'> {
  const key = deadLetterKey(letter);
  const life = { version: 1, state: 'open', messageIds: [letter.letterId], replays: [] } as const;
  try {
    await table.put({ ...key, schema: rowVersion, ...letter, ...life, ...placeInList(letter) }, { kind: 'absent' });
    return 'stored';
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
    await table.update({ key, set: { lastSeenAt: letter.lastSeenAt } });
    return 'known';
  }
}

const mostReopenings = 5;

/**
 * Opens a letter again whose replay died as another message, with what that one failed of. A message that was seen
 * before adds nothing. `unknown` when there is no such letter: then the message is one of its own.
 */
export async function reopenDeadLetter(
  table: Table,
  name: LetterName,
  died: Pick<DeadLetter, 'attempts' | 'lastSeenAt'> & Readonly<{ messageId: string }>,
): Promise<StoredLetter | 'unknown'> {
  const key = deadLetterKey(name);
  for (let reopening = 0; reopening < mostReopenings; reopening += 1) {
    const letter = await readDeadLetter(table, name);
    if (letter === undefined) return 'unknown';
    if (letter.messageIds.includes(died.messageId)) return letter;
    const next = {
      version: letter.version + 1,
      state: 'open',
      attempts: joinedAttempts(letter.attempts, died.attempts),
      messageIds: [...letter.messageIds, died.messageId],
      lastSeenAt: died.lastSeenAt,
    } as const;
    try {
      const condition = { kind: 'version_equals', version: letter.version } as const;
      await table.update({ key, set: { ...next, ...placeInList(letter) }, remove: ['claim'], condition });
      return { ...letter, ...next };
    } catch (error) {
      if (!(error instanceof ConditionRefusedError)) throw error;
    }
  }
  throw new LetterContendedError('The row of a dead letter was changed by others again and again.');
}

/** Reads one letter, strongly consistent. */
export async function readDeadLetter(table: Table, name: LetterName): Promise<StoredLetter | undefined> {
  const row = await table.get(deadLetterKey(name));
  return row && letterRow.parse(row);
}

/** Parses the row of a letter that was read or stood in the way of a write. */
export const letterOf = (row: Row): StoredLetter => letterRow.parse(row);

/** Letters that wait for somebody, oldest first, as far as the index has them by now. */
export async function listDeadLetters(table: Table, limit: number, cursor?: string): Promise<Page<StoredLetter>> {
  const page = await table.queryIndex('work', { partition: deadLettersList, limit, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map(letterOf).filter(isWaiting), cursor: page.cursor };
}

/** Whether a letter waits for somebody: the index may still name one that no longer does. */
const isWaiting = ({ state }: StoredLetter): boolean => state === 'open' || state === 'replaying';
