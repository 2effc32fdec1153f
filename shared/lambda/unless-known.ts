import { contentHashOf } from '../acceptance/content-hash.ts';
import type { RequestHeaders } from './http.ts';
import type { HttpAnswer } from './problem.ts';

/** An answer with its tag, or none of it where the reader has it already: a page is asked for every few seconds. */
export function unlessKnown(
  { headers }: Readonly<{ headers?: RequestHeaders | undefined }>,
  answer: HttpAnswer,
): HttpAnswer {
  const etag = `"${contentHashOf(answer.body)}"`;
  if (headers?.['if-none-match'] === etag) return { status: 304, body: '', headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}
