import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

const nanosecondsPerMillisecond = 1_000_000;
const millisecondsPerHour = 3_600_000;
const mostHours = 10_000;

// What is known of time zones never changes while a process runs, and to ask the library each time costs ten times as
// much. Spans up to the next change would be fewer entries, but the library looks at today's date to find that.
const offsetsOfZones = new Map<string, Map<number, number>>();

/** How far a zone's clocks are ahead of UTC at an instant of milliseconds since 1970. Throws a RangeError for no time zone. */
export function offsetMillisecondsAt(milliseconds: number, timeZone: string): number {
  const hour = Math.floor(milliseconds / millisecondsPerHour);
  const offsets = offsetsOfZones.get(timeZone) ?? new Map<number, number>();
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const atBegin = askedOffset(hour * millisecondsPerHour, timeZone);
  // Clocks are never changed twice in an hour, but not always at a full one: those of St. John's at 00:01 until 2011.
  if (atBegin !== askedOffset((hour + 1) * millisecondsPerHour, timeZone)) return askedOffset(milliseconds, timeZone);
  if (offsets.size >= mostHours) offsets.clear();
  offsetsOfZones.set(timeZone, offsets.set(hour, atBegin));
  return atBegin;
}

function askedOffset(milliseconds: number, timeZone: string): number {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(milliseconds), timeZone);
  return ZonedDateTime.offsetNanoseconds(zoned) / nanosecondsPerMillisecond;
}
