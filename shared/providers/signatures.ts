import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are equal, in a time that says nothing of where they differ or how long they are. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digestOf(given), digestOf(wanted));

/** Whether any of the signatures given is one of those wanted. All are compared, so that the time says nothing. */
export const isAnySigned = (given: readonly string[], wanted: readonly string[]): boolean =>
  given.flatMap((each) => wanted.map((one) => isSame(each, one))).includes(true);

/** HMAC-SHA256 over the parts of a message. */
export function hmacSha256(
  key: string | Uint8Array,
  parts: readonly (string | Uint8Array)[],
  encoding: 'hex' | 'base64',
): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest(encoding);
}
