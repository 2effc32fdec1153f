import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256 over the canonical JSON (RFC 8785) of a value: equal for equal content, whatever the order of its members.
 * Members that are `undefined` do not count.
 */
export function contentHashOf(content: unknown): string {
  const canonical = canonicalize(content);
  if (canonical === undefined) throw new TypeError('Not JSON.');
  return hash('sha256', canonical, 'base64url');
}
