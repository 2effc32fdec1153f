import { secondsAfter, secondsBetween } from '../domain/instants.ts';
import { NoAnswerError } from '../ports/http.ts';
import { EcomLimitedError, EcomNotFoundError, EcomUnavailableError } from './ecom-errors.ts';

/** What to do about an order that could not be read: try again then, or stop. Other errors are nobody's to wait for. */
export type ReadingRetry = Readonly<{ kind: 'again'; dueAt: string } | { kind: 'gone' }>;

const pausesSeconds = [10, 30, 120, 300, 900] as const;
const longestPauseSeconds = 1800;

// eCom's temporary 404s end within minutes; an order that is not there after an hour never was, or is gone.
const notFoundPatienceSeconds = 3600;

/**
 * When an order that could not be read is tried again. A limit says so itself; a 404 is believed after an hour; a shop
 * that is down is asked less and less often, but for ever. `undefined` for an error that waiting does not heal.
 */
export function retryOfReading(
  error: unknown,
  { attempts, since, now }: Readonly<{ attempts: number; since: string; now: string }>,
): ReadingRetry | undefined {
  if (error instanceof EcomLimitedError) return { kind: 'again', dueAt: secondsAfter(now, error.retryAfterSeconds) };
  const pause = pausesSeconds[attempts - 1] ?? longestPauseSeconds;
  const dueAt = secondsAfter(now, pause);
  if (error instanceof EcomNotFoundError) {
    return secondsBetween(since, now) < notFoundPatienceSeconds ? { kind: 'again', dueAt } : { kind: 'gone' };
  }
  const isDown = error instanceof EcomUnavailableError || error instanceof NoAnswerError;
  return isDown ? { kind: 'again', dueAt } : undefined;
}
