import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type CoveredSpan, isCovered, seenUntil, withSpan } from '../../../../shared/domain/coverage.ts';
import { daysAfter } from '../../../../shared/domain/shop-day.ts';

const day = (number: number): string => daysAfter('2026-01-01', number);
const span = (from: number, until: number): CoveredSpan => ({ from: day(from), until: day(until) });
const aSpan = fc.tuple(fc.nat(40), fc.nat(6)).map(([from, days]) => span(from, from + days));

describe('what was seen of an account', () => {
  it('is one span where days follow one another, and two where a day between them was not seen', () => {
    expect(withSpan([span(0, 3)], span(4, 6))).toEqual([span(0, 6)]);
    expect(withSpan([span(0, 3)], span(5, 6))).toEqual([span(0, 3), span(5, 6)]);
  });

  it('is joined by what fills the gap', () => {
    const spans = withSpan([span(0, 3), span(5, 6)], span(4, 4));
    expect(spans).toEqual([span(0, 6)]);
    expect(seenUntil(spans)).toBe(day(6));
  });

  it('covers a day only if it was seen', () => {
    const spans = [span(0, 3), span(5, 6)];
    expect(isCovered(spans, day(3), day(3))).toBe(true);
    expect(isCovered(spans, day(4), day(4))).toBe(false);
    expect(isCovered(spans, day(3), day(5))).toBe(false);
  });

  test.prop([fc.array(aSpan, { maxLength: 12 })])(
    'is the same in whatever order and however often it is told',
    (told) => {
      const all = (spans: readonly CoveredSpan[]) => spans.reduce<readonly CoveredSpan[]>(withSpan, []);
      expect(all([...told.toReversed(), ...told])).toEqual(all(told));
    },
  );

  test.prop([fc.array(aSpan, { minLength: 1, maxLength: 12 }), fc.nat(50)])(
    'covers exactly the days that some span covers',
    (told, number) => {
      const spans = told.reduce<readonly CoveredSpan[]>(withSpan, []);
      const isTold = told.some(({ from, until }) => from <= day(number) && day(number) <= until);
      expect(isCovered(spans, day(number), day(number))).toBe(isTold);
    },
  );
});
