import type { Chance, SimulatedAnswer, SimulatedRequest, Simulator } from '../simulator.ts';
import { emptyAccount, type RetailAccount } from './account.ts';
import { type Endpoint, endpointsOf } from './account-endpoints.ts';
import type { RetailAccountSettings } from './account-settings.ts';
import { type RetailAssumptions, usualAssumptions } from './assumptions.ts';
import { answerDoor } from './doors.ts';
import { answerItemPages } from './item-pages.ts';
import { allowanceOf, type RateLimits, rateLimits } from './rate-limits.ts';
import { malformed, notAllowed, notFound, RetailRefusal, unauthorised } from './refusal.ts';
import { costOf } from './request-cost.ts';
import { type EndpointPath, type RetailPath, retailPathOf } from './retail-path.ts';
import { missingScope } from './scopes.ts';
import { type BusyTill, busyTill } from './till.ts';
import { type Caller, tokensOf } from './tokens.ts';

/** What a simulated Retail is made of. */
export type RetailSettings = Readonly<{
  accounts: readonly RetailAccountSettings[];
  assumptions?: Partial<RetailAssumptions>;
  /**
   * How many times as fast as the real one's everything passes that makes a program wait: bucket, burst windows, the lag
   * of searches. Times in rows and the lives of tokens are those of the clock on the wall.
   */
  speed?: number;
  /** Milliseconds (at speed 1) until searches see a write; asked at each write. Without it they see it at once. */
  searchLagMilliseconds?: () => number;
  /** Tills that go on selling meanwhile. */
  tills?: Readonly<{ chance: Chance; meanSecondsBetweenSales: number }>;
}>;

/** A simulated Retail. Its accounts are open to whoever wants to see what really happened. */
export type Retail = Simulator & Readonly<{ account(accountId: string): RetailAccount }>;

type Opened = Readonly<{
  account: RetailAccount;
  endpoints: ReadonlyMap<string, Endpoint>;
  till: BusyTill | undefined;
}>;
type Headers = Readonly<Record<string, string>>;

/** Lightspeed Retail (R-Series), API V3, as far as the facts go that are known of it. */
export function simulateRetail({ accounts, speed = 1, tills, ...settings }: RetailSettings): Retail {
  const assumptions = { ...usualAssumptions, ...settings.assumptions };
  const settlesAt = (now: number): number => now + (settings.searchLagMilliseconds?.() ?? 0) / speed;
  const opened = new Map(
    accounts.map((each) => [each.accountId, open(emptyAccount(each, { assumptions, settlesAt }))]),
  );
  const tokens = tokensOf(accounts.flatMap(({ accountId, grants }) => grants.map((grant) => ({ accountId, grant }))));
  const limits = new Map<string, RateLimits>();
  let writes = 0;

  function open(account: RetailAccount): Opened {
    return { account, endpoints: endpointsOf(account), till: tills && busyTill(account, tills) };
  }

  function found(accountId: string): Opened {
    const account = opened.get(accountId);
    if (account === undefined) throw notFound(`Account ${accountId}`);
    return account;
  }

  function limitsOf({ accountId, grant }: Caller): RateLimits {
    const key = `${accountId}/${grant.clientId}`;
    const known = limits.get(key) ?? rateLimits(allowanceOf(found(accountId).account.settings.paidRegisters), speed);
    limits.set(key, known);
    return known;
  }

  function callerOf({ headers }: SimulatedRequest, now: number): Caller {
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    const caller = tokens.callerOf(bearer, now);
    if (caller === 'expired') throw unauthorised('Access token could not be verified');
    if (caller === 'unknown') throw unauthorised('Access token has been revoked');
    return caller;
  }

  function answerToken(request: SimulatedRequest, now: number): SimulatedAnswer {
    if (request.method !== 'POST') throw notAllowed(request.method);
    const { status, body } = tokens.exchange(parametersOf(request), now);
    return answered(status, body);
  }

  function answerEndpoint(path: EndpointPath, request: SimulatedRequest, now: number): SimulatedAnswer {
    const caller = callerOf(request, now);
    const { account, endpoints, till } = found(path.accountId);
    const endpoint = endpoints.get(path.endpoint);
    if (endpoint === undefined) throw notFound(path.endpoint);
    requireRight(caller, path, request.method);
    const url = new URL(request.url);
    const payload = jsonOf(request.body);
    const cost = costOf({ ...path, method: request.method, resource: endpoint, parameters: url.searchParams, payload });
    const { isAllowed, headers: ofLimits } = limitsOf(caller).admit(cost, now);
    const headers = {
      ...ofLimits,
      'x-ls-acct-id': path.accountId,
      'x-ls-oauth-client-id': caller.grant.clientId,
    };
    account.traffic.requests += 1;
    if (isAllowed) account.traffic.costUnits += cost;
    else account.traffic.limited += 1;
    if (!isAllowed) return answered(429, { message: 'Rate limit exceeded.' }, headers);
    writes += till?.catchUp(now) ?? 0;
    if (request.method !== 'GET') writes += 1;
    return refusable(headers, () =>
      answered(
        200,
        endpoint.answer({ ...path, method: request.method, url, payload, grant: caller.grant, now }),
        headers,
      ),
    );
  }

  function answerSimulatorDoor(
    path: RetailPath & { kind: 'door' },
    request: SimulatedRequest,
    now: number,
  ): SimulatedAnswer {
    const isRead = request.method === 'GET';
    if (!isRead) writes += 1;
    const body = isRead ? Object.fromEntries(new URL(request.url).searchParams) : jsonOf(request.body);
    return answered(200, answerDoor(found(path.accountId).account, path.door, body, now));
  }

  function answerPath(path: RetailPath, request: SimulatedRequest, now: number): SimulatedAnswer {
    switch (path.kind) {
      case 'token':
        return answerToken(request, now);
      case 'accounts':
        return answered(200, accountOf(callerOf(request, now)));
      case 'door':
        return answerSimulatorDoor(path, request, now);
      case 'page':
        return answerItemPages(found(path.accountId).account, request, path.itemId);
      case 'endpoint':
        return answerEndpoint(path, request, now);
    }
  }

  return {
    handle(request, now) {
      const path = retailPathOf(new URL(request.url).pathname);
      return refusable({}, () => {
        if (path === undefined) throw notFound('The path');
        return answerPath(path, request, now);
      });
    },
    changes: () => writes + tokens.changes(),
    account: (accountId) => found(accountId).account,
  };
}

function requireRight({ accountId, grant }: Caller, path: EndpointPath, method: string): void {
  if (accountId !== path.accountId) throw new RetailRefusal(403, 'The token is for another account.');
  const scope = missingScope(grant.scopes, path.endpoint, method);
  if (scope !== undefined) throw new RetailRefusal(403, `The scope ${scope} is missing.`);
}

const accountOf = ({ accountId }: Caller): unknown => ({
  '@attributes': { count: '1' },
  Account: { accountID: accountId, name: `Account ${accountId}` },
});

function refusable(headers: Headers, answer: () => SimulatedAnswer): SimulatedAnswer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof RetailRefusal) return answered(error.status, error.body, headers);
    throw error;
  }
}

const answered = (status: number, body: unknown, headers: Headers = {}): SimulatedAnswer => ({
  status,
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function jsonOf(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw malformed('The body is no JSON.');
  }
}

function parametersOf({ headers, body }: SimulatedRequest): Readonly<Record<string, unknown>> {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body));
  const json = jsonOf(body);
  return typeof json === 'object' && json !== null ? { ...json } : {};
}
