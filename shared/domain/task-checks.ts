import * as Instant from 'temporal-polyfill/fns/Instant';
import { daysAfter } from './shop-day.ts';

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
  const opened = Instant.fromString(openedAt);
  const current = Instant.fromString(now);
  const elapsedMinutes = Math.floor(Instant.diffMinutes(opened, current));
  const early = taskChecksMinutes.find((minutes) => minutes > elapsedMinutes);
  const minutes = early ?? (Math.floor(elapsedMinutes / minutesPerDay) + 1) * minutesPerDay;
  const regular = Instant.addMinutes(opened, minutes);
  const dueEnd = Instant.fromString(`${daysAfter(dueOn, 1)}T00:00:00Z`);
  const isDueBetween = Instant.compare(current, dueEnd) < 0 && Instant.compare(dueEnd, regular) < 0;
  return text(isDueBetween ? dueEnd : regular);
}

/**
 * When a refund that nothing explains is looked at next: 1 and 10 minutes, 1, 2, 4, 8 and 16 hours after it was first
 * seen, then daily, for a task and a refund may have missed each other in an index; and for the last time when its credit
 * note can be late no longer, for it is judged then. `undefined` after that: a later task finds it from its own side.
 */
export function nextLookAt(firstSeenAt: string, judgedAt: string, now: string): string | undefined {
  const first = Instant.fromString(firstSeenAt);
  const current = Instant.fromString(now);
  const last = Instant.fromString(judgedAt);
  const elapsedMinutes = Math.floor(Instant.diffMinutes(first, current));
  const early = taskChecksMinutes.find((minutes) => minutes > elapsedMinutes);
  const next = Instant.addMinutes(first, early ?? (Math.floor(elapsedMinutes / minutesPerDay) + 1) * minutesPerDay);
  if (Instant.compare(next, last) < 0) return text(next);
  return Instant.compare(current, last) < 0 ? text(last) : firstLookAfter(first, current);
}

/** A refund that is seen late is still looked at soon after: its task may have missed it just now. */
function firstLookAfter(first: Instant.Record, current: Instant.Record): string | undefined {
  const elapsedMinutes = Math.floor(Instant.diffMinutes(first, current));
  const minutes = firstChecksMinutes.find((each) => each > elapsedMinutes);
  return minutes === undefined ? undefined : text(Instant.addMinutes(first, minutes));
}

const text = (instant: Instant.Record): string => Instant.toString(instant, { fractionalSecondDigits: 3 });
