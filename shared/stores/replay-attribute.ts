import type { LetterName } from '../domain/dead-letter.ts';

/** Name of the message attribute that says for which dead letter a message was sent again. */
export const replayAttribute = 'DeadLetter';

/** What the attribute holds: queue and letter, neither of which can hold a slash. */
export const textOfReplayedLetter = ({ queueName, letterId }: LetterName): string => `${queueName}/${letterId}`;

/** The letter that an attribute names; `undefined` for a message that no replay sent. */
export function replayedLetterIn(text: string | undefined): LetterName | undefined {
  const [queueName, letterId, ...rest] = (text ?? '').split('/');
  return queueName && letterId && rest.length === 0 ? { queueName, letterId } : undefined;
}
