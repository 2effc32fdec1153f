/** Thrown for a schedule that one machine does not run; says which expression. */
export class UnsupportedScheduleError extends Error {
  override readonly name = 'UnsupportedScheduleError';
}

const millisecondsByUnit = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Interval of a `rate(...)` expression in milliseconds. The unit is singular for 1 and plural for all else, as
 * EventBridge Scheduler insists. `cron(...)` and `at(...)` are refused.
 */
export function rateMilliseconds(expression: string): number {
  const [, count = '', unit = '', plural = ''] = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  if ((unit !== 'minute' && unit !== 'hour' && unit !== 'day') || (count === '1') === (plural === 's')) {
    throw new UnsupportedScheduleError(
      `One machine runs rate(N minutes|hours|days) only; this schedule says ${expression}.`,
    );
  }
  return Number(count) * millisecondsByUnit[unit];
}
