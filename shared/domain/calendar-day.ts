const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Days from 1970-01-01 to a day of the calendar, negative before it; `undefined` for a day that there is not. */
export function daysSince1970(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // The year begins in March here, so that the leap day is its last.
  const shiftedYear = month > 2 ? year : year - 1;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The same of an ISO text (`2026-11-12`). Throws a RangeError for what is none. */
export function daysSince1970Of(day: string): number {
  const [, year, month, date] = dayForm.exec(day) ?? [];
  const days = daysSince1970(Number(year), Number(month), Number(date));
  if (days === undefined || Number.isNaN(days)) throw new RangeError('Not a day of the calendar.');
  return days;
}

/** The ISO text of a day, by the days since 1970. */
export function dayAt(daysSince1970: number): string {
  const shifted = daysSince1970 + 719_468;
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
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** A whole number from 0 to 99 as two digits. */
export const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number));

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
