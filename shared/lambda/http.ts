import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Ids } from '../ports/ids.ts';
import type { Reader } from '../texts/translated.ts';
import { type Authenticator, authenticate, type Caller } from './authenticate.ts';
import { errorFields, type Log } from './log.ts';
import type { Count } from './metrics.ts';
import { foreseenProblem, type HttpAnswer, invalidRequest, ProblemError, problemAnswer } from './problem.ts';
import { readerOf } from './reader.ts';

/** What reaches an endpoint: parsed by its schemas, from a caller who may ask for it. Names of headers are lower case. */
export type EndpointRequest<Path, Query, Body> = Readonly<{
  path: Path;
  query: Query;
  body: Body;
  caller: Caller | undefined;
  headers?: RequestHeaders | undefined;
  cookies?: readonly string[] | undefined;
}>;

/** The headers of a request, their names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** What an endpoint takes, by which it is parsed and described. */
export type EndpointSchemas = Readonly<{ path: z.ZodType; query: z.ZodType; body: z.ZodType }>;

/** An endpoint, ready to answer parsed-from-text requests, with the schemas of what it takes. */
export type Endpoint = ((request: EndpointRequest<unknown, unknown, unknown>) => Promise<HttpAnswer>) &
  Readonly<{ schemas: EndpointSchemas }>;

/** For the parts of a request that an endpoint does not look at. */
export const ignored = z.unknown();

/** Declares an endpoint by the schemas of what it takes; what does not fit is answered 400 with every place that differs. */
export function endpoint<Path extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  schemas: Readonly<{ path: Path; query: Query; body: Body }>,
  handle: (request: EndpointRequest<z.output<Path>, z.output<Query>, z.output<Body>>) => Promise<HttpAnswer>,
): Endpoint {
  const answer = ({ path, query, body, ...rest }: EndpointRequest<unknown, unknown, unknown>) =>
    handle({
      path: parsed(schemas.path, path, 'path'),
      query: parsed(schemas.query, query, 'query'),
      body: parsed(schemas.body, body, 'body'),
      ...rest,
    });
  return Object.assign(answer, { schemas });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: 'path' | 'query' | 'body',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(result.error, place);
  return result.data;
}

/** What an HTTP function is made of; one entry of `endpoints` for each of its routes. */
export type HttpFunction = Readonly<{
  authenticator: Authenticator;
  endpoints: Readonly<Record<string, Endpoint>>;
  log: Log;
  count: Count;
  ids: Ids;
  /** Shows problems as pages, to people in a browser; without it they are problem details. */
  problemPage?: ((problem: ProblemError, reader: Reader) => HttpAnswer) | undefined;
  /** What bodies may be: JSON unless said otherwise, that of a page's form too, or a file of any kind, as bytes. */
  bodies?: 'json' | 'json_or_form' | 'file' | undefined;
}>;

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

// API Gateway lets 10 MB through; an order of a thousand lines with its credit note has 300 kB.
const largestBodyBytes = 1024 * 1024;
// Design §7. A function takes 6 MB, in which a file of bytes is a third longer.
const largestFileBytes = 4 * 1024 * 1024;

// Refuses what is not UTF-8: a name in another encoding must not be stored with its letters replaced.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A Lambda function behind the HTTP API (payload format 2.0): authentication, parsing, problems and one log line a request. */
export function httpFunction(parts: HttpFunction) {
  return middy((event: APIGatewayProxyEventV2) => respond(parts, event)).use(
    httpHeaderNormalizer({ canonical: false }),
  );
}

async function respond(parts: HttpFunction, event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const answer = await answerOrProblem(parts, event);
  const { status, body, caseId, code: errorCode, cookies } = answer;
  const { routeKey: route, pathParameters } = event;
  parts.log.info('REQUEST_ANSWERED', { route, status, shopId: pathParameters?.shopId, caseId, errorCode });
  if (status === 201) parts.count('CasesOpened');
  if (status === 422) parts.count('RequestsRefused');
  const headers = { 'content-type': 'application/json', ...securityHeaders, ...answer.headers };
  return {
    statusCode: status,
    headers,
    ...(cookies && { cookies: [...cookies] }),
    ...bodyIn(body),
  };
}

const bodyIn = (body: unknown): Pick<APIGatewayProxyStructuredResultV2, 'body' | 'isBase64Encoded'> =>
  body instanceof Uint8Array
    ? { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    : { body: typeof body === 'string' ? body : JSON.stringify(body) };

async function answerOrProblem(
  { authenticator, endpoints, log, count, ids, problemPage, bodies = 'json' }: HttpFunction,
  event: APIGatewayProxyEventV2,
): Promise<HttpAnswer> {
  try {
    const { routeKey, headers, cookies, pathParameters, queryStringParameters } = event;
    const shopId = pathParameters?.shopId;
    const caller = await authenticate(authenticator, { routeKey, headers, cookies, shopId });
    const answer = endpoints[routeKey];
    if (answer === undefined) throw new Error('The function was given a route that it does not answer.');
    return await answer({
      path: pathParameters ?? {},
      query: queryStringParameters ?? {},
      body: bodyOf(event, bodies),
      caller,
      headers,
      cookies,
    });
  } catch (error) {
    const foreseen = foreseenProblem(error);
    const reader = readerOf(event.headers);
    if (foreseen && foreseen.status < 500) return (problemPage ?? problemAnswer)(foreseen, reader);
    const problemId = ids.next('problem');
    const { routeKey: route, pathParameters } = event;
    log.error('REQUEST_FAILED', { route, shopId: pathParameters?.shopId, problemId, ...errorFields(error) });
    count('RequestsFailed');
    const problem = foreseen ?? new ProblemError(500, 'internal_error', 'Something went wrong on our side.');
    return problemPage === undefined ? problemAnswer(problem, reader, problemId) : problemPage(problem, reader);
  }
}

function bodyOf({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2, bodies: HttpFunction['bodies']): unknown {
  if (body === undefined || body === '') return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const largestBytes = bodies === 'file' ? largestFileBytes : largestBodyBytes;
  if (bytes.byteLength > largestBytes) {
    throw new ProblemError(413, 'too_large', 'The body is larger than is taken.', { largestBytes });
  }
  if (bodies === 'file') return bytes;
  if (
    bodies === 'json_or_form' &&
    /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers['content-type'] ?? '')
  ) {
    return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
  }
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) {
    throw new ProblemError(415, 'not_json', 'The body must be JSON, and its content type must say so.');
  }
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new ProblemError(400, 'invalid_json', 'The body is not JSON in UTF-8.');
  }
}
