import { fc, test as lawTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { toDecimalText } from '../../../../shared/domain/money.ts';
import { minorOf } from '../../../../shared/ecom/ecom-amount.ts';

describe('the amounts of eCom', () => {
  test.for([
    ['6.2475', 'EUR', 625],
    ['6.2449', 'EUR', 624],
    ['-6.2450', 'EUR', -625],
    ['0.004', 'EUR', 0],
    ['-0.004', 'EUR', 0],
    ['100', 'EUR', 10_000],
    ['1250.5', 'JPY', 1251],
    ['1.2345', 'KWD', 1235],
  ] as const)('%s %s is %d minor units, rounded half away from zero', ([text, currency, minor]) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  lawTest.prop([fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD')])(
    'an amount that needs no rounding is read as it is',
    (minor, currency) => {
      expect(minorOf(toDecimalText({ minor, currency }), currency)).toBe(minor);
    },
  );

  test('what cannot be counted exactly, or is no amount, is refused', () => {
    expect(() => minorOf('99999999999999999', 'EUR')).toThrow(RangeError);
    expect(() => minorOf('1,5', 'EUR')).toThrow(RangeError);
    expect(() => minorOf('1', 'XXXX')).toThrow(RangeError);
  });
});
