import * as Instant from 'temporal-polyfill/fns/Instant';

const text = (instant: Instant.Record): string => Instant.toString(instant, { fractionalSecondDigits: 3 });

/** The same instant in UTC with milliseconds, the one form in which texts of instants sort like the instants themselves. */
export const inUtc = (instant: string): string => text(Instant.fromString(instant));

/** The instant so many seconds later, earlier for a negative number; in UTC with milliseconds. */
export const secondsAfter = (instant: string, seconds: number): string =>
  text(Instant.addMilliseconds(Instant.fromString(instant), Math.round(seconds * 1000)));

/** Seconds from one instant to another, with their fraction; negative when the second is the earlier one. */
export const secondsBetween = (from: string, to: string): number =>
  Instant.diffMilliseconds(Instant.fromString(from), Instant.fromString(to)) / 1000;

/** An instant in milliseconds since 1970. */
export const millisecondsOf = (instant: string): number => Instant.fromString(instant).epochMilliseconds;

/** Milliseconds since 1970 as an instant in UTC with milliseconds. */
export const instantAt = (milliseconds: number): string => text(Instant.fromEpochMilliseconds(milliseconds));
