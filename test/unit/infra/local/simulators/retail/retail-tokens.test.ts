import { describe, expect, it } from 'vitest';
import { type Answer, accountId, origin, type SomeRetail, someRetail } from './some-retail.ts';

const credentials = { client_id: 'avoir', client_secret: 'hush', grant_type: 'refresh_token' };
const withRefresh = (scopes?: readonly string[]) =>
  someRetail({
    account: {
      grants: [
        {
          clientId: 'avoir',
          clientName: 'Refund bridge',
          employeeId: '7',
          clientSecret: 'hush',
          refreshToken: 'first',
          ...(scopes && { scopes }),
        },
      ],
    },
  });
const renew = (some: SomeRetail, refreshToken: unknown, more: Record<string, string> = {}) =>
  some.send('POST', `${origin}/auth/oauth/token`, { body: { ...credentials, refresh_token: refreshToken, ...more } });
const use = (some: SomeRetail, { body }: Answer, endpoint = 'Sale') =>
  some.send('GET', `${origin}/API/V3/Account/${accountId}/${endpoint}.json`, { token: String(body.access_token) });

describe('tokens', () => {
  it('come as a pair, and the old refresh token dies when the new access token is first used', () => {
    const some = withRefresh();
    const pair = renew(some, 'first');
    expect(pair.body).toMatchObject({ token_type: 'Bearer', expires_in: 1800 });
    expect(renew(some, 'first').status).toBe(200);
    expect(use(some, pair).status).toBe(200);
    expect(renew(some, 'first')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(renew(some, pair.body.refresh_token).status).toBe(200);
  });

  it('expire after half an hour, which is told apart from being revoked', () => {
    const some = withRefresh();
    const pair = renew(some, 'first');
    some.pass(1800);
    expect(use(some, pair)).toMatchObject({
      status: 401,
      body: { error: 'access_denied', hint: expect.stringMatching(/verified/) },
    });
    expect(use(some, { ...pair, body: { access_token: 'made up' } })).toMatchObject({
      status: 401,
      body: { hint: expect.stringMatching(/revoked/) },
    });
  });

  it('are lost when nobody renews them for thirty days', () => {
    const some = withRefresh();
    const pair = renew(some, 'first');
    some.pass(30 * 86_400);
    expect(renew(some, pair.body.refresh_token).status).toBe(400);
  });

  it('are given to the program alone that they belong to', () => {
    const some = withRefresh();
    expect(renew(some, 'first', { client_secret: 'guessed' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(renew(some, undefined)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(renew(some, 'first', { grant_type: 'password' }).status).toBe(400);
  });

  it('are asked for as a form too', () => {
    const { retail, now } = withRefresh();
    const body = new URLSearchParams({ ...credentials, refresh_token: 'first' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(retail.handle({ method: 'POST', url: `${origin}/auth/oauth/token`, headers, body }, now())).toMatchObject({
      status: 200,
    });
  });

  it('open only what their scopes say', () => {
    const some = withRefresh(['employee:register']);
    const pair = renew(some, 'first');
    expect(use(some, pair).status).toBe(200);
    expect(use(some, pair, 'InventoryLog')).toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/inventory_log/) },
    });
  });
});
