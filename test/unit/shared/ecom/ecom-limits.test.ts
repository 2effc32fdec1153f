import { describe, expect, test } from 'vitest';
import { budgetIn, restSeconds, retryAfterSeconds } from '../../../../shared/ecom/ecom-limits.ts';

const now = '2026-11-12T09:30:00.000Z';
const headers = (remaining: string) => ({
  'x-ratelimit-limit': '300/3000/12000',
  'x-ratelimit-remaining': remaining,
  'x-ratelimit-reset': '263/2063/23663',
});

describe('the limits of eCom', () => {
  test('three windows are read from the headers', () => {
    expect(budgetIn(headers('299/2987/-1'))).toEqual([
      { limit: 300, remaining: 299, resetSeconds: 263 },
      { limit: 3000, remaining: 2987, resetSeconds: 2063 },
      { limit: 12_000, remaining: -1, resetSeconds: 23_663 },
    ]);
  });

  test.for<Record<string, string>>([{}, { 'x-ratelimit-limit': '300' }, headers('many/few/none')])(
    'unreadable headers say nothing: %o',
    (bad) => {
      expect(budgetIn(bad)).toEqual([]);
    },
  );

  test('a shop is left alone until the longest window that is nearly used up begins anew', () => {
    const tenth = (limit: number) => limit / 10;
    expect(restSeconds(budgetIn(headers('299/2987/11950')), tenth)).toBe(0);
    expect(restSeconds(budgetIn(headers('29/299/11950')), tenth)).toBe(2063);
  });

  test.for([
    ['17', 17],
    ['Thu, 12 Nov 2026 09:31:40 GMT', 100],
    ['2026-11-12T09:30:05Z', 5],
    ['Thu, 12 Nov 2026 09:00:00 GMT', 1],
    ['soon', 60],
    ['', 60],
    ['99999999', 86_400],
  ] as const)('Retry-After "%s" means %d seconds', ([text, seconds]) => {
    expect(retryAfterSeconds({ 'retry-after': text }, now)).toBe(seconds);
  });

  test('without Retry-After the window that is used up says how long', () => {
    expect(retryAfterSeconds(headers('12/-1/11950'), now)).toBe(2063);
  });
});
