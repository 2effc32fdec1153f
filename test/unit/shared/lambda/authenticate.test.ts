import { errors, generateKeyPair, type JWTVerifyGetKey, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { authenticate, type Credentials, tokenAuthenticator } from '../../../../shared/lambda/authenticate.ts';
import { routes } from '../../../../shared/lambda/routes.ts';
import { aTokenIssuer, claims, expected, issuedAtMilliseconds, type TokenIssuer } from './token-issuer.ts';

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await aTokenIssuer();
});

const atIssue = () => issuedAtMilliseconds;
const authenticator = (keys: JWTVerifyGetKey = issuer.keys, now = atIssue) => tokenAuthenticator(expected, keys, now);
const callerOf = async (changes: Parameters<typeof claims>[0] = {}) => authenticator()(await issuer.sign(changes));

const notSignedIn = { status: 401, code: 'not_signed_in', headers: { 'www-authenticate': 'Bearer' } };
const notAllowed = { status: 403, code: 'not_allowed' };
const keysUnavailable = { status: 503, code: 'keys_unavailable', headers: { 'retry-after': '2' } };

describe('a token', () => {
  it.each(['RS256', 'ES256'] as const)('says who calls, when the issuer signed it with %s', async (algorithm) => {
    const { keys, sign } = await aTokenIssuer(algorithm);
    const caller = await authenticator(keys)(await sign());
    expect(caller).toMatchObject({ subject: 'user-1', role: 'operator', seesAllShops: false });
  });

  it.each([
    ['is of another issuer', { iss: 'https://issuer.example/other' }],
    ['names no issuer', { iss: undefined }],
    ['is meant for another program', { aud: 'other' }],
    ['is meant for nobody', { aud: undefined }],
    ['was issued to another program', { aud: undefined, client_id: 'other' }],
    ['is meant for another program, although ours asked for it', { aud: 'other', client_id: 'console' }],
    ['has expired', { exp: issuedAtMilliseconds / 1000 }],
    ['never expires', { exp: undefined }],
    ['is not good yet', { nbf: issuedAtMilliseconds / 1000 + 60 }],
    ['names nobody', { sub: undefined }],
    ['names nobody in particular', { sub: '' }],
    ['has groups that are no list', { 'cognito:groups': 'admin' }],
  ])('is refused when it %s', async (_, changes) => {
    await expect(callerOf(changes)).rejects.toMatchObject(notSignedIn);
  });

  it.each([
    ['audience of an id token', { aud: 'console' }],
    ['one of several audiences', { aud: ['other', 'console'] }],
    ['client of an access token', { aud: undefined, client_id: 'console' }],
  ])('is meant for us by the %s', async (_, changes) => {
    await expect(callerOf(changes)).resolves.toMatchObject({ subject: 'user-1' });
  });

  it('is refused when somebody else signed it, even under the name of our key', async () => {
    const forger = await aTokenIssuer();
    await expect(authenticator()(await forger.sign())).rejects.toMatchObject(notSignedIn);
  });

  it('is refused when it is signed with a key that the issuer does not have', async () => {
    const stranger = await aTokenIssuer('ES256', 'key-2');
    await expect(authenticator()(await stranger.sign())).rejects.toMatchObject(notSignedIn);
  });

  it('is refused when its content was changed after it was signed', async () => {
    const [head, , signature] = (await issuer.sign()).split('.');
    const [, promoted] = (await issuer.sign({ 'cognito:groups': ['admin', 'shop:*'] })).split('.');
    await expect(authenticator()(`${head}.${promoted}.${signature}`)).rejects.toMatchObject(notSignedIn);
  });

  it('is refused when it is not signed at all', async () => {
    await expect(authenticator()(new UnsecuredJWT(claims()).encode())).rejects.toMatchObject(notSignedIn);
  });

  it('is refused when it is signed with a shared secret instead of a key pair', async () => {
    const secret = new TextEncoder().encode('public key of the issuer, which everybody can read');
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret);
    await expect(authenticator(async () => secret)(token)).rejects.toMatchObject(notSignedIn);
  });

  it('is refused when it is signed by a method that is not agreed, with whatever key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('PS256');
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'PS256', kid: 'key-1' }).sign(privateKey);
    await expect(authenticator(async () => publicKey)(token)).rejects.toMatchObject(notSignedIn);
  });

  it.each(['', 'a', 'a.b', 'a.b.c', 'a.b.c.d', '{}.{}.{}', 'é.é.é'])('is refused when it is none: %j', async (text) => {
    await expect(authenticator()(text)).rejects.toMatchObject(notSignedIn);
  });

  it.each([
    ['the issuer does not answer', new TypeError('fetch failed')],
    ['the issuer answers too late', new errors.JWKSTimeout()],
    ['the issuer answers an error', new errors.JOSEError('Expected 200 OK')],
    ['the issuer answers no keys', new errors.JWKSInvalid('JSON Web Key Set malformed')],
  ])('is neither good nor bad while %s', async (_, error) => {
    const token = await issuer.sign();
    const unreachable = authenticator(() => Promise.reject(error));
    await expect(unreachable(token)).rejects.toMatchObject({ ...keysUnavailable, cause: error });
  });
});

