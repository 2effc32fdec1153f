import * as Instant from 'temporal-polyfill/fns/Instant';
import { dayAt, daysSince1970, twoDigits } from './calendar-day.ts';

const millisecondsPerSecond = 1_000;
const millisecondsPerMinute = 60_000;
const millisecondsPerHour = 3_600_000;
const millisecondsPerDay = 86_400_000;
const firstMillisecond = -62_167_219_200_000;
const lastMillisecond = 253_402_300_799_999;

// How Avoir writes every instant, and so how it reads nearly all: by its digits, a tenth of the work of the library.
const writtenForm = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** An instant of ISO 8601, with any offset, in milliseconds since 1970. Throws a RangeError for what is none. */
export function millisecondsOf(instant: string): number {
  if (!writtenForm.test(instant)) return Instant.fromString(instant).epochMilliseconds;
  const twoAt = (place: number): number => digitAt(instant, place) * 10 + digitAt(instant, place + 1);
  const days = daysSince1970(twoAt(0) * 100 + twoAt(2), twoAt(5), twoAt(8));
  if (days === undefined) throw new RangeError('Not an instant: no such day.');
  return (
    days * millisecondsPerDay +
    twoAt(11) * millisecondsPerHour +
    twoAt(14) * millisecondsPerMinute +
    twoAt(17) * millisecondsPerSecond +
    digitAt(instant, 20) * 100 +
    twoAt(21)
  );
}

const digitZero = 48;
const digitAt = (text: string, place: number): number => text.charCodeAt(place) - digitZero;

/**
 * Milliseconds since 1970 as an instant in UTC with milliseconds. Throws a RangeError for a fraction of one, and outside of
 * the years 0 to 9999, whose texts do not sort like the instants.
 */
export function instantAt(milliseconds: number): string {
  if (!Number.isInteger(milliseconds) || milliseconds < firstMillisecond || milliseconds > lastMillisecond)
    throw new RangeError('Not an instant that can be written.');
  const days = Math.floor(milliseconds / millisecondsPerDay);
  const rest = milliseconds - days * millisecondsPerDay;
  const hours = twoDigits(Math.floor(rest / millisecondsPerHour));
  const minutes = twoDigits(Math.floor(rest / millisecondsPerMinute) % 60);
  const seconds = twoDigits(Math.floor(rest / millisecondsPerSecond) % 60);
  const fraction = String(rest % millisecondsPerSecond).padStart(3, '0');
  return `${dayAt(days)}T${hours}:${minutes}:${seconds}.${fraction}Z`;
}

/** The same instant in UTC with milliseconds, the one form in which texts of instants sort like the instants themselves. */
export const inUtc = (instant: string): string => instantAt(millisecondsOf(instant));

/** The instant so many seconds later, earlier for a negative number; in UTC with milliseconds. */
export const secondsAfter = (instant: string, seconds: number): string =>
  instantAt(millisecondsOf(instant) + Math.round(seconds * millisecondsPerSecond));

/** Seconds from one instant to another, with their fraction; negative when the second is the earlier one. */
export const secondsBetween = (from: string, to: string): number =>
  (millisecondsOf(to) - millisecondsOf(from)) / millisecondsPerSecond;
