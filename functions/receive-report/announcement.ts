import * as z from 'zod';
import type { RequestHeaders } from '../../shared/lambda/http.ts';
import { invalidRequest, ProblemError } from '../../shared/lambda/problem.ts';

// What a year of a large shop comes to, several times over; a browser has to hold it to find out what its bytes come to.
const largestUploadBytes = 256 * 1024 * 1024;

/** Parses what somebody says of a file that is too large to be posted: its name, its size and its SHA-256 in hexadecimal digits. */
export const announcementSchema = z.strictObject({
  fileName: z.string().trim().min(1).max(200).optional(),
  bytes: z.int().positive(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .transform((digits) => digits.toLowerCase()),
});

/** What a file is said to be. */
type Announcement = z.output<typeof announcementSchema>;

/**
 * The announcement that a body is, instead of a file: JSON by its content type, with a `sha256`, which no report has. Throws
 * the problem with one that has another form, or announces too much.
 */
export function announcementIn(
  body: Buffer | Announcement,
  headers: RequestHeaders | undefined,
): Announcement | undefined {
  const content = body instanceof Buffer ? jsonIn(body, headers?.['content-type']) : body;
  if (typeof content !== 'object' || content === null || !Object.hasOwn(content, 'sha256')) return undefined;
  const parsed = announcementSchema.safeParse(content);
  if (!parsed.success) throw invalidRequest(parsed.error, 'body');
  if (parsed.data.bytes > largestUploadBytes) {
    throw new ProblemError(413, 'too_large', 'The file is larger than is taken.', { largestBytes: largestUploadBytes });
  }
  return parsed.data;
}

function jsonIn(body: Buffer, contentType = ''): unknown {
  if (!/^application\/json\s*(?:;|$)/i.test(contentType)) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    // A report that somebody posts with this type, and that is none of it: its reader says what is wrong.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
