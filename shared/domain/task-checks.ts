import { Temporal } from 'temporal-polyfill';

const firstChecksMinutes = [1, 10] as const;
const minutesPerHour = 60;
const minutesPerDay = 24 * minutesPerHour;

/**
 * When an open task is looked at next: 1 minute and 10 minutes after it was opened, then hourly until the end of its
 * due day (in UTC), then daily. A function of the two instants alone, so that a check which runs twice, late or
 * out of turn sets the same next one. Always after `now`.
 */
export function nextCheckAt(openedAt: string, dueOn: string, now: string): string {
  const opened = Temporal.Instant.from(openedAt);
  const elapsedMinutes = Temporal.Instant.from(now).since(opened).total('minutes');
  const first = firstChecksMinutes.find((minutes) => minutes > elapsedMinutes);
  if (first !== undefined) return text(opened.add({ minutes: first }));
  const dueEnd = Temporal.PlainDate.from(dueOn).add({ days: 1 }).toZonedDateTime('UTC').toInstant();
  const step = Temporal.Instant.compare(Temporal.Instant.from(now), dueEnd) < 0 ? minutesPerHour : minutesPerDay;
  return text(opened.add({ minutes: (Math.floor(elapsedMinutes / step) + 1) * step }));
}

const text = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });
