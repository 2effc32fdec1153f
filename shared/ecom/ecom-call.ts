import { Buffer } from 'node:buffer';
import * as z from 'zod';
import type { Clock } from '../ports/clock.ts';
import { type Http, type HttpRequest, type HttpResponse, NoAnswerError } from '../ports/http.ts';
import type { EcomSecrets } from '../ports/secrets.ts';
import {
  EcomLanguageError,
  EcomLimitedError,
  EcomNotFoundError,
  EcomRefusedError,
  EcomUnauthorisedError,
  EcomUnavailableError,
} from './ecom-errors.ts';
import { budgetIn, type EcomBudget, retryAfterSeconds } from './ecom-limits.ts';
import { instantOfHttpDate } from './http-date.ts';

/** Where a shop's API is, in which language it is asked, and with which key. */
export type EcomAccount = Readonly<{ baseUrl: string; language: string } & Pick<EcomSecrets, 'apiKey' | 'apiSecret'>>;

/** What a call needs. */
export type EcomCallDependencies = Readonly<{
  http: Http;
  clock: Clock;
  account: EcomAccount;
  /** How long a call may take and how often a reading is asked for; less where a person waits. */
  patience?: Readonly<{ timeoutMilliseconds: number; attemptsOfReading: number }>;
}>;

/** A question to one resource; the answer's envelope is taken off before the schema reads it. */
export type Question<Schema extends z.ZodType> = Readonly<{
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  schema: Schema;
}>;

/** Something to be done: never sent a second time by itself, whatever comes back. */
export type Command<Schema extends z.ZodType> = Question<Schema> &
  Readonly<{ method: 'POST' | 'PUT' | 'DELETE'; body?: unknown }>;

/** Speaks with one shop's API. Errors come by kind (`ecom-errors.ts`); `NoAnswerError` passes through. */
export type EcomCall = Readonly<{
  read<Schema extends z.ZodType>(question: Question<Schema>): Promise<z.output<Schema>>;
  write<Schema extends z.ZodType>(command: Command<Schema>): Promise<z.output<Schema>>;
  /** What the last answer said of the limits. */
  budget(): EcomBudget;
  /** When eCom says that it gave its last answer. */
  answeredAt(): string | undefined;
}>;

// The second attempt comes at once: whoever waits does it by a due date, not by keeping a function running.
const usualPatience = { timeoutMilliseconds: 5_000, attemptsOfReading: 2 } as const;

const errorSchema = z.object({
  error: z.looseObject({
    message: z.unknown().optional(),
    errors: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
});

/** The API of one shop. The key goes into the header, never into the address, which ends up in logs. */
export function ecomCall({ http, clock, account, patience = usualPatience }: EcomCallDependencies): EcomCall {
  const { baseUrl, language, apiKey, apiSecret } = account;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  let budget: EcomBudget = [];
  let answeredAt: string | undefined;

  async function once<Schema extends z.ZodType>(
    method: HttpRequest['method'],
    { path, query = {}, schema, body }: Question<Schema> & { readonly body?: unknown },
  ): Promise<z.output<Schema>> {
    const url = new URL(`${baseUrl.replace(/\/$/, '')}/${language}/${path}.json`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await http.send({
      method,
      url: url.href,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMilliseconds: patience.timeoutMilliseconds,
    });
    budget = budgetIn(response.headers);
    answeredAt = instantOfHttpDate(response.headers.date ?? '');
    return answerIn(response, schema, clock.now());
  }

  return {
    async read(question) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once('GET', question);
        } catch (error) {
          if (attempt >= patience.attemptsOfReading || !isWorthAsking(error)) throw error;
        }
      }
    },
    write: ({ method, ...command }) => once(method, command),
    budget: () => budget,
    answeredAt: () => answeredAt,
  };
}

const isWorthAsking = (error: unknown): boolean =>
  error instanceof NoAnswerError || error instanceof EcomUnavailableError;

function answerIn<Schema extends z.ZodType>(
  { status, headers, body }: HttpResponse,
  schema: Schema,
  now: string,
): z.output<Schema> {
  const json = status === 204 ? {} : jsonOf(body);
  const failure = errorSchema.safeParse(json);
  if (status === 429) throw new EcomLimitedError(retryAfterSeconds(headers, now));
  if (status === 401 || status === 403) throw new EcomUnauthorisedError(status);
  if (status === 404) throw notFound(failure.data?.error.message);
  // An `error` is a failure even where the status says that all is well.
  if (status >= 400 && status < 500) throw new EcomRefusedError(status, Object.keys(failure.data?.error.errors ?? {}));
  if (status >= 300 || status < 200 || failure.success || json === undefined)
    throw new EcomUnavailableError(`eCom failed: ${status}.`);
  const parsed = schema.safeParse(unwrapped(json));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.')} (${code})`);
  throw new EcomUnavailableError(`eCom answered in another form: ${places.join(', ')}.`);
}

const notFound = (message: unknown): Error =>
  typeof message === 'string' && /language/i.test(message)
    ? new EcomLanguageError('The language of the settings is not active in the shop.')
    : new EcomNotFoundError('eCom says that this is not there.');

/** Takes the envelope off: the one member, whatever its name is. */
function unwrapped(json: unknown): unknown {
  const envelope = z.record(z.string(), z.unknown()).safeParse(json);
  const [first] = envelope.success ? Object.values(envelope.data) : [];
  return first;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON, which is told apart from every JSON by being undefined.
    return undefined;
  }
}
