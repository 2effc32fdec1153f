import { dayAt, daysSince1970, twoDigits } from '../calendar-day.ts';

const instantForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/;

const secondsPerMinute = 60;
const secondsPerHour = 3600;

/** Seconds of a day. Days are compared as seconds because rows are, and a day of 25 hours never decides a match. */
export const secondsPerDay = 86_400;

/**
 * Seconds since 1970 of an ISO day or instant; a day counts from its midnight in UTC. Read by digits, for a million rows
 * are read so. `undefined` for anything else, also for a day that is not in the calendar.
 */
export function unixSecondsOf(text: string): number | undefined {
  const found = instantForm.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', , sign, offsetHours = '0', offsetMinutes = '0'] =
    found;
  const days = daysSince1970(Number(year), Number(month), Number(day));
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const offset = Number(offsetHours) * secondsPerHour + Number(offsetMinutes) * secondsPerMinute;
  const local = Number(hour) * secondsPerHour + Number(minute) * secondsPerMinute + Number(second);
  return days * secondsPerDay + local - (sign === '-' ? -offset : offset);
}

/** The ISO text of seconds since 1970, in UTC: `2026-11-12T09:00:00Z`. */
export function instantOf(unixSeconds: number): string {
  const days = Math.floor(unixSeconds / secondsPerDay);
  const rest = unixSeconds - days * secondsPerDay;
  const parts = [Math.floor(rest / secondsPerHour), Math.floor(rest / secondsPerMinute) % 60, rest % 60];
  return `${dayAt(days)}T${parts.map(twoDigits).join(':')}Z`;
}
