import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalIssuer, createTokenSwap, type LocalIssuer } from '../../../../infra/local/local-issuer.ts';
import { tokenAuthenticator } from '../../../../shared/lambda/authenticate.ts';

const issuerUrl = 'http://127.0.0.1:8787/.local-issuer';
const audience = 'avoir-console';
const now = () => Date.UTC(2026, 0, 1);
const anIssuer = (dataFolder?: string) =>
  createLocalIssuer({ issuerUrl, audience, now, ...(dataFolder !== undefined && { dataFolder }) });
const keysOf = (issuer: LocalIssuer) => {
  const keySet: JSONWebKeySet = { keys: issuer.jwks().keys.map((key) => ({ kty: 'EC', ...key })) };
  return createLocalJWKSet(keySet);
};
const operator = { subject: 'op-1', groups: ['operator', 'shop:nl'], expiresInSeconds: 60 };

describe('the issuer on one machine', () => {
  let dataFolder: string;
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'avoir-issuer-'));
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  it('signs tokens that the authentication of every function accepts', async () => {
    const issuer = await anIssuer();
    const authenticator = tokenAuthenticator({ issuer: issuerUrl, audience }, keysOf(issuer), now);
    const caller = await authenticator(await issuer.sign(operator));
    expect(caller).toMatchObject({ subject: 'op-1', role: 'operator', seesAllShops: false });
    expect(caller.maySeeShop('nl')).toBe(true);
  });

  it('writes the claims of a Cognito id token', async () => {
    const issuer = await anIssuer();
    expect(decodeJwt(await issuer.sign(operator))).toMatchObject({
      token_use: 'id',
      sub: 'op-1',
      iss: issuerUrl,
      aud: audience,
      'cognito:groups': ['operator', 'shop:nl'],
      exp: now() / 1000 + 60,
    });
  });

  it('publishes nothing of its private key', async () => {
    const issuer = await anIssuer();
    expect(issuer.jwks().keys).toHaveLength(1);
    expect(issuer.jwks().keys[0]).not.toHaveProperty('d');
  });

  it('keeps its key across a restart, readable for nobody else', async () => {
    const token = await (await anIssuer(dataFolder)).sign(operator);
    const restarted = await anIssuer(dataFolder);
    await expect(jwtVerify(token, keysOf(restarted), { currentDate: new Date(now()) })).resolves.toBeDefined();
    expect(statSync(join(dataFolder, 'issuer-key.json')).mode & 0o077).toBe(0);
  });

  it('has another key in another folder', async () => {
    const token = await (await anIssuer(dataFolder)).sign(operator);
    const other = await anIssuer();
    await expect(jwtVerify(token, keysOf(other), { currentDate: new Date(now()) })).rejects.toThrow();
  });

  it.each([
    ['half a file', (text: string) => text.slice(0, 20)],
    ['no private part', (text: string) => text.replace('"d"', '"e"')],
  ])('says in one line which file is broken, and nothing of the key: %s', async (_, broken) => {
    await anIssuer(dataFolder);
    const path = join(dataFolder, 'issuer-key.json');
    writeFileSync(path, broken(readFileSync(path, 'utf8')));
    await expect(anIssuer(dataFolder)).rejects.toMatchObject({
      name: 'StartProblem',
      message: `${path} holds no signing key. Delete it and a new one is made.`,
    });
  });
});

describe('the token of this machine', () => {
  it('is swapped for a token of an administrator of all shops', async () => {
    const issuer = await anIssuer();
    const swap = createTokenSwap({ issuer, token: 'opaque', now });
    const authenticator = tokenAuthenticator({ issuer: issuerUrl, audience }, keysOf(issuer), now);
    const caller = await authenticator((await swap('opaque')) ?? '');
    expect(caller).toMatchObject({ role: 'admin', seesAllShops: true });
  });

  it.each(['', 'opaqu', 'opaque ', 'Opaque'])('is no other bearer: "%s" is left alone', async (bearer) => {
    expect(await createTokenSwap({ issuer: await anIssuer(), token: 'opaque' })(bearer)).toBeUndefined();
  });

  it('is signed once for many requests, and again before the signed one runs out', async () => {
    let signatures = 0;
    let elapsedSeconds = 0;
    const sign = async () => `jwt-${++signatures}`;
    const swap = createTokenSwap({ issuer: { sign }, token: 'opaque', now: () => elapsedSeconds * 1000 });
    expect(await Promise.all([swap('opaque'), swap('opaque')])).toEqual(['jwt-1', 'jwt-1']);
    elapsedSeconds = 599;
    expect(await swap('opaque')).toBe('jwt-1');
    elapsedSeconds = 600;
    expect(await swap('opaque')).toBe('jwt-2');
  });
});
