import type * as z from 'zod';
import { type EndpointSchemas, ignored } from '../../shared/lambda/http.ts';
import type { Access } from '../../shared/lambda/routes.ts';
import { problem, problemsByCode } from './answers/problem-answers.ts';
import type { Answer, RouteAnswers } from './answers/route-answers.ts';
import { referenceTo } from './component-schemas.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A route as far as its answers depend on it. */
export type RespondingRoute = Readonly<{
  method: string;
  path: string;
  access: Access;
  schemas: EndpointSchemas;
  answers: RouteAnswers;
}>;

const problemTitles: Readonly<Record<string, string>> = {
  400: 'Not in the form that is asked for',
  401: 'Nobody is signed in',
  403: 'The role or the shops of the caller do not allow it',
  404: 'There is no such thing',
  409: 'It cannot be so now',
  412: 'It was changed since it was seen',
  413: 'Too large',
  415: 'Not JSON',
  422: 'The rules do not allow it, or what was sent cannot be used',
  428: 'If-Match is missing',
  503: 'Something that it depends on does not answer: nothing was decided, ask again',
};

const text = { schema: { type: 'string' } };
const etag = { ETag: { description: 'What If-Match of the next decision has to say.', ...text } };
const headersOfProblems: Readonly<Record<string, JsonObject>> = {
  401: { 'WWW-Authenticate': text },
  503: { 'Retry-After': { description: 'Seconds.', required: true, schema: { type: 'integer' } } },
};

/** Every answer of a route by its status: what was asked for, and each problem that it can have with its codes. */
export function responsesOf(route: RespondingRoute): JsonObject {
  const answers = Object.entries(route.answers.answers).map(([status, answer]) => [status, responseOf(answer)]);
  const problems = Object.entries(problemCodesOf(route)).flatMap(([status, codes]) =>
    codes.length === 0 ? [] : [[status, problemIn(status, codes)]],
  );
  return { ...Object.fromEntries([...answers, ...problems]), default: { $ref: `${place}Problem` } };
}

const place = '#/components/responses/';

/** Problems that many routes have are described once, under a name made of their status and codes. */
export function sharedResponses(): JsonObject {
  return {
    Problem: { description: 'A problem', content: { 'application/problem+json': { schema: referenceTo(problem) } } },
    ...Object.fromEntries(shared.map(([status, codes]) => [nameOf(status, codes), problemResponse(status, codes)])),
  };
}

const always503 = ['table_unavailable', 'settings_unavailable', 'keys_unavailable'];
const shared: readonly (readonly [string, readonly string[]])[] = [
  ['400', ['invalid_request']],
  ['400', ['invalid_request', 'invalid_json']],
  ['400', ['invalid_request', 'invalid_cursor']],
  ['401', ['not_signed_in']],
  ['403', ['not_allowed']],
  ['404', ['shop_unknown']],
  ['412', ['seen_version_stale']],
  ['413', ['too_large']],
  ['415', ['not_json']],
  ['428', ['if_match_required']],
  ['503', always503],
  ['503', [...always503, 'decision_contended']],
];
const nameOf = (status: string, codes: readonly string[]): string => [status, ...codes].join('.');
const sharedNames: ReadonlySet<string> = new Set(shared.map(([status, codes]) => nameOf(status, codes)));

function responseOf({ says, content, hasTag = false }: Answer): JsonObject {
  const headers = hasTag ? { headers: etag } : {};
  if (!('mediaType' in content)) {
    return { description: says, ...headers, content: { 'application/json': { schema: referenceTo(content) } } };
  }
  const schema = content.mediaType.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' };
  return {
    description: says,
    headers: { 'Content-Disposition': text },
    content: { [content.mediaType]: { schema } },
  };
}

function problemIn(status: string, codes: readonly string[]): JsonObject {
  const name = nameOf(status, codes);
  return sharedNames.has(name) ? { $ref: `${place}${name}` } : problemResponse(status, codes);
}

function problemResponse(status: string, codes: readonly string[]): JsonObject {
  const headers = headersOfProblems[status];
  const shapes = [...Map.groupBy(codes, (code): z.ZodType => problemsByCode.get(code) ?? problem)].map(
    ([schema, all]) => ({
      allOf: [referenceTo(schema)],
      properties: { code: { enum: all } },
    }),
  );
  const [only, ...others] = shapes;
  return {
    description: problemTitles[status],
    ...(headers && { headers }),
    content: { 'application/problem+json': { schema: others.length === 0 ? only : { oneOf: shapes } } },
  };
}

/** The codes of a route's problems: its own, and those that come of how it is called. */
function problemCodesOf({ method, path, access, schemas, answers }: RespondingRoute) {
  const own = answers.problems ?? {};
  const isSecured = access !== 'open';
  const takesJson = method === 'POST' && !takesFile(schemas.body);
  const isParsed = Object.values(schemas).some((schema) => schema !== ignored);
  const reads = path !== '/healthz';
  return {
    400: [
      ...codesIf(isParsed, 'invalid_request'),
      ...codesIf(takesJson, 'invalid_json'),
      ...codesIf(hasCursor(schemas), 'invalid_cursor'),
      ...(own[400] ?? []),
    ],
    401: codesIf(isSecured, 'not_signed_in'),
    403: codesIf(isSecured, 'not_allowed'),
    404: [...codesIf(path.includes('{shopId}'), 'shop_unknown'), ...(own[404] ?? [])],
    409: own[409] ?? [],
    412: codesIf(answers.tag !== undefined, 'seen_version_stale'),
    413: codesIf(method === 'POST', 'too_large'),
    415: codesIf(takesJson, 'not_json'),
    422: own[422] ?? [],
    428: codesIf(answers.tag !== undefined && !/\/(?:take|release)$/.test(path), 'if_match_required'),
    503: [
      ...codesIf(reads, 'table_unavailable', 'settings_unavailable'),
      ...codesIf(isSecured, 'keys_unavailable'),
      ...(own[503] ?? []),
    ],
  };
}

const codesIf = (isSo: boolean, ...codes: readonly string[]): readonly string[] => (isSo ? codes : []);

/** Whether a body is a file, of which nothing is asked but that it is there. */
export const takesFile = (body: z.ZodType): boolean => body !== ignored && body.safeParse(Buffer.alloc(0)).success;

const hasCursor = ({ query, body }: EndpointSchemas): boolean =>
  [query, body].some((schema) => 'shape' in schema && Object.hasOwn(Object(schema.shape), 'cursor'));
