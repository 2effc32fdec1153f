import type { StoredLetter } from '../stores/dead-letter-store.ts';

/** A dead letter as a list shows it. */
export type LetterSummary = ReturnType<typeof summaryOfLetter>;

/** A dead letter as a list shows it: why and how often it failed and what it is about, without its body. */
export function summaryOfLetter(letter: StoredLetter) {
  const { queueName, letterId, kind, state, attempts, firstSeenAt, lastSeenAt, shopId, caseId, orderNumber } = letter;
  const about = { shopId, caseId, orderNumber };
  return { queueName, letterId, kind, state, attempts, firstSeenAt, lastSeenAt, ...about, replays: letter.replays };
}
