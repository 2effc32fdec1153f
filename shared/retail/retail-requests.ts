import * as z from 'zod';
import type { Http, HttpResponse } from '../ports/http.ts';
import { budgetOf, type RetailBudget } from './retail-budget.ts';
import { RetailFaultError } from './retail-errors.ts';
import { failureOf } from './retail-failures.ts';
import { queryText, type RetailQuery } from './retail-query.ts';
import type { RetailTokens } from './retail-tokens.ts';
import { asArray } from './retail-values.ts';

/**
 * The Retail account of a shop. `baseUrl` is the origin, or origin and path up to the account
 * (`https://api.lightspeedapp.com/API/V3`); all amounts of an account are in its one currency.
 */
export type RetailAccount = Readonly<{ baseUrl: string; accountId: string; currency: string }>;

/** What Retail answered, with what it said of its limiters. */
export type RetailAnswer<Value> = Readonly<{ value: Value; budget: RetailBudget }>;

/** Rows of one page; `cursor` is there when more follow. Each page is a request of its own and costs one. */
export type RetailPage<Item> = Readonly<{ items: readonly Item[]; cursor?: string | undefined }>;

/** A call that names one thing (`Sale/12`) or makes one. */
type SingleCall = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: RetailQuery;
  body?: unknown;
}>;

/** A query for a list; `cursor` goes on behind an earlier page, and must come from its answer. */
type ListCall = Readonly<{ resource: string; query: RetailQuery; cursor?: string | undefined }>;

/** Calls below one account: authenticated, classified by kind of failure, parsed. */
export interface RetailRequests {
  single<Value>(call: SingleCall, resource: string, schema: z.ZodType<Value>): Promise<RetailAnswer<Value>>;
  list<Item>(call: ListCall, schema: z.ZodType<Item>): Promise<RetailAnswer<RetailPage<Item>>>;
}

// Long enough for a large page on a slow day; what takes longer counts as no answer.
const timeoutMilliseconds = 10_000;

const envelope = z.looseObject({ '@attributes': z.looseObject({ next: z.string().default('') }).optional() });

/** Calls of one account over the `Http` port. A token that Retail refuses is replaced once, and the call sent again. */
export function retailRequests({
  http,
  account,
  tokens,
}: Readonly<{ http: Http; account: RetailAccount; tokens: RetailTokens }>): RetailRequests {
  const accountUrl = accountUrlOf(account);

  const sendWith = (token: string, { method, body }: Pick<SingleCall, 'method' | 'body'>, url: string) =>
    http.send({
      method,
      url,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMilliseconds,
    });

  const send = async (call: Pick<SingleCall, 'method' | 'body'>, url: string): Promise<HttpResponse> => {
    const token = await tokens.current();
    const first = await sendWith(token, call, url);
    // A refused token means that nothing was done, so that even a write may be sent again.
    const response = first.status === 401 ? await sendWith(await tokens.replacing(token), call, url) : first;
    if (response.status < 200 || response.status > 299) throw failureOf(response);
    return response;
  };

  return {
    async single({ method, path, query = {}, body }, resource, schema) {
      const response = await send({ method, body }, `${accountUrl}/${path}.json${queryText(query)}`);
      const [first] = asArray(envelopeOf(response)[resource]);
      return { value: parsed(response, schema, first), budget: budgetOf(response.headers) };
    },
    async list({ resource, query, cursor }, schema) {
      if (cursor !== undefined && !cursor.startsWith(`${accountUrl}/${resource}.json?`)) {
        throw new RangeError('The cursor belongs to another account or another list.');
      }
      const response = await send({ method: 'GET' }, cursor ?? `${accountUrl}/${resource}.json${queryText(query)}`);
      const content = envelopeOf(response);
      const items = parsed(response, z.array(schema), asArray(content[resource]));
      const next = content['@attributes']?.next || undefined;
      if (next !== undefined && !next.startsWith(`${accountUrl}/${resource}.json?`)) {
        // The access token goes where the cursor leads, so it must stay within the account.
        throw new RetailFaultError('RETAIL_CURSOR_ELSEWHERE', {
          status: response.status,
          budget: budgetOf(response.headers),
        });
      }
      return { value: { items, cursor: next }, budget: budgetOf(response.headers) };
    },
  };
}

function accountUrlOf({ baseUrl, accountId }: RetailAccount): string {
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname === '/' ? '/API/V3' : pathname.replace(/\/$/, '');
  return `${origin}${path}/Account/${encodeURIComponent(accountId)}`;
}

function envelopeOf(response: HttpResponse): z.infer<typeof envelope> {
  try {
    return parsed(response, envelope, JSON.parse(response.body));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw unreadable(response, cause);
    throw cause;
  }
}

function parsed<Value>(response: HttpResponse, schema: z.ZodType<Value>, content: unknown): Value {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw unreadable(response, result.error);
}

const unreadable = ({ status, headers }: HttpResponse, cause: Error) =>
  new RetailFaultError('RETAIL_ANSWER_UNREADABLE', { status, budget: budgetOf(headers), cause });
