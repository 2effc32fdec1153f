import type * as z from 'zod';
import { EventBusUnavailableError } from '../ports/event-bus.ts';
import { QueueUnavailableError } from '../ports/queue.ts';
import { FilesUnavailableError } from '../ports/report-files.ts';
import { SecretsUnavailableError } from '../ports/secrets.ts';
import { SettingsUnavailableError } from '../ports/settings.ts';
import { CursorInvalidError, TableUnavailableError } from '../ports/table.ts';
import { LetterContendedError } from '../stores/letter-contended-error.ts';
import { problemTexts } from '../texts/problem-texts.ts';
import { inLanguage, type Reader } from '../texts/translated.ts';

/** What an endpoint answers: a status, a body (text and bytes as they are, all else as JSON), headers, and cookies that are set. `caseId` and `code` are for the log. */
export type HttpAnswer = Readonly<{
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>> | undefined;
  cookies?: readonly string[] | undefined;
  caseId?: string | undefined;
  code?: string | undefined;
}>;

/** What went wrong, as RFC 9457 problem details. `code` is ours and stable; `details` are further members of the body. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members that are texts, in the language of whoever reads them. */
  readonly textsFor: (reader: Reader) => Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    title: string,
    details: Readonly<Record<string, unknown>> = {},
    {
      headers = {},
      cause,
      textsFor = () => ({}),
    }: Readonly<{
      headers?: Readonly<Record<string, string>>;
      cause?: unknown;
      textsFor?: (reader: Reader) => Readonly<Record<string, unknown>>;
    }> = {},
  ) {
    super(title, { cause });
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
    this.textsFor = textsFor;
  }
}

const retryAfterSeconds = 2;

/** Something that the answer depends on is not available: nothing was decided, and the same request may be sent again. */
export const notAvailable = (code: string, title: string, cause?: unknown): ProblemError =>
  new ProblemError(503, code, title, {}, { headers: { 'retry-after': String(retryAfterSeconds) }, cause });

// A body of 1 MB can be wrong in half a million places, and the answer must stay below 6 MB.
const mostIssuesNamed = 1000;

/** What was sent does not have the form that is asked for; every place where it differs is named, up to a thousand. */
export function invalidRequest(error: z.ZodError, place: 'body' | 'query' | 'path'): ProblemError {
  const issues = error.issues.slice(0, mostIssuesNamed).map((issue) => ({
    path: [place, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  return new ProblemError(400, 'invalid_request', 'The request does not have the form that is asked for.', { issues });
}

/** The problem that an error is answered with, or `undefined` when it is a fault of ours that nobody foresaw. */
export function foreseenProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof CursorInvalidError)
    return new ProblemError(400, 'invalid_cursor', 'The cursor is not one of this list.');
  if (error instanceof TableUnavailableError) return notAvailable('table_unavailable', 'The table did not answer.');
  if (error instanceof SettingsUnavailableError) {
    return notAvailable('settings_unavailable', 'The settings of the shop could not be read.');
  }
  if (error instanceof SecretsUnavailableError) {
    return notAvailable('secrets_unavailable', 'The keys of the shop could not be read.');
  }
  if (error instanceof QueueUnavailableError || error instanceof EventBusUnavailableError) {
    return notAvailable('messages_unavailable', 'A message could not be sent.');
  }
  if (error instanceof FilesUnavailableError) {
    return notAvailable('files_unavailable', 'The file of the report could not be kept or looked at.');
  }
  if (error instanceof LetterContendedError) return notAvailable('letter_contended', 'Others are at this right now.');
  return undefined;
}

/** The answer to a problem, for whoever reads it. `problemId` names this occurrence in the answer and in the log. */
export function problemAnswer(problem: ProblemError, reader: Reader, problemId?: string): HttpAnswer {
  const { status, code, details, headers } = problem;
  const text = problemTexts[code];
  const title = text === undefined ? problem.message : inLanguage(text, reader);
  const instance = problemId === undefined ? {} : { instance: `urn:avoir:problem:${problemId}` };
  const texts = problem.textsFor(reader);
  return {
    status,
    body: { ...details, ...texts, type: `urn:avoir:problem-type:${code}`, title, status, code, ...instance },
    headers: {
      'content-type': 'application/problem+json',
      'content-language': text === undefined ? 'en' : reader.language,
      vary: 'accept-language',
      ...headers,
    },
    code,
  };
}
