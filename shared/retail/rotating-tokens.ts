import { createHash } from 'node:crypto';
import { secondsAfter, secondsBetween } from '../domain/instants.ts';
import { type RetailAssumptions, retailAssumptions } from '../domain/retail-assumptions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Table } from '../ports/table.ts';
import {
  claimRenewal,
  type RetailTokenPair,
  readTokens,
  type StoredTokens,
  saveTokenPair,
  type TokensKey,
} from '../stores/retail-token-store.ts';
import { RetailLimitedError, RetailUnauthorisedError } from './retail-errors.ts';
import type { RetailTokens } from './retail-tokens.ts';
import { type RetailOauthSecrets, requestTokenPair } from './token-endpoint.ts';

/** What a pair of tokens is kept and renewed with. */
export type RotatingTokensDependencies = Readonly<{
  table: Table;
  http: Http;
  clock: Clock;
  accountId: string;
  secrets: RetailOauthSecrets;
  assumptions?: RetailAssumptions;
}>;

/** Tokens that are renewed as they expire, and can be renewed before they die of not being used. */
export type RotatingTokens = RetailTokens & Readonly<{ keepAlive(): Promise<'fresh' | 'renewed'> }>;

// Longer than the token endpoint is waited for; when it is over, whoever claimed is taken to be gone.
const claimSeconds = 20;
// A pair is renewed before it expires, so that a token does not run out between asking and being asked.
const mostMarginSeconds = 60;
// A token that is refused although it is this young is not renewed again: Retail blocks who renews too often.
const refusedYoungSeconds = 60;
// Refresh tokens die after 30 days without use; a week leaves three chances and an alarm's time before that.
const keepAliveSeconds = 7 * 86_400;

/**
 * The tokens of an account whose refresh token rotates. A new pair is stored before it is used and one process renews at
 * a time, whichever way it dies: until the new access token is used, the old refresh token can be sent again.
 */
export function rotatingTokens(dependencies: RotatingTokensDependencies): RotatingTokens {
  const { table, http, clock, accountId, secrets, assumptions = retailAssumptions } = dependencies;
  const key: TokensKey = { accountId, origin: fingerprintOf(secrets.refreshToken) };
  let held: RetailTokenPair | undefined;
  let renewing: Promise<RetailTokenPair> | undefined;

  const hold = (pair: RetailTokenPair): RetailTokenPair => {
    held = pair;
    return pair;
  };

  // Whoever comes second uses the pair of who came first; while that one is still at it, there is none to use.
  const pairOfOthers = async (before: RetailTokenPair | undefined): Promise<RetailTokenPair> => {
    const stored = await readTokens(table, key);
    if (stored?.pair && stored.pair.refreshToken !== before?.refreshToken) return hold(stored.pair);
    const now = clock.now();
    const waitSeconds = secondsBetween(now, stored?.claimedUntil ?? now);
    const retryAfterSeconds = Math.max(1, Math.ceil(waitSeconds));
    throw new RetailLimitedError({ limiter: 'token', retryAfterSeconds }, { status: 429, budget: {} });
  };

  // Away longer than the claim lasts, our refresh token may be spent: somebody else has then stored another pair.
  const refusedBecauseSpent = (before: RetailTokenPair | undefined) => async (error: unknown) => {
    const stored = error instanceof RetailUnauthorisedError ? await readTokens(table, key) : undefined;
    if (stored?.pair && stored.pair.refreshToken !== before?.refreshToken) return stored.pair;
    throw error;
  };

  const renew = async (seen: StoredTokens | undefined): Promise<RetailTokenPair> => {
    const now = clock.now();
    if (isClaimed(seen, now)) return await pairOfOthers(seen?.pair);
    const claimed = await claimRenewal(table, key, seen, secondsAfter(now, claimSeconds));
    if (!claimed) return await pairOfOthers(seen?.pair);
    const refreshToken = claimed.pair?.refreshToken ?? secrets.refreshToken;
    const asked = { now, format: assumptions.tokenRequestFormat };
    const pair = await requestTokenPair(http, secrets, refreshToken, asked).catch(refusedBecauseSpent(claimed.pair));
    return (await saveTokenPair(table, key, claimed, pair)) ? hold(pair) : await pairOfOthers(claimed.pair);
  };

  // Requests in flight at the same time share one renewal instead of standing in each other's way.
  const renewOnce = (seen: StoredTokens | undefined): Promise<RetailTokenPair> => {
    renewing ??= renew(seen).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  return {
    async current() {
      const now = clock.now();
      if (held && now < renewFrom(held)) return held.accessToken;
      const seen = await readTokens(table, key);
      if (seen?.pair && now < renewFrom(seen.pair)) return hold(seen.pair).accessToken;
      // While another process renews, the old token is good until it expires.
      if (seen?.pair && isClaimed(seen, now) && now < seen.pair.expiresAt) return seen.pair.accessToken;
      return (await renewOnce(seen)).accessToken;
    },
    async replacing(refused) {
      const seen = await readTokens(table, key);
      if (seen?.pair && seen.pair.accessToken !== refused) return hold(seen.pair).accessToken;
      const now = clock.now();
      if (seen?.pair && now < seen.pair.expiresAt && secondsBetween(seen.pair.renewedAt, now) < refusedYoungSeconds) {
        throw new RetailUnauthorisedError('RETAIL_TOKEN_REFUSED', { status: 401, budget: {} });
      }
      return (await renewOnce(seen)).accessToken;
    },
    async keepAlive() {
      const seen = await readTokens(table, key);
      if (seen?.pair && secondsBetween(seen.pair.renewedAt, clock.now()) < keepAliveSeconds) return 'fresh';
      await renewOnce(seen);
      return 'renewed';
    },
  };
}

function renewFrom({ renewedAt, expiresAt }: RetailTokenPair): string {
  const lifeSeconds = secondsBetween(renewedAt, expiresAt);
  return secondsAfter(expiresAt, -Math.min(mostMarginSeconds, Math.ceil(lifeSeconds / 10)));
}

const isClaimed = (seen: StoredTokens | undefined, now: string): boolean =>
  seen?.claimedUntil !== undefined && seen.claimedUntil > now;

// Names the connection without telling the token: 64 bits of a hash are no way back to it.
const fingerprintOf = (refreshToken: string): string =>
  createHash('sha256').update(refreshToken).digest('hex').slice(0, 16);
