import * as z from 'zod';
import type { HttpResponse } from '../ports/http.ts';
import { budgetOf } from './retail-budget.ts';
import {
  type RetailError,
  RetailFaultError,
  RetailLimitedError,
  RetailNotFoundError,
  RetailRefusedError,
  RetailUnauthorisedError,
} from './retail-errors.ts';

const messageOf = z.object({ message: z.string() });

// Reported of live accounts: a passing fault that comes as a refusal (weakly found).
const passingRefusal = /try again later/i;

/** The kind of failure that an answer other than 2xx stands for. */
export function failureOf(response: HttpResponse): RetailError {
  const { status } = response;
  const failure = { status, budget: budgetOf(response.headers) };
  if (status >= 500) return new RetailFaultError('RETAIL_FAULT', failure);
  switch (status) {
    case 401:
      return new RetailUnauthorisedError('RETAIL_TOKEN_REFUSED', failure);
    case 403:
      return new RetailUnauthorisedError('RETAIL_SCOPE_MISSING', failure);
    case 404:
      return new RetailNotFoundError('Retail does not have what was asked for.', failure);
    case 429:
      return new RetailLimitedError(
        { limiter: limiterOf(response.headers), retryAfterSeconds: retryAfterOf(response.headers) },
        failure,
      );
    default: {
      const detail = detailOf(response.body);
      if (status === 400 && passingRefusal.test(detail)) return new RetailFaultError('RETAIL_FAULT', failure);
      return new RetailRefusedError(detail, failure);
    }
  }
}

function limiterOf(headers: HttpResponse['headers']): RetailLimitedError['limiter'] {
  switch (headers['x-ls-api-ratelimit-type']) {
    case 'api-leaky-bucket':
      return 'bucket';
    case 'api-burst-limiter':
      return 'burst';
    default:
      return 'unknown';
  }
}

// The shortest wait that respects either limiter: the burst limiter counts by seconds.
const leastWaitSeconds = 1;

function retryAfterOf(headers: HttpResponse['headers']): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > leastWaitSeconds ? Math.ceil(seconds) : leastWaitSeconds;
}

const mostDetailCharacters = 300;

function detailOf(body: string): string {
  try {
    return messageOf.safeParse(JSON.parse(body)).data?.message.slice(0, mostDetailCharacters) ?? '';
  } catch (cause) {
    // An answer that is no JSON says nothing that could be shown.
    if (cause instanceof SyntaxError) return '';
    throw cause;
  }
}
