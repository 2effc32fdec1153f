import { Buffer } from 'node:buffer';
import { HostNotAllowedError, type Http, NoAnswerError } from '../ports/http.ts';

/** Where a function may call, as origins (`https://api.example.com`), and how much of an answer it reads. */
export type FetchHttpOptions = Readonly<{ allowedOrigins: readonly string[]; mostBodyBytes?: number }>;

/**
 * Calls over the platform's `fetch`. The scheme belongs to what is allowed, so that a credential for an https host never
 * travels over http. A redirect is handed back as the answer that it is. `mostBodyBytes` is 5 MB by default, decompressed.
 */
export function fetchHttp({ allowedOrigins, mostBodyBytes = 5_000_000 }: FetchHttpOptions): Http {
  const allowed = new Set(allowedOrigins.map((origin) => new URL(origin).origin));
  return {
    async send({ method, url, headers, body, bytes, timeoutMilliseconds }) {
      const target = URL.parse(url);
      if (!(target && allowed.has(target.origin))) {
        throw new HostNotAllowedError(`Not an allowed host: ${target ? target.origin : 'unreadable URL'}.`);
      }
      try {
        const response = await fetch(target, {
          method,
          headers: { ...headers },
          ...(body !== undefined && { body }),
          ...(bytes !== undefined && { body: Buffer.from(bytes) }),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
        const text = await textOf(response, mostBodyBytes);
        return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
      } catch (cause) {
        throw new NoAnswerError(`No whole answer from ${target.host}: ${codeOf(cause)}.`, { cause });
      }
    },
  };
}

async function textOf(response: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop by a throw also ends the connection, so that nothing more is sent.
    if (bytes > mostBytes) throw new AnswerTooLargeError(`answer larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error instanceof AnswerTooLargeError) return error.message;
  // fetch says "fetch failed" and keeps the code of the connection one level down.
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}

class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}
