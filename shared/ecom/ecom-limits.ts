import * as z from 'zod';
import { secondsBetween } from '../domain/instants.ts';
import { instantOfHttpDate } from './http-date.ts';

/** One of eCom's three windows (five minutes, an hour, a day). `remaining` may be below zero. */
export type EcomWindow = Readonly<{ limit: number; remaining: number; resetSeconds: number }>;

/** What the last answer said of the shop's limits; empty when it said nothing readable. */
export type EcomBudget = readonly EcomWindow[];

/** Reads the headers `x-ratelimit-limit`, `-remaining` and `-reset`, each three numbers with slashes between them. */
export function budgetIn(headers: Readonly<Record<string, string>>): EcomBudget {
  const [limits, remaining, resets] = ['limit', 'remaining', 'reset'].map((name) =>
    (headers[`x-ratelimit-${name}`] ?? '').split('/').map((text) => Number(text.trim() || Number.NaN)),
  );
  const windows = (limits ?? []).map((limit, index) => ({
    limit,
    remaining: remaining?.[index] ?? Number.NaN,
    resetSeconds: resets?.[index] ?? Number.NaN,
  }));
  return windows.every((window) => Object.values(window).every(Number.isFinite)) ? windows : [];
}

/** How long to leave a shop alone so that a window does not fall below what others need of it; 0 when there is enough. */
export function restSeconds(budget: EcomBudget, reserve: (limit: number) => number): number {
  return budget
    .filter(({ limit, remaining }) => remaining < reserve(limit))
    .reduce((longest, { resetSeconds }) => Math.max(longest, resetSeconds), 0);
}

// What a client that was seen in use waits when the header is missing.
const usualWaitSeconds = 60;
const longestWaitSeconds = 86_400;
const isoInstant = z.iso.datetime({ offset: true });

/** `Retry-After` in seconds: it comes as seconds and as a date. Without it the window that is used up says when it ends. */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>, now: string): number {
  const text = headers['retry-after']?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : secondsUntil(text, now);
  const known = seconds ?? (restSeconds(budgetIn(headers), () => 1) || usualWaitSeconds);
  return Math.min(longestWaitSeconds, Math.max(1, known));
}

function secondsUntil(text: string, now: string): number | undefined {
  const instant = isoInstant.safeParse(instantOfHttpDate(text) ?? text).data;
  return instant === undefined ? undefined : Math.ceil(secondsBetween(now, instant));
}
