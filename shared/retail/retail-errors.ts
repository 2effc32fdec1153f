import type { RetailBudget } from './retail-budget.ts';

/** How Retail answered something that was no success. */
type Failure = Readonly<{ status: number; budget: RetailBudget; cause?: unknown }>;

/** Everything that Retail's answers throw. `status` is the HTTP status, `budget` what the answer said of the limiters. */
export abstract class RetailError extends Error {
  readonly status: number;
  readonly budget: RetailBudget;
  constructor(message: string, { status, budget, cause }: Failure) {
    super(message, { cause });
    this.status = status;
    this.budget = budget;
  }
}

/**
 * Retail did not answer as it should: a fault of its own (5xx), or an answer that cannot be read. What was asked may or
 * may not have happened; asking again later is right for a read. No answer at all is a `NoAnswerError` of the port.
 */
export class RetailFaultError extends RetailError {
  override readonly name = 'RetailFaultError';
  readonly code: 'RETAIL_FAULT' | 'RETAIL_ANSWER_UNREADABLE' | 'RETAIL_CURSOR_ELSEWHERE';
  constructor(code: RetailFaultError['code'], failure: Failure) {
    super(`Retail answered ${failure.status} (${code}).`, failure);
    this.code = code;
  }
}

/**
 * A limiter refused the request; nothing happened. `limiter` is `token` when another process is renewing the access
 * token at this moment. Nothing else should be sent for `retryAfterSeconds`.
 */
export class RetailLimitedError extends RetailError {
  override readonly name = 'RetailLimitedError';
  readonly retryAfterSeconds: number;
  readonly limiter: 'bucket' | 'burst' | 'token' | 'unknown';
  constructor(
    limited: Readonly<{ retryAfterSeconds: number; limiter: RetailLimitedError['limiter'] }>,
    failure: Failure,
  ) {
    super(`Retail's ${limited.limiter} limiter refused the request.`, failure);
    this.retryAfterSeconds = limited.retryAfterSeconds;
    this.limiter = limited.limiter;
  }
}

/**
 * Retail understood the request and will not do it; nothing happened. `detail` is its own sentence, for whoever has to
 * decide; it never goes into a log.
 */
export class RetailRefusedError extends RetailError {
  override readonly name = 'RetailRefusedError';
  readonly code: string;
  readonly detail: string;
  constructor(detail: string, failure: Failure) {
    super(`Retail refused the request with ${failure.status}.`, failure);
    this.code = `RETAIL_REFUSED_${failure.status}`;
    this.detail = detail;
  }
}

/** What was asked for does not exist in Retail. */
export class RetailNotFoundError extends RetailError {
  override readonly name = 'RetailNotFoundError';
}

/**
 * Retail does not let us in: the token is refused even after renewing it (401), the merchant must connect the account
 * again, or a scope is missing (403). Nothing happened; waiting does not help.
 */
export class RetailUnauthorisedError extends RetailError {
  override readonly name = 'RetailUnauthorisedError';
  readonly code: 'RETAIL_TOKEN_REFUSED' | 'RETAIL_SCOPE_MISSING' | 'RETAIL_CONNECTION_LOST';
  constructor(code: RetailUnauthorisedError['code'], failure: Failure) {
    super(`Retail refused our credentials (${code}).`, failure);
    this.code = code;
  }
}
