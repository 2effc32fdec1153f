import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { inUtc } from './instants.ts';

/** The day of an instant in the shop's time zone, as ISO text (`2026-11-12`). */
export function dayInShop(instant: string, timeZone: string): string {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromString(instant), timeZone);
  return PlainDate.toString(ZonedDateTime.toPlainDate(zoned));
}

/** The time of an instant in the shop's time zone, to the minute (`07:05`). */
export function timeInShop(instant: string, timeZone: string): string {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromString(instant), timeZone);
  return PlainTime.toString(ZonedDateTime.toPlainTime(zoned), { smallestUnit: 'minute' });
}

/** The day so many days after a day, as ISO text. */
export function daysAfter(day: string, days: number): string {
  return PlainDate.toString(PlainDate.addDays(PlainDate.fromString(day, getISO), days));
}

/** The instant at which a day of the shop begins, in UTC with milliseconds. */
export function startOfDayInShop(day: string, timeZone: string): string {
  const zoned = PlainDate.toZonedDateTime(PlainDate.fromString(day, getISO), timeZone);
  return inUtc(Instant.toString(ZonedDateTime.toInstant(zoned)));
}

/** The month so many months after one (`2026-11`). */
export function monthAfter(month: string, months: number): string {
  const first = PlainDate.fromString(`${month}-01`, getISO);
  return PlainDate.toString(PlainDate.addMonths(first, months)).slice(0, 'YYYY-MM'.length);
}

/** The last day of a month (`2026-11`), as ISO text. */
export const lastDayOfMonth = (month: string): string => daysAfter(`${monthAfter(month, 1)}-01`, -1);
