import * as z from 'zod';

const throttled = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const serviceError = z.object({ name: z.string(), $metadata: z.object({ httpStatusCode: z.number().optional() }) });
const connectionError = z.object({ code: z.string().regex(/^(E[A-Z]+|UND_ERR_[A-Z_]+)$/) });

/**
 * The code of a failure after which it is not known what happened, or which passes by itself: throttling, a time that
 * ran out, an answer of 5xx, a broken connection. `undefined` for everything else: a fault of ours that no repetition heals.
 */
export function unavailableCodeOf(error: unknown): string | undefined {
  const service = serviceError.safeParse(error);
  if (service.success) {
    const { name, $metadata } = service.data;
    if (throttled.has(name) || ($metadata.httpStatusCode ?? 0) >= 500) return name;
  }
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) return error.name;
  const connection = connectionError.safeParse(error);
  return connection.success ? connection.data.code : undefined;
}
