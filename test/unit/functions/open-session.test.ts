import { describe, expect, it } from 'vitest';
import { sessionEndpoints } from '../../../functions/open-session/open-session.ts';
import { ProblemError } from '../../../shared/lambda/problem.ts';
import { type SignIn, SignInFailedError } from '../../../shared/lambda/sign-in.ts';

/** An issuer that knows one sign-in: state `s1`, code `c1`. */
const issuer: SignIn = {
  begin: async (redirectUri) => ({ url: `https://issuer.example/authorize?to=${redirectUri}`, memory: 's1.v1' }),
  async finish({ parameters, memory, redirectUri }) {
    const isRight = parameters.code === 'c1' && memory === 's1.v1' && redirectUri === 'https://avoir.example/signed-in';
    if (!isRight) throw new SignInFailedError('Not this one.');
    return { idToken: 'the-token', expiresInSeconds: 3600 };
  },
};

const endpoints = sessionEndpoints(issuer);
const headers = { host: 'avoir.example', 'x-forwarded-proto': 'https' };
async function call(route: string, { query = {}, cookies }: { query?: object; cookies?: readonly string[] } = {}) {
  const endpoint = endpoints[route];
  if (endpoint === undefined) throw new Error('There is no such route.');
  return endpoint({ path: {}, query, body: undefined, caller: undefined, headers, cookies });
}

describe('signing in', () => {
  it('leads to the issuer, and remembers in a cookie of minutes what must come back', async () => {
    const { status, headers: answered, cookies } = await call('GET /sign-in');
    expect([status, answered?.location]).toEqual([
      303,
      'https://issuer.example/authorize?to=https://avoir.example/signed-in',
    ]);
    expect(cookies).toEqual(['__Host-avoir-signing-in=s1.v1; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax']);
  });

  it('turns the answer of the issuer into a session that ends when its token does', async () => {
    const answer = await call('GET /signed-in', {
      query: { code: 'c1', state: 's1' },
      cookies: ['other=1', '__Host-avoir-signing-in=s1.v1'],
    });
    expect(answer.headers?.location).toBe('/');
    expect(answer.cookies?.[0]).toBe('__Host-avoir=the-token; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax');
  });

  it.each([
    ['no sign-in began here', { query: { code: 'c1' } }],
    ['another one began here', { query: { code: 'c1' }, cookies: ['__Host-avoir-signing-in=s2.v2'] }],
    ['the issuer does not know the code', { query: { code: 'c2' }, cookies: ['__Host-avoir-signing-in=s1.v1'] }],
  ])('is refused where %s', async (_, given) => {
    const refused = await call('GET /signed-in', given).catch((error: unknown) => error);
    expect(refused instanceof ProblemError && refused.code).toBe('sign_in_failed');
  });

  it('ends by taking the cookie away', async () => {
    expect((await call('POST /sign-out')).cookies?.[0]).toContain('__Host-avoir=; Max-Age=0');
  });
});
