import { exponentOf } from '../domain/money.ts';

/** eCom's decimal text in minor units: the one place where its four decimals are rounded, half away from zero. */
export function minorOf(decimal: string, currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === undefined) throw new RangeError(`Not an ISO 4217 currency: ${currency}`);
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === '') throw new RangeError('Not a decimal number.');
  const padded = fraction.padEnd(exponent + 1, '0');
  const truncated = BigInt(whole + padded.slice(0, exponent));
  const isRoundedUp = Number(padded[exponent]) >= 5;
  const minor = Number(truncated + (isRoundedUp ? 1n : 0n));
  if (!Number.isSafeInteger(minor)) throw new RangeError('More than can be counted exactly.');
  return sign === '-' && minor !== 0 ? -minor : minor;
}
