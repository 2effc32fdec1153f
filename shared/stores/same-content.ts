import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same once they are stored: members that are missing and members that are `undefined` do not differ. */
export const isSameContent = (a: unknown, b: unknown): boolean => isDeepStrictEqual(stored(a), stored(b));

const stored = (value: unknown): unknown => {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
};
