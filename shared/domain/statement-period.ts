import { secondsAfter } from './instants.ts';
import { dayInShop, daysAfter, lastDayOfMonth, startOfDayInShop } from './shop-day.ts';

/** What a statement is about: a month from its first day to the end of a day in it, both of the shop. */
export type StatementPeriod = Readonly<{
  month: string;
  asOf: string;
  timeZone: string;
  /** First instant of the month, and the first one after the day, in UTC. */
  from: string;
  until: string;
  /** Whether nothing can be entered into it any more: until then the same statement may still say something else. */
  isFinal: boolean;
}>;

/** Why there is no statement of a month. */
export const statementRefusalCodes = ['statement_in_future', 'day_outside_month'] as const;
export type StatementRefusalCode = (typeof statementRefusalCodes)[number];

// An entry is dated when its write begins, and is written within the fifteen minutes that a function may take; the list
// of the index follows in seconds.
const settlingSeconds = 3_600;

/** The period of a month as of a day in it; without a day up to its end, in the current month up to today. */
export function statementPeriodOf(
  month: string,
  asOf: string | undefined,
  { now, timeZone }: Readonly<{ now: string; timeZone: string }>,
): StatementPeriod | StatementRefusalCode {
  const today = dayInShop(now, timeZone);
  const firstDay = `${month}-01`;
  const lastDay = lastDayOfMonth(month);
  const day = asOf ?? (lastDay < today ? lastDay : today);
  if (firstDay > today || day > today) return 'statement_in_future';
  if (day < firstDay || day > lastDay) return 'day_outside_month';
  const until = startOfDayInShop(daysAfter(day, 1), timeZone);
  return {
    month,
    asOf: day,
    timeZone,
    from: startOfDayInShop(firstDay, timeZone),
    until,
    isFinal: secondsAfter(until, settlingSeconds) <= now,
  };
}
