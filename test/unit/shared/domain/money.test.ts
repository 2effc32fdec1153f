import { describe, expect, it } from 'vitest';
import { exponentOf, shareOf, spreadByLargestRemainder, toDecimalText } from '../../../../shared/domain/money.ts';

describe('an amount as text', () => {
  it.each([
    [{ minor: 1299, currency: 'EUR' }, '12.99'],
    [{ minor: 5, currency: 'EUR' }, '0.05'],
    [{ minor: -5, currency: 'EUR' }, '-0.05'],
    [{ minor: 1299, currency: 'JPY' }, '1299'],
    [{ minor: 1299, currency: 'TND' }, '1.299'],
    [{ minor: 0, currency: 'EUR' }, '0.00'],
  ])('has all decimals of its currency: %o is %s', (money, text) => {
    expect(toDecimalText(money)).toBe(text);
  });

  it('is refused for what is no currency and for what is no whole amount', () => {
    expect(() => toDecimalText({ minor: 1, currency: 'ZZZ' })).toThrow('Not an ISO 4217 currency');
    expect(() => toDecimalText({ minor: 1.5, currency: 'EUR' })).toThrow('Not a whole number');
  });

  it('knows no currency that is not in the standard', () => {
    expect(exponentOf('toString')).toBeUndefined();
  });
});

describe('a share', () => {
  it.each([
    [1000, 1, 3, 333],
    [1001, 1, 2, 501],
    [-1001, 1, 2, -501],
    [Number.MAX_SAFE_INTEGER, 2, 2, Number.MAX_SAFE_INTEGER],
  ])('is rounded half away from zero: %i × %i / %i = %i', (amount, part, whole, share) => {
    expect(shareOf(amount, part, whole)).toBe(share);
  });

  it('needs a positive whole', () => {
    expect(() => shareOf(1, 1, 0)).toThrow('positive whole');
  });
});

describe('what is spread', () => {
  it('gives equal remainders to the earlier part', () => {
    expect(spreadByLargestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(spreadByLargestRemainder(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });

  it('needs something to be spread over', () => {
    expect(() => spreadByLargestRemainder(1, [0, 0])).toThrow('nothing to spread over');
    expect(() => spreadByLargestRemainder(1, [2, -1])).toThrow('negative');
  });
});
