import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

const nanosecondsPerMillisecond = 1_000_000;
const quarterMilliseconds = 900_000;
const mostQuarters = 10_000;

// What is known of time zones never changes while a process runs, and to ask the library each time costs ten times as
// much. By quarters of an hour: since 1972 clocks have been changed only where one begins in UTC (IANA time zone
// database). Spans up to the next change would be fewer entries, but the library looks at today's date to find that.
const offsetsOfZones = new Map<string, Map<number, number>>();

/** How far a zone's clocks are ahead of UTC at an instant of milliseconds since 1970. Throws a RangeError for no time zone. */
export function offsetMillisecondsAt(milliseconds: number, timeZone: string): number {
  const quarter = Math.floor(milliseconds / quarterMilliseconds);
  const offsets = offsetsOfZones.get(timeZone) ?? new Map<number, number>();
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const instant = Instant.fromEpochMilliseconds(quarter * quarterMilliseconds);
  const zoned = Instant.toZonedDateTimeISO(instant, timeZone);
  const asked = ZonedDateTime.offsetNanoseconds(zoned) / nanosecondsPerMillisecond;
  if (offsets.size >= mostQuarters) offsets.clear();
  offsetsOfZones.set(timeZone, offsets.set(quarter, asked));
  return asked;
}
