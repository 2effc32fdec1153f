import { fc, test } from '@fast-check/vitest';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantAt, inUtc, millisecondsOf, secondsAfter, secondsBetween } from '../../../../shared/domain/instants.ts';
import { dayInShop, daysAfter, startOfDayInShop, timeInShop } from '../../../../shared/domain/shop-day.ts';

// Clocks that change at a full hour, by half an hour, a minute after midnight, across a day, in the south, and never.
const timeZones = [
  'Europe/Amsterdam',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'America/St_Johns',
  'Pacific/Apia',
  'Asia/Pyongyang',
  'Africa/Casablanca',
  'UTC',
];
const milliseconds = fc.integer({ min: Date.parse('1973-01-01'), max: Date.parse('2100-01-01') });
const days = milliseconds.map((each) => new Date(each).toISOString().slice(0, 10));

describe('instants', () => {
  test.prop([milliseconds])('are read and written as the library does, by their digits', (each) => {
    const written = Temporal.Instant.fromEpochMilliseconds(each).toString({ fractionalSecondDigits: 3 });

    expect(instantAt(each)).toBe(written);
    expect(millisecondsOf(written)).toBe(each);
  });

  it.each([
    ['2026-11-12T10:30:00+01:00', '2026-11-12T09:30:00.000Z'],
    ['2026-11-12T09:30:00Z', '2026-11-12T09:30:00.000Z'],
    ['2026-11-12T09:30:00.123987Z', '2026-11-12T09:30:00.123Z'],
    ['2024-02-29T23:59:60Z', '2024-02-29T23:59:59.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is %s in UTC', (instant, utc) => {
    expect(inUtc(instant)).toBe(utc);
  });

  it.each([
    '2026-02-29T00:00:00.000Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00.000Z',
    '2026-11-12T24:00:00.000Z',
    '2026-11-12T09:60:00.000Z',
    '2026-11-12T09:30:00.000',
    '2026-11-12',
    'yesterday',
    '',
  ])('%s is none', (text) => {
    expect(() => millisecondsOf(text)).toThrow(RangeError);
  });

  it('the first and the last that can be written', () => {
    expect(instantAt(Date.parse('0000-01-01T00:00:00Z'))).toBe('0000-01-01T00:00:00.000Z');
    expect(instantAt(Date.parse('9999-12-31T23:59:59.999Z'))).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, Date.parse('9999-12-31T23:59:59.999Z') + 1, -62_167_219_200_001])(
    '%d milliseconds are none',
    (each) => {
      expect(() => instantAt(each)).toThrow(RangeError);
    },
  );

  test.prop([milliseconds, fc.integer({ min: -1_000_000, max: 1_000_000 })])(
    'so many seconds after one is so many seconds away',
    (each, seconds) => {
      const from = instantAt(each);

      expect(secondsBetween(from, secondsAfter(from, seconds))).toBe(seconds);
    },
  );
});

describe('days of a shop', () => {
  test.prop([milliseconds, fc.constantFrom(...timeZones)], { numRuns: 500 })(
    'and times are those of its clocks',
    (each, timeZone) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(each).toZonedDateTimeISO(timeZone);

      expect(dayInShop(instantAt(each), timeZone)).toBe(zoned.toPlainDate().toString());
      expect(timeInShop(instantAt(each), timeZone)).toBe(zoned.toPlainTime().toString({ smallestUnit: 'minute' }));
    },
  );

  test.prop([days, fc.constantFrom(...timeZones)])('begin when its clocks say so', (day, timeZone) => {
    const zoned = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);

    expect(millisecondsOf(startOfDayInShop(day, timeZone))).toBe(zoned.epochMilliseconds);
  });

  test.prop([days, fc.integer({ min: -40_000, max: 40_000 })])('are counted as in the calendar', (day, count) => {
    expect(daysAfter(day, count)).toBe(Temporal.PlainDate.from(day).add({ days: count }).toString());
  });

  it.each([
    ['2026-03-29T00:59:59.999Z', 'Europe/Amsterdam', '01:59'],
    ['2026-03-29T01:00:00.000Z', 'Europe/Amsterdam', '03:00'],
    ['2026-10-25T00:59:59.999Z', 'Europe/Amsterdam', '02:59'],
    ['2026-10-25T01:00:00.000Z', 'Europe/Amsterdam', '02:00'],
    ['2026-10-03T15:29:59.999Z', 'Australia/Lord_Howe', '01:59'],
    ['2026-10-03T15:30:00.000Z', 'Australia/Lord_Howe', '02:30'],
    ['2010-03-14T03:30:59.999Z', 'America/St_Johns', '00:00'],
    ['2010-03-14T03:31:00.000Z', 'America/St_Johns', '01:01'],
    ['2010-11-07T02:30:59.999Z', 'America/St_Johns', '00:00'],
    ['2010-11-07T02:31:00.000Z', 'America/St_Johns', '23:01'],
  ])('at %s the clocks of %s show %s', (instant, timeZone, time) => {
    expect(timeInShop(instant, timeZone)).toBe(time);
  });

  it.each(['2026-02-30', '2026-1-1', '12.11.2026', ''])('%s is none', (text) => {
    expect(() => daysAfter(text, 1)).toThrow(RangeError);
  });

  it('there are none in a time zone that there is not', () => {
    expect(() => dayInShop('2026-11-12T09:30:00.000Z', 'Europe/Nowhere')).toThrow(RangeError);
  });
});
