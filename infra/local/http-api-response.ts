import * as z from 'zod';
import type { Invocation } from './invocation.ts';

/** What goes back to the client. */
export type FrontResponse = Readonly<{
  statusCode: number;
  headers: Readonly<Record<string, string | readonly string[]>>;
  body: string | Buffer;
}>;

const explicitResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer of the API itself, in its own words: a status and one message. */
export const gatewayAnswer = (statusCode: number, message: string): FrontResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

const internalServerError = gatewayAnswer(500, 'Internal Server Error');

/**
 * Reads the answer of a function as an HTTP API does in payload format 2.0: one without a status code is itself the
 * body of a 200, and one that cannot be understood is a 500.
 */
export function httpApiResponse(invocation: Invocation): FrontResponse {
  if (!invocation.ok) return internalServerError;
  const { result } = invocation;
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return inferred(result);
  const response = explicitResponse.safeParse(result);
  if (!response.success) return internalServerError;
  const { statusCode, headers, cookies, body, isBase64Encoded } = response.data;
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(named),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

const inferred = (result: unknown): FrontResponse => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: typeof result === 'string' ? result : JSON.stringify(result),
});
