import { isClaimedByAnother, type LetterName } from '../../shared/domain/dead-letter.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import { settleDiscarded } from '../../shared/stores/dead-letter-replaying.ts';
import { readDeadLetter, type StoredLetter } from '../../shared/stores/dead-letter-store.ts';
import { LetterContendedError } from '../../shared/stores/letter-contended-error.ts';

const mostTries = 3;

/**
 * Gives a letter up, with who did it and why. Doing it again changes nothing. A letter that is being sent, or was, is
 * not given up: the answer is then the letter as it is.
 */
export async function discardDeadLetter(
  { table, clock }: Readonly<{ table: Table; clock: Clock }>,
  name: LetterName,
  { by, reason }: Readonly<{ by: string; reason: string }>,
): Promise<StoredLetter | undefined> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const at = clock.now();
    const letter = await readDeadLetter(table, name);
    if (letter === undefined || letter.state === 'discarded' || letter.state === 'replayed') return letter;
    if (isClaimedByAnother(letter.claim, { replayId: '', by, at })) return letter;
    const outcome = await settleDiscarded(table, letter, { by, at, reason });
    if (outcome === 'settled') return { ...letter, state: 'discarded', discarded: { by, at, reason } };
  }
  throw new LetterContendedError('The row of a dead letter was changed by others again and again.');
}
