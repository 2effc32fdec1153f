import { instantAt, millisecondsOf } from './instants.ts';
import { daysAfter } from './shop-day.ts';

const millisecondsPerMinute = 60_000;
const minutesPerHour = 60;
const minutesPerDay = 24 * minutesPerHour;
const firstChecksMinutes = [1, 10] as const;
// Events bring what happens; a look finds what two of them missed in an index. Each costs writes, so they thin out.
const taskChecksMinutes = [...firstChecksMinutes, 60, 120, 240, 480, 960] as const;

/**
 * When an open task is looked at next: 1 and 10 minutes, then 1, 2, 4, 8 and 16 hours after it was opened, then daily, and
 * once when its due day ends (in UTC). A function of the two instants alone, so that a check which runs twice, late or
 * out of turn sets the same next one. Always after `now`.
 */
export function nextCheckAt(openedAt: string, dueOn: string, now: string): string {
  const current = millisecondsOf(now);
  const regular = regularLookAfter(millisecondsOf(openedAt), current);
  const dueEnd = millisecondsOf(`${daysAfter(dueOn, 1)}T00:00:00.000Z`);
  return instantAt(current < dueEnd && dueEnd < regular ? dueEnd : regular);
}

/**
 * When a refund that nothing explains is looked at next: 1 and 10 minutes, 1, 2, 4, 8 and 16 hours after it was first
 * seen, then daily, for a task and a refund may have missed each other in an index; and for the last time when its credit
 * note can be late no longer, for it is judged then. `undefined` after that: a later task finds it from its own side.
 */
export function nextLookAt(firstSeenAt: string, judgedAt: string, now: string): string | undefined {
  const [first, current, last] = [millisecondsOf(firstSeenAt), millisecondsOf(now), millisecondsOf(judgedAt)];
  const next = regularLookAfter(first, current);
  if (next < last) return instantAt(next);
  return current < last ? instantAt(last) : firstLookAfter(first, current);
}

/** The first look at what began at `first` that comes after `current`, both in milliseconds since 1970. */
function regularLookAfter(first: number, current: number): number {
  const elapsedMinutes = minutesBetween(first, current);
  const early = taskChecksMinutes.find((minutes) => minutes > elapsedMinutes);
  const minutes = early ?? (Math.floor(elapsedMinutes / minutesPerDay) + 1) * minutesPerDay;
  return first + minutes * millisecondsPerMinute;
}

/** A refund that is seen late is still looked at soon after: its task may have missed it just now. */
function firstLookAfter(first: number, current: number): string | undefined {
  const elapsedMinutes = minutesBetween(first, current);
  const minutes = firstChecksMinutes.find((each) => each > elapsedMinutes);
  return minutes === undefined ? undefined : instantAt(first + minutes * millisecondsPerMinute);
}

const minutesBetween = (from: number, to: number): number => Math.floor((to - from) / millisecondsPerMinute);
