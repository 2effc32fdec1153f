import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same once they are stored: members that are missing and members that are `undefined` do not differ. */
export function isSameContent(a: unknown, b: unknown): boolean {
  const [textOfA, textOfB] = [JSON.stringify(a), JSON.stringify(b)];
  // Only when they differ can it be for no more than the order of members.
  return textOfA === textOfB || isDeepStrictEqual(stored(textOfA), stored(textOfB));
}

const stored = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
