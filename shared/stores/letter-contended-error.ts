/** Others keep changing the row of a dead letter or of a replay: what was asked for did not happen, and may be asked for again. */
export class LetterContendedError extends Error {
  override readonly name = 'LetterContendedError';
}
