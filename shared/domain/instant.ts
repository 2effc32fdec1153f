import * as Instant from 'temporal-polyfill/fns/Instant';

/** The instant so many seconds after one, to the millisecond. */
export function instantAfter(instant: string, seconds: number): string {
  const after = Instant.addMilliseconds(Instant.fromString(instant), Math.round(seconds * 1_000));
  return Instant.toString(after, { fractionalSecondDigits: 3 });
}

/** How many milliseconds an instant is away from `now`; negative when it has passed. */
export const millisecondsUntil = (instant: string, now: string): number =>
  Instant.diffMilliseconds(Instant.fromString(now), Instant.fromString(instant));

/** An instant in the one form that compares as text: UTC, with milliseconds. Throws for what is no instant. */
export const comparableInstant = (instant: string): string =>
  Instant.toString(Instant.fromString(instant), { fractionalSecondDigits: 3 });
