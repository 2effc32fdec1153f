import { Temporal } from 'temporal-polyfill';

/** The day of an instant in the shop's time zone, as ISO text (`2026-11-12`). */
export function dayInShop(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The day so many days after a day, as ISO text. */
export function daysAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
