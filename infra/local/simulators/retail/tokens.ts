import { createHash } from 'node:crypto';
import type { GrantSettings } from './account-settings.ts';

/** Who sends a request, as its token says. */
export type Caller = Readonly<{ accountId: string; grant: GrantSettings }>;

/** What the token endpoint answers: a status and a body. */
export type TokenAnswer = Readonly<{ status: number; body: unknown }>;

/** The tokens of all accounts. */
export type Tokens = Readonly<{
  /** Who bears the access token, or why it is turned down. Its first use revokes the refresh token that it was made with. */
  callerOf(accessToken: string, now: number): Caller | 'expired' | 'unknown';
  /** Answers a request to the token endpoint. */
  exchange(parameters: Readonly<Record<string, unknown>>, now: number): TokenAnswer;
  /** Rises with each change. */
  changes(): number;
}>;

type Refresh = { caller: Caller; lastUsedAt: number };
type Access = { caller: Caller; expiresAt: number; madeWith: string | undefined };

const accessTokenSeconds = 1800;
const refreshTokenMilliseconds = 30 * 24 * 3_600_000;

/** Tokens of grants that were made when the account was. */
export function tokensOf(grants: readonly Caller[]): Tokens {
  const access = new Map<string, Access>();
  const refresh = new Map<string, Refresh>();
  let issued = 0;
  let changes = 0;
  for (const caller of grants) {
    const { accessToken, refreshToken } = caller.grant;
    if (accessToken !== undefined)
      access.set(accessToken, { caller, expiresAt: Number.POSITIVE_INFINITY, madeWith: undefined });
    if (refreshToken !== undefined) refresh.set(refreshToken, { caller, lastUsedAt: 0 });
  }

  function issue(kind: 'access' | 'refresh'): string {
    issued += 1;
    return createHash('sha256').update(`${kind}/${issued}`).digest('hex');
  }

  return {
    callerOf(accessToken, now) {
      const token = access.get(accessToken);
      if (token === undefined) return 'unknown';
      if (token.expiresAt <= now) return 'expired';
      if (token.madeWith !== undefined) {
        refresh.delete(token.madeWith);
        token.madeWith = undefined;
        changes += 1;
      }
      return token.caller;
    },
    exchange(parameters, now) {
      const {
        grant_type: grantType,
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: secret,
      } = parameters;
      if (grantType !== 'refresh_token') return refused('unsupported_grant_type', 'The grant type is not supported.');
      if (typeof refreshToken !== 'string') return refused('invalid_request', 'The refresh token is missing.');
      const known = refresh.get(refreshToken);
      const isAlive = known && (known.lastUsedAt === 0 || now - known.lastUsedAt < refreshTokenMilliseconds);
      if (!(known && isAlive)) return refused('invalid_grant', 'The refresh token is invalid.');
      const { grant } = known.caller;
      if (grant.clientId !== clientId || (grant.clientSecret !== undefined && grant.clientSecret !== secret))
        return { ...refused('invalid_client', 'Client authentication failed.'), status: 401 };
      const pair = { accessToken: issue('access'), refreshToken: issue('refresh') };
      access.set(pair.accessToken, {
        caller: known.caller,
        expiresAt: now + accessTokenSeconds * 1000,
        madeWith: refreshToken,
      });
      refresh.set(pair.refreshToken, { caller: known.caller, lastUsedAt: now });
      changes += 1;
      return {
        status: 200,
        body: {
          token_type: 'Bearer',
          expires_in: accessTokenSeconds,
          access_token: pair.accessToken,
          refresh_token: pair.refreshToken,
        },
      };
    },
    changes: () => changes,
  };
}

const refused = (error: string, description: string): TokenAnswer => ({
  status: 400,
  body: { error, error_description: description },
});
