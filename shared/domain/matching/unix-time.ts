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

// Days of the proleptic Gregorian calendar; the year begins in March so that the leap day is its last.
function daysSince1970(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const shiftedYear = month > 2 ? year : year - 1;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The ISO text of seconds since 1970, in UTC: `2026-11-12T09:00:00Z`. */
export function instantOf(unixSeconds: number): string {
  const days = Math.floor(unixSeconds / secondsPerDay);
  const rest = unixSeconds - days * secondsPerDay;
  const parts = [Math.floor(rest / secondsPerHour), Math.floor(rest / secondsPerMinute) % 60, rest % 60];
  return `${dayOf(days)}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}Z`;
}

function dayOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
