import type { Clock } from '../../shared/ports/clock.ts';
import { type Http, type HttpRequest, type HttpResponse, NoAnswerError } from '../../shared/ports/http.ts';

type AccessToken = { readonly expiresAt: number; readonly madeWith: string };

/** What befalls a request for a new pair: nothing comes back, and the pair was made or was not. */
export type TokenFault = 'lost' | 'applied_without_answer';

/**
 * A server that gives out rotating tokens as the documentation says: a refresh token can be sent again until an access
 * token that it gave out is used for the first time. Any other request is answered 200 when its token is good, else 401.
 */
export type TokenServer = Http &
  Readonly<{
    /** Requests for a new pair so far. */
    renewals(): number;
    /** The next request for a pair meets this. */
    failNext(fault: TokenFault | undefined): void;
    /** Called within the next request for a pair, before it is dealt with. */
    meanwhile(work: () => Promise<void>): void;
    /** The access token is taken back although its time is not over. */
    revoke(accessToken: string): void;
    /** Whether an access token is good now; asking is not using it. */
    isGood(accessToken: string): boolean;
  }>;

/** Where pairs are renewed. */
export const tokenUrl = 'https://sign-in.example/oauth/token';

/** A server that knows one refresh token. */
export function tokenServer(clock: Clock, firstRefreshToken: string, lifeSeconds = 1800): TokenServer {
  const refreshTokens = new Set([firstRefreshToken]);
  const accessTokens = new Map<string, AccessToken>();
  let renewals = 0;
  let nextFault: TokenFault | undefined;
  let work: (() => Promise<void>) | undefined;

  const now = () => Date.parse(clock.now());

  function renew(request: HttpRequest): HttpResponse {
    const sent = request.body?.startsWith('{')
      ? new Map<string, string>(Object.entries(JSON.parse(request.body)))
      : new URLSearchParams(request.body);
    const refreshToken = sent.get('refresh_token') ?? '';
    if (sent.get('client_secret') !== 'client-secret') return answer(401, { error: 'invalid_client' });
    if (!refreshTokens.has(refreshToken)) return answer(400, { error: 'invalid_grant' });
    const pair = { access_token: `access-${renewals}`, refresh_token: `refresh-${renewals}` };
    accessTokens.set(pair.access_token, { expiresAt: now() + lifeSeconds * 1000, madeWith: refreshToken });
    refreshTokens.add(pair.refresh_token);
    return answer(200, { token_type: 'Bearer', expires_in: lifeSeconds, ...pair });
  }

  const goodToken = (accessToken: string): AccessToken | undefined => {
    const known = accessTokens.get(accessToken);
    return known && known.expiresAt > now() ? known : undefined;
  };

  function use(request: HttpRequest): HttpResponse {
    const token = goodToken(request.headers?.authorization?.replace('Bearer ', '') ?? '');
    if (!token) return answer(401, { error: 'access_denied' });
    refreshTokens.delete(token.madeWith);
    return answer(200, {});
  }

  return {
    renewals: () => renewals,
    failNext: (fault) => {
      nextFault = fault;
    },
    meanwhile: (next) => {
      work = next;
    },
    revoke: (accessToken) => {
      accessTokens.delete(accessToken);
    },
    isGood: (accessToken) => goodToken(accessToken) !== undefined,
    async send(request) {
      if (request.url !== tokenUrl) return use(request);
      renewals += 1;
      const [fault, before] = [nextFault, work];
      nextFault = undefined;
      work = undefined;
      await before?.();
      if (fault === 'lost') throw new NoAnswerError('The connection broke.');
      const response = renew(request);
      if (fault === 'applied_without_answer') throw new NoAnswerError('The connection broke.');
      return response;
    },
  };
}

const answer = (status: number, content: unknown): HttpResponse => ({
  status,
  headers: {},
  body: JSON.stringify(content),
});
