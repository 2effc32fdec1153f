import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../../shared/domain/amount-text.ts';
import { toDecimalText } from '../../../../shared/domain/money.ts';

const point = { decimal: '.' } as const;
const comma = { decimal: ',' } as const;
const minorOf = (text: string, format: typeof point | typeof comma, currency = 'EUR') => {
  const reading = readAmount(text, currency, format);
  return reading.kind === 'amount' ? reading.minor : reading.problem;
};

describe('an amount as it is written', () => {
  it.each([
    ['12.50', point, 1250],
    ['12,50', comma, 1250],
    ['12', comma, 1200],
    ['12,5', comma, 1250],
    ['1,250.00', point, 125_000],
    ['1.250,00', comma, 125_000],
    ['1 250,00', comma, 125_000],
    ['1\u00a0250,00', comma, 125_000],
    ['1\u202f250\u202f000,00', comma, 125_000_000],
    ["1'250.00", point, 125_000],
    ['1’250.00', point, 125_000],
    ['-12,50', comma, -1250],
    ['−12,50', comma, -1250],
    ['+ 12,50', comma, 1250],
    ['  7.00 ', point, 700],
    ['-0', point, 0],
  ] as const)('%s with %o is %i minor units', (text, format, minor) => {
    expect(minorOf(text, format)).toBe(minor);
  });

  it('has as many decimals as its currency', () => {
    expect(minorOf('1250', point, 'JPY')).toBe(1250);
    expect(minorOf('1.250', point, 'BHD')).toBe(1250);
    expect(minorOf('1250.0', point, 'JPY')).toBe('too_many_decimals');
    expect(minorOf('6.2475', point)).toBe('too_many_decimals');
  });

  it.each([
    ['12,50', point],
    ['1.250', point],
    ['1,25', point],
    ['1.25.00', comma],
    ['1 250.000,00', comma],
    ['12 50,00', comma],
    ['1,250,00', comma],
    ['12,', comma],
    [',50', comma],
    ['', point],
    ['12 €', comma],
    ['1e3', point],
    ['0x10', point],
    ['١٢', point],
  ] as const)('%s with %o is not taken for one', (text, format) => {
    const reading = readAmount(text, 'EUR', format);
    expect(reading.kind).toBe('problem');
  });

  it('is not taken where it cannot be counted exactly', () => {
    expect(minorOf('90071992547409.92', point)).toBe('too_large');
    expect(minorOf('90071992547409.91', point)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test.prop([fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'BHD')])(
    'comes back from its own decimal text',
    (minor, currency) => {
      const text = toDecimalText({ minor, currency });
      expect(minorOf(text, point, currency)).toBe(minor);
      expect(minorOf(text.replace('.', ','), comma, currency)).toBe(minor);
    },
  );
});