describe('a token that was verified', () => {
  function countingKeys() {
    const asked = { times: 0 };
    const keys: JWTVerifyGetKey = (header, token) => {
      asked.times += 1;
      return issuer.keys(header, token);
    };
    return { asked, keys };
  }

  it('is not verified again', async () => {
    const { asked, keys } = countingKeys();
    const known = authenticator(keys);
    const token = await issuer.sign();
    expect(await known(token)).toEqual(await known(token));
    expect(asked.times).toBe(1);
  });

  it('is refused from the second on in which it expires', async () => {
    let now = issuedAtMilliseconds;
    const known = authenticator(issuer.keys, () => now);
    const token = await issuer.sign();
    await known(token);
    now += 3600 * 1000 - 1;
    await expect(known(token)).resolves.toMatchObject({ subject: 'user-1' });
    now += 1;
    await expect(known(token)).rejects.toMatchObject(notSignedIn);
  });

  it('is forgotten when five hundred others were verified since', async () => {
    const { asked, keys } = countingKeys();
    const known = authenticator(keys);
    const first = await issuer.sign();
    await known(first);
    for (let other = 0; other < 500; other += 1) await known(await issuer.sign({ jti: String(other) }));
    await known(first);
    expect(asked.times).toBe(502);
  });

  it('leaves no trace when it was refused', async () => {
    const { asked, keys } = countingKeys();
    const known = authenticator(keys);
    const expired = await issuer.sign({ exp: 1 });
    await expect(known(expired)).rejects.toMatchObject(notSignedIn);
    await expect(known(expired)).rejects.toMatchObject(notSignedIn);
    expect(asked.times).toBe(2);
  });
});

describe('the groups of a caller', () => {
  it.each([
    ['viewer', ['viewer']],
    ['operator', ['operator', 'viewer']],
    ['admin', ['viewer', 'admin', 'operator']],
  ] as const)('make them the highest of their roles: %s', async (role, groups) => {
    expect(await callerOf({ 'cognito:groups': groups })).toMatchObject({ role });
  });

  it.each([
    ['none', []],
    ['no claim at all', undefined],
    ['only shops', ['shop:demo', 'shop:*']],
    ['words that only look like a role', ['Admin', 'admins', ' admin']],
  ])('let them do nothing without a role: %s', async (_, groups) => {
    await expect(callerOf({ 'cognito:groups': groups })).rejects.toMatchObject(notAllowed);
  });

  it('show the shops that they name, and no other', async () => {
    const caller = await callerOf({ 'cognito:groups': ['viewer', 'shop:demo', 'shop:second'] });
    expect(['demo', 'second', 'third', 'dem', '*', ''].filter(caller.maySeeShop)).toEqual(['demo', 'second']);
    expect(caller.seesAllShops).toBe(false);
  });

  it('show no shop to somebody in the highest role who is in none', async () => {
    const caller = await callerOf({ 'cognito:groups': ['admin'] });
    expect(caller.maySeeShop('demo')).toBe(false);
  });

  it('show every shop with the star', async () => {
    const caller = await callerOf({ 'cognito:groups': ['viewer', 'shop:*'] });
    expect(caller).toMatchObject({ seesAllShops: true });
    expect(caller.maySeeShop('any')).toBe(true);
  });
});

describe('a request', () => {
  const bearer = async (...groups: string[]) => `Bearer ${await issuer.sign({ 'cognito:groups': groups })}`;
  const request = (authorization: string | undefined, changes: Partial<Credentials> = {}) =>
    authenticate(authenticator(), {
      routeKey: 'POST /shops/{shopId}/credit-notes',
      headers: { authorization },
      shopId: 'demo',
      ...changes,
    });

  it('passes with the role and the shop that its route asks for', async () => {
    await expect(request(await bearer('operator', 'shop:demo'))).resolves.toMatchObject({ role: 'operator' });
  });

  it('passes however the word Bearer is written', async () => {
    const authorization = (await bearer('operator', 'shop:demo')).replace('Bearer', 'bEARER');
    await expect(request(authorization)).resolves.toMatchObject({ role: 'operator' });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a b'])(
    'is refused without a bearer token: %j',
    async (authorization) => {
      await expect(request(authorization)).rejects.toMatchObject(notSignedIn);
    },
  );

  it('is refused in a role below that of its route', async () => {
    await expect(request(await bearer('viewer', 'shop:demo'))).rejects.toMatchObject(notAllowed);
  });

  it.each(['demo', 'a-shop-that-nobody-has'])('is refused for a shop that is not theirs: %s', async (shopId) => {
    await expect(request(await bearer('admin', 'shop:other'), { shopId })).rejects.toMatchObject(notAllowed);
  });

  it('is refused where the path of a route in a shop names none', async () => {
    await expect(request(await bearer('admin', 'shop:*'), { shopId: undefined })).rejects.toMatchObject(notAllowed);
  });

  it('passes a route of all shops without a shop; what it shows is for the caller to see', async () => {
    const caller = await request(await bearer('viewer', 'shop:demo'), { routeKey: 'GET /shops', shopId: undefined });
    expect(caller?.maySeeShop('other')).toBe(false);
  });

  it('is asked nothing on an open route', async () => {
    await expect(request(undefined, { routeKey: 'GET /healthz', shopId: undefined })).resolves.toBeUndefined();
  });

  it('fails as a fault of ours on a route that nobody has said the access of', async () => {
    const failure = request(await bearer('admin', 'shop:*'), { routeKey: 'GET /forgotten' });
    await expect(failure).rejects.toThrow('nobody has said the access');
  });

  it.each(routes.filter(({ access }) => access !== 'open').map(({ method, path }) => `${method} ${path}`))(
    'is refused without a token on %s',
    async (routeKey) => {
      await expect(request(undefined, { routeKey })).rejects.toMatchObject(notSignedIn);
    },
  );
});
