import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { roundedMinorOf } from '../../../../shared/domain/decimal-amount.ts';
import { toDecimalText } from '../../../../shared/domain/money.ts';

describe('a decimal amount of another system', () => {
  it.each([
    ['12.99', 'EUR', 1299],
    ['-37.5', 'EUR', -3750],
    ['6', 'EUR', 600],
    ['6.', 'EUR', 600],
    ['11.4860025', 'EUR', 1149],
    ['0.005', 'EUR', 1],
    ['-0.005', 'EUR', -1],
    ['0.0049999', 'EUR', 0],
    ['8.0745', 'TND', 8075],
    ['100.00', 'JPY', 100],
    ['1.0E-15', 'EUR', 0],
    ['1.5e3', 'EUR', 150_000],
    ['-0', 'EUR', 0],
  ])('is read by digits and rounded once: %s %s is %i', (text, currency, minor) => {
    expect(roundedMinorOf(text, currency)).toBe(minor);
  });

  it.each(['', ' ', '1,250.00', '12.30 €', '.5', 'NaN', '1e999', '1.2.3', '90071992547409.93'])(
    'is refused when it is none or too large to count: "%s"',
    (text) => {
      expect(() => roundedMinorOf(text, 'EUR')).toThrow(RangeError);
    },
  );

  test.prop([fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'TND')])(
    'is what was written, for every amount that we write',
    (minor, currency) => {
      expect(roundedMinorOf(toDecimalText({ minor, currency }), currency)).toBe(minor + 0);
    },
  );
});
