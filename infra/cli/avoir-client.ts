import * as z from 'zod';
import { type Http, type HttpResponse, NoAnswerError } from '../../shared/ports/http.ts';
import { fault } from './command-failure.ts';

/** What the system answered: the status and the parsed JSON body. */
export type AvoirAnswer = Readonly<{ status: number; body: unknown }>;

/** A running system, called with patience: an answer is always one that more waiting would not change. */
export type AvoirClient = Readonly<{
  get: (path: string) => Promise<AvoirAnswer>;
  /** `seen` is the version that whoever decides has seen, for `If-Match`. */
  post: (path: string, body: unknown, seen?: string) => Promise<AvoirAnswer>;
  /** Hands in a file, as it is. */
  postFile: (path: string, bytes: Uint8Array) => Promise<AvoirAnswer>;
}>;

/** What the client needs. `pause` waits so many milliseconds, and rejects when the command is stopped meanwhile. */
export type AvoirClientOptions = Readonly<{
  http: Http;
  url: string;
  token: string;
  pause: (milliseconds: number) => Promise<void>;
  /** How long a system may be away (being restarted, say) before the command gives up. */
  patienceMilliseconds?: number;
}>;

const answerTimeoutMilliseconds = 30_000;
const shortestPauseMilliseconds = 100;
const longestPauseMilliseconds = 2_000;
const defaultPatienceMilliseconds = 120_000;

// 503 and 429 ask for another attempt; 500, 502 and 504 say that nobody knows whether anything happened. All requests
// of ours may be repeated: a credit note has its id.
const statusesToRepeat: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Calls the system over HTTP. Repeats what was not answered, honouring `Retry-After`; gives up with a fault. */
export function avoirClient(options: AvoirClientOptions): AvoirClient {
  return {
    get: (path) => sendPatiently(options, { method: 'GET', path }),
    post: (path, body, seen) =>
      sendPatiently(options, {
        method: 'POST',
        path,
        body: JSON.stringify(body),
        contentType: 'application/json',
        seen,
      }),
    postFile: (path, bytes) =>
      sendPatiently(options, { method: 'POST', path, bytes, contentType: 'application/octet-stream' }),
  };
}

type Sent = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  bytes?: Uint8Array;
  contentType?: string;
  seen?: string | undefined;
}>;

async function sendPatiently(options: AvoirClientOptions, sent: Sent): Promise<AvoirAnswer> {
  const patienceMilliseconds = options.patienceMilliseconds ?? defaultPatienceMilliseconds;
  let waitedMilliseconds = 0;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendOnce(options, sent);
    if (!(answer instanceof NoAnswerError || statusesToRepeat.has(answer.status))) return answerOf(answer, options.url);
    const pauseMilliseconds = pauseBefore(attempt, answer);
    waitedMilliseconds += pauseMilliseconds;
    if (waitedMilliseconds > patienceMilliseconds) throw gaveUp(answer, options.url, attempt);
    await options.pause(pauseMilliseconds);
  }
}

async function sendOnce(
  { http, url, token }: AvoirClientOptions,
  { method, path, body, bytes, contentType, seen }: Sent,
): Promise<HttpResponse | NoAnswerError> {
  try {
    return await http.send({
      method,
      url: new URL(path, url).href,
      headers: {
        authorization: `Bearer ${token}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
        ...(seen !== undefined && { 'if-match': `"${seen}"` }),
      },
      ...(body !== undefined && { body }),
      ...(bytes !== undefined && { bytes }),
      timeoutMilliseconds: answerTimeoutMilliseconds,
    });
  } catch (error) {
    if (error instanceof NoAnswerError) return error;
    throw error;
  }
}

function pauseBefore(attempt: number, answer: HttpResponse | NoAnswerError): number {
  const doubled = Math.min(shortestPauseMilliseconds * 2 ** (attempt - 1), longestPauseMilliseconds);
  const retryAfterSeconds = answer instanceof NoAnswerError ? Number.NaN : Number(answer.headers['retry-after']);
  return Number.isFinite(retryAfterSeconds) ? Math.max(retryAfterSeconds * 1000, doubled) : doubled;
}

const problemSchema = z.object({ code: z.string(), title: z.string() });
const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('Not JSON');
    return z.NEVER;
  }
});

function answerOf({ status, body }: HttpResponse, url: string): AvoirAnswer {
  if (status === 401)
    throw fault(`The system at ${url} does not accept AVOIR_TOKEN; \`npm start\` prints the right one.`);
  return { status, body: parsedJson(body, url) };
}

function parsedJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fault(`What answers at ${url} does not speak JSON; is it Avoir?`, { cause });
  }
}

function gaveUp(answer: HttpResponse | NoAnswerError, url: string, attempts: number): Error {
  const last = answer instanceof NoAnswerError ? answer.message : `status ${answer.status}${problemIn(answer.body)}`;
  return fault(`The system at ${url} does not answer (${attempts} attempts; the last: ${last}).`);
}

/** What a refusal says of itself, where it is a problem of ours; a gateway's own page says nothing. */
function problemIn(text: string): string {
  const problem = jsonText.pipe(problemSchema).safeParse(text);
  return problem.success ? `, ${problem.data.code}: ${problem.data.title}` : '';
}

/** The body of an answer that should be a success, parsed. Anything else ends the command with the problem's own words. */
export function expected<Schema extends z.ZodType>(schema: Schema, { status, body }: AvoirAnswer): z.output<Schema> {
  if (status === 200) return schema.parse(body);
  throw unexpected({ status, body });
}

/** The fault that an answer is which no rule foresees. */
export function unexpected({ status, body }: AvoirAnswer): Error {
  const problem = problemSchema.safeParse(body);
  const words = problem.success ? `${problem.data.code}: ${problem.data.title}` : 'without a problem description';
  return fault(`The system answered ${status}, ${words}.`);
}
