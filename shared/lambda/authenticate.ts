import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { mayActAs, type Role, roles } from '../domain/roles.ts';
import { notAvailable, ProblemError } from './problem.ts';
import { type Access, routes } from './routes.ts';
import { sessionIn } from './session-cookie.ts';

/** Who calls, with what role, and which shops they may see. */
export type Caller = Readonly<{
  subject: string;
  role: Role;
  seesAllShops: boolean;
  maySeeShop: (shopId: string) => boolean;
}>;

/** Finds out who a bearer token belongs to; throws a 401 problem for a token that is not good, 503 when that cannot be told. */
export type Authenticator = (token: string) => Promise<Caller>;

const claimsSchema = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  'cognito:groups': z.array(z.string()).default([]),
});

const unauthorised = (): ProblemError =>
  new ProblemError(
    401,
    'not_signed_in',
    'A valid bearer token is needed.',
    {},
    { headers: { 'www-authenticate': 'Bearer' } },
  );

const forbidden = (): ProblemError =>
  new ProblemError(403, 'not_allowed', 'Your role or your shops do not allow this.');

// A caller sends the same token for an hour; checking its signature each time costs more than all else of a read.
const rememberedTokens = 500;

/** The issuer's keys, set up with the first token: making the set loads Node's HTTP client, which no cold start should wait for. */
function remoteKeys(issuer: string): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  return (header, token) => {
    keys ??= createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    return keys(header, token);
  };
}

/**
 * Verifies tokens of one issuer: signature, issuer, expiry, and audience (`aud` of an id token, `client_id` of an
 * access token, as Cognito writes them). Verified tokens are remembered until they expire.
 */
export function tokenAuthenticator(
  { issuer, audience }: Readonly<{ issuer: string; audience: string }>,
  keys: JWTVerifyGetKey = remoteKeys(issuer),
  nowMilliseconds: () => number = Date.now,
): Authenticator {
  const verified = new Map<string, Readonly<{ caller: Caller; expiresAtSeconds: number }>>();
  return async (token) => {
    const known = verified.get(token);
    if (known && known.expiresAtSeconds * 1000 > nowMilliseconds()) return known.caller;
    verified.delete(token);
    const payload = await verify(token, keys, { issuer, currentDate: new Date(nowMilliseconds()) });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success || !isMeantFor(payload, audience)) throw unauthorised();
    const caller = callerOf(claims.data);
    const [oldest] = verified.keys();
    if (verified.size >= rememberedTokens && oldest !== undefined) verified.delete(oldest);
    verified.set(token, { caller, expiresAtSeconds: claims.data.exp });
    return caller;
  };
}

const keyProblems: ReadonlySet<string> = new Set([
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
  errors.JOSEError.code,
]);

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  options: Readonly<{ issuer: string; currentDate: Date }>,
): Promise<JWTPayload> {
  try {
    const algorithms = ['RS256', 'ES256'];
    return (await jwtVerify(token, keys, { ...options, algorithms })).payload;
  } catch (error) {
    // jose gives an answer other than 200 to its question for the keys its general code, and lets network errors through.
    const isAboutToken = error instanceof errors.JOSEError && !keyProblems.has(error.code);
    if (!isAboutToken) throw notAvailable('keys_unavailable', 'The keys of the token issuer could not be read.', error);
    throw unauthorised();
  }
}

const isMeantFor = ({ aud, client_id: clientId }: JWTPayload, audience: string): boolean =>
  [aud].flat().includes(audience) || (aud === undefined && clientId === audience);

/** Groups say both: `viewer`, `operator` or `admin`, and `shop:<id>` or `shop:*`. Whoever is in none of the first may do nothing. */
function callerOf({ sub, 'cognito:groups': groups }: z.infer<typeof claimsSchema>): Caller {
  const role = roles.findLast((candidate) => groups.includes(candidate));
  if (role === undefined) throw forbidden();
  const seesAllShops = groups.includes('shop:*');
  return {
    subject: sub,
    role,
    seesAllShops,
    maySeeShop: (shopId) => seesAllShops || groups.includes(`shop:${shopId}`),
  };
}

const accessByRoute: ReadonlyMap<string, Access> = new Map(
  routes.map(({ method, path, access }) => [`${method} ${path}`, access]),
);

/** A request as far as it matters for who may send it. Header names are lower case. */
export type Credentials = Readonly<{
  routeKey: string;
  headers: Readonly<Record<string, string | undefined>>;
  cookies?: readonly string[] | undefined;
  shopId: string | undefined;
}>;

/**
 * Lets a request pass or throws 401, 403 or 503. The route decides what is needed; one that is not in the table is
 * refused as a fault of ours, loudly, so that a route without a role cannot exist. A shop that the caller may not see
 * answers 403 whether it exists or not. Of an open route nothing is asked and nobody is known. Where a browser shows the
 * session by itself, in its cookie, whatever writes must come from a page of this very origin.
 */
export async function authenticate(
  authenticator: Authenticator,
  { routeKey, headers, cookies, shopId }: Credentials,
): Promise<Caller | undefined> {
  const access = accessByRoute.get(routeKey);
  if (access === undefined) throw new Error('A request came by a route that nobody has said the access of.');
  if (access === 'open') return undefined;
  const session = headers.authorization === undefined ? sessionIn(cookies) : undefined;
  if (session !== undefined && !routeKey.startsWith('GET ') && !isSameOrigin(headers)) throw forbidden();
  const caller = await authenticator(session ?? bearerIn(headers.authorization));
  if (!mayActAs(caller.role, access.role)) throw forbidden();
  if (access.scope === 'shop_in_path' && (shopId === undefined || !caller.maySeeShop(shopId))) throw forbidden();
  return caller;
}

function bearerIn(authorization = ''): string {
  const [scheme, token, ...rest] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) throw unauthorised();
  return token;
}

const isSameOrigin = ({ origin, host }: Credentials['headers']): boolean =>
  host !== undefined && URL.parse(origin ?? '')?.host === host;
