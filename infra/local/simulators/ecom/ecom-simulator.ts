import { timingSafeEqual } from 'node:crypto';
import { noAnswer, type SimulatedAnswer, type SimulatedRequest, type Simulator } from '../simulator.ts';
import { refused } from './ecom-answer.ts';
import { answerApi } from './ecom-api.ts';
import { answerBackOffice, backOfficePath } from './ecom-back-office.ts';
import { answerBackOfficePages } from './ecom-back-office-pages.ts';
import type { Change } from './ecom-changes.ts';
import { countCall, limitedByFault } from './ecom-limits.ts';
import { type EcomShop, type EcomState, emptyEcom } from './ecom-state.ts';

/**
 * The shops of one cluster of eCom: their API as it was seen, with every trap, and a back office in which people work.
 * It knows nothing of Avoir: webhook calls wait in it until a host takes them (`deliveries`) and sends them. A program
 * is known by its key, the back office of a shop by the same key in its path: `/_back-office/<key>/<action>`.
 */
export function simulateEcom(shops: readonly EcomShop[]): Simulator {
  const stateByKey = new Map(shops.map((shop) => [shop.apiKey, { shop, state: emptyEcom() }]));
  let changes = 0;
  return {
    handle(request, nowMilliseconds) {
      const now = new Date(nowMilliseconds).toISOString();
      const { pathname } = new URL(request.url);
      const isBackOffice = pathname.startsWith(backOfficePath);
      const [key = '', action = '', ...rest] = isBackOffice
        ? pathname.slice(backOfficePath.length).split('/')
        : [keyIn(request)];
      const found = stateByKey.get(key);
      if (found === undefined) return refused(request, isBackOffice ? 404 : 401, 'Unauthorized');
      const { shop, state } = found;
      // Taking nothing changes nothing, and a host asks all the time.
      const isIdle = action === 'deliveries' && state.deliveries.length === 0;
      if (request.method !== 'GET' && !isIdle) changes += 1;
      if (isBackOffice) return answerPerson({ state, shop, channel: 'backoffice', now }, request, [action, ...rest]);
      return answerProgram(shop, state, request, now);
    },
    changes: () => changes,
  };
}

/** A person presses a button, or looks at the orders. */
const answerPerson = (change: Change, request: SimulatedRequest, [action = '', ...rest]: readonly string[]) =>
  action === 'orders' ? answerBackOfficePages(change, request, rest) : answerBackOffice(change, request, action);

/** The key in the credentials of a call. */
function keyIn({ headers: { authorization = '' } }: SimulatedRequest): string {
  const [key = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString('utf8')
    .split(':');
  return key;
}

function answerProgram(
  shop: EcomShop,
  state: EcomState,
  request: SimulatedRequest,
  now: string,
): SimulatedAnswer | typeof noAnswer {
  if (!isSignedIn(shop, request.headers.authorization)) return refused(request, 401, 'Unauthorized');
  const { isAllowed, headers } = countCall(state, shop, now);
  const withHeaders = (answer: SimulatedAnswer): SimulatedAnswer => ({
    ...answer,
    headers: { ...answer.headers, ...headers },
  });
  if (!isAllowed) return withHeaders(refused(request, 429, 'Too many requests'));
  const fault = state.faults.shift();
  if (fault === 'unavailable') return withHeaders(refused(request, 503, 'Service unavailable'));
  if (fault === 'limited') return { ...limitedByFault(state, now) };
  if (fault === 'garbage')
    return withHeaders({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' });
  const answer = answerInLanguage(shop, state, request, now);
  return fault === 'applied_no_answer' ? noAnswer : withHeaders(answer);
}

function answerInLanguage(shop: EcomShop, state: EcomState, request: SimulatedRequest, now: string): SimulatedAnswer {
  const url = new URL(request.url);
  const [language = '', ...path] = url.pathname.slice(1).split('/');
  if (!shop.languages.includes(language)) return refused(request, 404, 'Unknown or inactive language');
  const last = path.at(-1);
  if (!last?.endsWith('.json')) return refused(request, 404, 'Not found');
  path[path.length - 1] = last.slice(0, -'.json'.length);
  const body = bodyOf(request);
  if (body === undefined) return refused(request, 400, 'The body is not JSON');
  return answerApi({
    change: { state, shop, channel: 'api', now },
    request,
    path,
    query: url.searchParams,
    language,
    body,
  });
}

function bodyOf({ body }: SimulatedRequest): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    // Only this says of a text that it is no JSON.
    return undefined;
  }
}

function isSignedIn({ apiKey, apiSecret }: EcomShop, authorization = ''): boolean {
  const wanted = Buffer.from(`Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`);
  const given = Buffer.from(authorization);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
