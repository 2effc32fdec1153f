import type { ReplayMark } from '../domain/dead-letter.ts';
import { ConditionRefusedError, type Table, TransactionRefusedError } from '../ports/table.ts';
import { writeOfAudit } from './audit-store.ts';
import { letterOf, type StoredLetter } from './dead-letter-store.ts';
import { deadLetterKey } from './keys.ts';

const unchanged = ({ version }: StoredLetter) => ({ kind: 'version_equals', version }) as const;
const nameOf = ({ queueName, letterId }: StoredLetter): string => `${queueName}/${letterId}`;

/** Claims a letter for a replay, if it is unchanged since it was read; answers it as claimed, or `lost_race`. */
export async function claimLetter(
  table: Table,
  letter: StoredLetter,
  claim: ReplayMark,
): Promise<StoredLetter | 'lost_race'> {
  const next = { version: letter.version + 1, state: 'replaying', claim } as const;
  try {
    await table.update({ key: deadLetterKey(letter), set: next, condition: unchanged(letter) });
    return { ...letter, ...next };
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
    // Perhaps what this very call stored, when its first answer was lost on the way.
    const existing = error.existing && letterOf(error.existing);
    const isOurs = existing?.claim?.replayId === claim.replayId && existing.claim.at === claim.at;
    return isOurs ? existing : 'lost_race';
  }
}

/** Says that a claimed letter went back, once and for ever: the row and the audit are one write. Nothing when it was changed meanwhile. */
export async function settleReplayed(
  table: Table,
  letter: StoredLetter,
  mark: ReplayMark,
  destination: string,
): Promise<void> {
  await settle(table, letter, { state: 'replayed', replays: [...letter.replays, mark] }, [
    writeOfAudit({
      shopId: letter.shopId,
      at: mark.at,
      by: mark.by,
      action: 'dead_letter_replayed',
      subject: nameOf(letter),
      details: { replayId: mark.replayId, destination },
    }),
  ]);
}

/** Gives a letter up, with who did it and why; `lost_race` when it was changed since it was read. */
export function settleDiscarded(
  table: Table,
  letter: StoredLetter,
  discarded: Readonly<{ by: string; at: string; reason: string }>,
): Promise<'settled' | 'lost_race'> {
  const { by, at, reason } = discarded;
  return settle(table, letter, { state: 'discarded', discarded }, [
    writeOfAudit({
      shopId: letter.shopId,
      at,
      by,
      action: 'dead_letter_discarded',
      subject: nameOf(letter),
      details: { reason },
    }),
  ]);
}

async function settle(
  table: Table,
  letter: StoredLetter,
  set: Partial<Pick<StoredLetter, 'state' | 'replays' | 'discarded'>>,
  audit: readonly ReturnType<typeof writeOfAudit>[],
): Promise<'settled' | 'lost_race'> {
  const leaves = {
    kind: 'update',
    key: deadLetterKey(letter),
    set: { version: letter.version + 1, ...set },
    remove: ['claim', 'workKey', 'workOrder'],
    condition: unchanged(letter),
  } as const;
  try {
    await table.transact([leaves, ...audit]);
    return 'settled';
  } catch (error) {
    if (error instanceof TransactionRefusedError) return 'lost_race';
    throw error;
  }
}

/** Opens a claimed letter again that could not be sent, with why; nothing when it was changed meanwhile. */
export async function releaseRefused(
  table: Table,
  letter: StoredLetter,
  refused: Readonly<{ failedAt: string; errorCode: string }>,
): Promise<void> {
  const attempt = (letter.attempts.at(-1)?.attempt ?? 0) + 1;
  try {
    await table.update({
      key: deadLetterKey(letter),
      set: { version: letter.version + 1, state: 'open', attempts: [...letter.attempts, { attempt, ...refused }] },
      remove: ['claim'],
      condition: unchanged(letter),
    });
  } catch (error) {
    if (!(error instanceof ConditionRefusedError)) throw error;
  }
}
