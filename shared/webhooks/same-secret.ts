import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digestOf(given), digestOf(wanted));

/**
 * Whether any of the texts given is one of those wanted, in a time that says nothing of where they differ, how long they
 * are or which one it was: all are compared. Of none wanted nothing is one.
 */
export const isAnyOf = (given: readonly string[], wanted: readonly string[]): boolean =>
  given.flatMap((each) => wanted.map((one) => isSame(each, one))).includes(true);
