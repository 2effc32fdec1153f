import { beforeAll, describe, expect, it } from 'vitest';
import { authenticate, type Credentials, tokenAuthenticator } from '../../../../shared/lambda/authenticate.ts';
import { aTokenIssuer, expected, issuedAtMilliseconds, type TokenIssuer } from './token-issuer.ts';

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await aTokenIssuer();
});

const notAllowed = { status: 403, code: 'not_allowed' };
const tokenOf = (...groups: string[]) => issuer.sign({ 'cognito:groups': groups });
const session = async (...groups: string[]) => ['theme=dark', `__Host-avoir=${await tokenOf(...groups)}`];
const request = (credentials: Partial<Credentials>) =>
  authenticate(
    tokenAuthenticator(expected, issuer.keys, () => issuedAtMilliseconds),
    { routeKey: 'POST /shops/{shopId}/credit-notes', headers: {}, shopId: 'demo', ...credentials },
  );

describe('a request that a browser makes in a session', () => {
  const post = async (headers: Credentials['headers']) =>
    request({ headers: { host: 'avoir.example', ...headers }, cookies: await session('operator', 'shop:demo') });

  it('passes from a page of the same origin', async () => {
    await expect(post({ origin: 'https://avoir.example' })).resolves.toMatchObject({ role: 'operator' });
  });

  it.each([undefined, 'null', 'https://evil.example', 'https://avoir.example.evil.com'])(
    'is refused from %s when it writes',
    async (origin) => {
      await expect(post({ origin })).rejects.toMatchObject(notAllowed);
    },
  );

  it('may read from anywhere, for nobody else sees the answer', async () => {
    const cookies = await session('viewer', 'shop:demo');
    await expect(request({ routeKey: 'GET /shops', shopId: undefined, cookies })).resolves.toMatchObject({
      role: 'viewer',
    });
  });

  it('is judged by the bearer token where it has one', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('viewer', 'shop:demo')}`, host: 'a', origin: 'https://a' };
    await expect(request({ headers, cookies: await session('admin', 'shop:*') })).rejects.toMatchObject(notAllowed);
  });

  it('is refused for the neighbour’s shop', async () => {
    const headers = { host: 'a', origin: 'https://a' };
    const cookies = await session('admin', 'shop:other');
    await expect(request({ headers, cookies })).rejects.toMatchObject(notAllowed);
  });
});
