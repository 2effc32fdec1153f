import { createHash, createHmac } from 'node:crypto';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { RequestHash } from '../../../../shared/adapters/request-hash.ts';

const bytes = fc.uint8Array({ maxLength: 200 });
const chunks = fc.array(fc.oneof(bytes, fc.string()), { maxLength: 5 });

const digestOf = async (hash: RequestHash, parts: readonly (string | Uint8Array)[]): Promise<Buffer> => {
  for (const part of parts) hash.update(part);
  return Buffer.from(await hash.digest());
};

describe('the hash of a request', () => {
  test.prop([chunks])('is SHA-256 of all that it was given, also when it begins again', async (parts) => {
    const expected = parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    const hash = new RequestHash();
    expect(await digestOf(hash, parts)).toEqual(expected);
    hash.reset();
    expect(await digestOf(hash, parts)).toEqual(expected);
  });

  test.prop([fc.oneof(bytes, fc.string()), chunks])('is HMAC-SHA-256 with a secret', async (secret, parts) => {
    const expected = parts.reduce((hash, part) => hash.update(part), createHmac('sha256', secret)).digest();
    const hash = new RequestHash(secret);
    expect(await digestOf(hash, parts)).toEqual(expected);
    hash.reset();
    expect(await digestOf(hash, parts)).toEqual(expected);
  });

  test.prop([bytes, fc.nat({ max: 20 })])('takes a part of a buffer for that part alone', async (secret, offset) => {
    const within = new Uint8Array(secret.length + offset + 3).fill(7);
    within.set(secret, offset);
    const view = new DataView(within.buffer, offset, secret.length);
    const alone = new Uint8Array(secret).buffer;
    expect(await digestOf(new RequestHash(view), ['x'])).toEqual(createHmac('sha256', secret).update('x').digest());
    expect(await digestOf(new RequestHash(alone), ['x'])).toEqual(createHmac('sha256', secret).update('x').digest());
  });
});
