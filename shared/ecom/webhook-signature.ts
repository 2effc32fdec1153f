import { createHash } from 'node:crypto';
import { isAnyOf } from '../webhooks/same-secret.ts';

const md5 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

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
  return isAnyOf([signature.trim().toLowerCase()], [md5(rawBody, apiSecret)]) ? 'good' : 'wrong';
}
