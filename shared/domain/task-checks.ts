import * as Instant from 'temporal-polyfill/fns/Instant';
import { daysAfter } from './shop-day.ts';

const firstChecksMinutes = [1, 10] as const;
const minutesPerHour = 60;
const minutesPerDay = 24 * minutesPerHour;

/**
 * When an open task is looked at next: 1 minute and 10 minutes after it was opened, then hourly until the end of its
 * due day (in UTC), then daily. A function of the two instants alone, so that a check which runs twice, late or
 * out of turn sets the same next one. Always after `now`.
 */
export function nextCheckAt(openedAt: string, dueOn: string, now: string): string {
  const opened = Instant.fromString(openedAt);
  const current = Instant.fromString(now);
  const elapsedMinutes = Math.floor(Instant.diffMinutes(opened, current));
  const first = firstChecksMinutes.find((minutes) => minutes > elapsedMinutes);
  if (first !== undefined) return text(Instant.addMinutes(opened, first));
  const dueEnd = Instant.fromString(`${daysAfter(dueOn, 1)}T00:00:00Z`);
  const stepMinutes = Instant.compare(current, dueEnd) < 0 ? minutesPerHour : minutesPerDay;
  return text(Instant.addMinutes(opened, (Math.floor(elapsedMinutes / stepMinutes) + 1) * stepMinutes));
}

const text = (instant: Instant.Record): string => Instant.toString(instant, { fractionalSecondDigits: 3 });
