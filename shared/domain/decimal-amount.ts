import { exponentOf } from './money.ts';

const decimalForm = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Decimal text with a point, as other systems' APIs write it, in minor units: read by digits and rounded once, half
 * away from zero, where it has more decimals than the currency. Throws on anything else, and on amounts beyond 2^53.
 */
export function roundedMinorOf(text: string, currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === undefined) throw new RangeError(`Not an ISO 4217 currency: ${currency}`);
  const parts = decimalForm.exec(text.trim());
  if (!parts) throw new RangeError('Not a decimal amount.');
  const [, sign, whole = '', fraction = '', power = '0'] = parts;
  const digits = BigInt(whole + fraction);
  const shift = exponent + Number(power) - fraction.length;
  const magnitude = Number(shift >= 0 ? digits * 10n ** BigInt(shift) : dividedHalfUp(digits, 10n ** BigInt(-shift)));
  if (!Number.isSafeInteger(magnitude)) throw new RangeError('An amount beyond what is counted exactly.');
  // `0 -` turns the negative zero of "-0" into zero.
  return sign === '-' ? 0 - magnitude : magnitude;
}

const dividedHalfUp = (amount: bigint, divisor: bigint): bigint => (2n * amount + divisor) / (2n * divisor);
