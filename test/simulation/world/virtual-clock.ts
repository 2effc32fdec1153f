import { instantAt } from '../../../shared/domain/instants.ts';
import type { Clock } from '../../../shared/ports/clock.ts';

/** A clock that stands still until it is told to go on. */
export type VirtualClock = Clock &
  Readonly<{
    nowMilliseconds(): number;
    advance(milliseconds: number): void;
    /** Goes on to a later instant; an earlier one changes nothing, as time does not run back. */
    advanceTo(milliseconds: number): void;
  }>;

/** A clock that starts at an instant of ISO 8601. */
export function virtualClock(startsAt = '2026-11-12T09:30:00.000Z'): VirtualClock {
  let now = Date.parse(startsAt);
  return {
    now: () => instantAt(now),
    nowMilliseconds: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
    advanceTo(milliseconds) {
      now = Math.max(now, milliseconds);
    },
  };
}
