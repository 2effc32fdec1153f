import type { SimulatedAnswer } from '../simulator.ts';
import type { EcomShop, EcomState } from './ecom-state.ts';

const windowSeconds = [300, 3600, 86_400] as const;

/** What the three windows say of one call: may it pass, and the headers that every answer carries. */
export type LimitVerdict = Readonly<{ isAllowed: boolean; headers: Readonly<Record<string, string>> }>;

/** Counts a call in the windows of five minutes, an hour and a day. The call over the limit shows −1 left. */
export function countCall(state: EcomState, { limits }: EcomShop, now: string): LimitVerdict {
  const windows = windowSeconds.map((seconds, index) => {
    const kept = state.windows[index];
    const isOver = kept === undefined || Date.parse(now) - Date.parse(kept.startedAt) >= seconds * 1000;
    const { startedAt, calls } = isOver ? { startedAt: now, calls: 0 } : kept;
    return { startedAt, calls: calls + 1 };
  });
  state.windows = windows;
  const remaining = windows.map(({ calls }, index) => Math.max(-1, (limits[index] ?? 0) - calls));
  const reset = windows.map(({ startedAt }, index) => {
    const elapsed = Math.floor((Date.parse(now) - Date.parse(startedAt)) / 1000);
    return (windowSeconds[index] ?? 0) - elapsed;
  });
  const exceeded = remaining.findLastIndex((left) => left < 0);
  const headers = {
    'x-ratelimit-limit': limits.join('/'),
    'x-ratelimit-remaining': remaining.join('/'),
    'x-ratelimit-reset': reset.join('/'),
  };
  if (exceeded < 0) return { isAllowed: true, headers };
  return { isAllowed: false, headers: { ...headers, ...retryAfter(state, now, reset[exceeded] ?? 0) } };
}

/** `Retry-After` as seconds and as a date by turns: both were seen. */
function retryAfter(state: EcomState, now: string, seconds: number): Readonly<Record<string, string>> {
  state.refusedCalls += 1;
  const isDate = state.refusedCalls % 2 === 0;
  return {
    'retry-after': isDate ? new Date(Date.parse(now) + seconds * 1000).toUTCString() : String(seconds),
  };
}

/** The same as a resource: `GET account/ratelimit.json`. */
export function shownLimits(state: EcomState, { limits }: EcomShop): Record<string, unknown> {
  const of = (index: 0 | 1 | 2) => {
    const limit = limits[index] ?? 0;
    const calls = state.windows[index]?.calls ?? 0;
    return { limit, remaining: limit - calls, reset: windowSeconds[index] };
  };
  return { limit5Min: of(0), limitHour: of(1), limitDay: of(2) };
}

/** The answer of a shop that is asked too much although no window says so, as in {@link EcomState.faults}. */
export const limitedByFault = (state: EcomState, now: string): SimulatedAnswer => ({
  status: 429,
  headers: { 'content-type': 'application/json', ...retryAfter(state, now, 1) },
  body: JSON.stringify({ error: { code: 429, method: 'GET', request: '', message: 'Too many requests' } }),
});
