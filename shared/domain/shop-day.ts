import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { dayAt, daysSince1970Of } from './calendar-day.ts';
import { instantAt, millisecondsOf } from './instants.ts';
import { offsetMillisecondsAt } from './zone-offset.ts';

const millisecondsPerDay = 86_400_000;

/** The day of an instant in the shop's time zone, as ISO text (`2026-11-12`). */
export const dayInShop = (instant: string, timeZone: string): string =>
  dayAt(Math.floor(localMilliseconds(instant, timeZone) / millisecondsPerDay));

/** The time of an instant in the shop's time zone, to the minute (`07:05`). */
export const timeInShop = (instant: string, timeZone: string): string =>
  instantAt(localMilliseconds(instant, timeZone)).slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length);

/** The day so many days after a day, as ISO text. */
export const daysAfter = (day: string, days: number): string => dayAt(daysSince1970Of(day) + days);

/** The instant at which a day of the shop begins, in UTC with milliseconds. */
export function startOfDayInShop(day: string, timeZone: string): string {
  const zoned = PlainDate.toZonedDateTime(PlainDate.fromString(day, getISO), timeZone);
  return instantAt(ZonedDateTime.toInstant(zoned).epochMilliseconds);
}

/** The month so many months after one (`2026-11`). */
export function monthAfter(month: string, months: number): string {
  const first = PlainDate.fromString(`${month}-01`, getISO);
  return PlainDate.toString(PlainDate.addMonths(first, months)).slice(0, 'YYYY-MM'.length);
}

/** The last day of a month (`2026-11`), as ISO text. */
export const lastDayOfMonth = (month: string): string => daysAfter(`${monthAfter(month, 1)}-01`, -1);

/** What the shop's clocks show, as if they were those of UTC. */
function localMilliseconds(instant: string, timeZone: string): number {
  const milliseconds = millisecondsOf(instant);
  return milliseconds + offsetMillisecondsAt(milliseconds, timeZone);
}
