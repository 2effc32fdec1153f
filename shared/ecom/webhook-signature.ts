import { createHash, timingSafeEqual } from 'node:crypto';

const md5 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are equal, in a time that says nothing of where they differ or how long they are. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** Whether a key opens the door. All keys are compared, so that the time does not say which one it was. */
export const isOneOf = (given: string, keys: readonly string[]): boolean =>
  keys.map((key) => isSame(given, key)).includes(true);

/** What can be said of a webhook's signature. */
export type SignatureVerdict = 'good' | 'wrong' | 'missing';

/**
 * The one place that knows how a webhook is signed, which nobody has shown: md5 over the raw body and the API secret
 * (assumption `webhookSignature`). What is signed is still never believed: the order is read from eCom.
 */
export function signatureVerdict(
  rawBody: Uint8Array,
  signature: string | undefined,
  apiSecret: string,
): SignatureVerdict {
  if (signature === undefined || signature === '') return 'missing';
  return isSame(signature.trim().toLowerCase(), md5(rawBody, apiSecret)) ? 'good' : 'wrong';
}
