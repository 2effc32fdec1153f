import { secondsPerDay } from './unix-time.ts';

/** How long after a refund was made a channel shows it, at most: hours, then working days of banks (Monday to Friday). */
export type ProviderLag = Readonly<{ hours: number; workingDays: number }>;

const secondsPerHour = 3600;
const daysPerWeek = 7;
// The first of January 1970 was a Thursday.
const weekdayOfEpoch = 3;
const saturday = 5;

/** Until when a channel that was read at an instant (seconds) has shown everything; nothing later may be called missing. */
export function coveredWhenReadAt(readAt: number, { hours, workingDays }: ProviderLag): number {
  let at = readAt - hours * secondsPerHour;
  for (let left = workingDays; left > 0; ) {
    at -= secondsPerDay;
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

function isWorkingDay(seconds: number): boolean {
  const days = Math.floor(seconds / secondsPerDay);
  return (((days + weekdayOfEpoch) % daysPerWeek) + daysPerWeek) % daysPerWeek < saturday;
}
