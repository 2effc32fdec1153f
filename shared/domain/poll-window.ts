import type { CoveredSpan } from './coverage.ts';
import { millisecondsOf, secondsAfter } from './instants.ts';
import { dayInShop, daysAfter } from './shop-day.ts';

/** How far the list of an account's refunds was read: everything from `since` to `seenUntil`, both instants in UTC. */
export type PolledSpan = Readonly<{ since: string; seenUntil: string }>;

/** A span of time to be listed; instants, the second excluded. */
export type PollWindow = Readonly<{ from: string; to: string }>;

const pauseSeconds = 300;
// A provider's clock is not ours, and a list may be put together while a refund is made.
const overlapSeconds = 3_600;
// After an outage a day at a time: a window that fails for being large would fail for ever.
const longestSeconds = 86_400;

/** Whether an account is to be listed again. `sentAt` is when that was asked for last. */
export const isPollDue = (sentAt: string, now: string): boolean => secondsAfter(sentAt, pauseSeconds) <= now;

/**
 * What is listed next: from a little before what was seen until now, a day at most. Windows overlap by an hour and by what
 * the list may show late, so that nothing falls between two of them.
 */
export function pollWindow({ seenUntil }: PolledSpan, now: string): PollWindow {
  const from = secondsAfter(seenUntil, -overlapSeconds);
  const longest = secondsAfter(seenUntil, longestSeconds);
  return { from, to: longest < now ? longest : now };
}

/** How far everything was seen once the window was read; never less than before. `lagSeconds` is how late the list may be. */
export function seenAfter({ since, seenUntil }: PolledSpan, { to }: PollWindow, lagSeconds: number): PolledSpan {
  const reached = secondsAfter(to, -lagSeconds);
  return { since, seenUntil: millisecondsOf(reached) > millisecondsOf(seenUntil) ? reached : seenUntil };
}

/** The days of the shop that were seen whole; `undefined` while none was. */
export function wholeDaysOf({ since, seenUntil }: PolledSpan, timeZone: string): CoveredSpan | undefined {
  const from = daysAfter(dayInShop(since, timeZone), 1);
  const until = daysAfter(dayInShop(seenUntil, timeZone), -1);
  return from <= until ? { from, until } : undefined;
}
