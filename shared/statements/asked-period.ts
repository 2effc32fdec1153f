import * as z from 'zod';
import { type StatementPeriod, type StatementRefusalCode, statementPeriodOf } from '../domain/statement-period.ts';
import { ProblemError } from '../lambda/problem.ts';

/** A month as somebody asks for it. */
export const monthSchema = z.string().regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/, 'A month like 2026-11.');

/** As of which day somebody asks; left out, at the end of the month, or today. */
export const asOfSchema = z.strictObject({ asOf: z.iso.date().optional() });

const titles: Readonly<Record<StatementRefusalCode, string>> = {
  statement_in_future: 'Nothing can be said yet of a day that has not begun.',
  day_outside_month: 'The day is not in this month.',
};

/** The period that somebody asks for; 422 where there can be no statement of it. */
export function askedPeriod(
  month: string,
  asOf: string | undefined,
  moment: Readonly<{ now: string; timeZone: string }>,
): StatementPeriod {
  const period = statementPeriodOf(month, asOf, moment);
  if (typeof period === 'string') throw new ProblemError(422, period, titles[period]);
  return period;
}
