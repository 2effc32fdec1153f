import { code as currencyByCode } from 'currency-codes';

/** An amount in the currency's smallest unit: 12.99 EUR is `{ minor: 1299, currency: 'EUR' }`. */
export type Money = Readonly<{ minor: number; currency: string }>;

/** Number of decimals of an ISO 4217 currency (list one of the standard), or `undefined` for what is not one. */
export function exponentOf(currency: string): number | undefined {
  return currencyByCode(currency)?.digits;
}

/** The amount as decimal text with a point and all decimals, for example `12.30`; no thousands separators. */
export function toDecimalText({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  if (exponent === undefined) throw new RangeError(`Not an ISO 4217 currency: ${currency}`);
  if (!Number.isSafeInteger(minor)) throw new RangeError('Not a whole number of minor units.');
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = minor < 0 ? '-' : '';
  return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/**
 * `amountMinor × part / whole`, rounded once, half away from zero. Exact for all safe integers.
 * Throws when `whole` is not positive.
 */
export function shareOf(amountMinor: number, part: number, whole: number): number {
  if (whole <= 0) throw new RangeError('A share needs a positive whole.');
  const product = BigInt(amountMinor) * BigInt(part);
  const divisor = BigInt(whole);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return Number(product < 0n ? -rounded : rounded);
}

/**
 * Spreads a whole amount over weights by largest remainder: the parts add up to the amount exactly, each is less
 * than one minor unit from its exact share, and equal remainders go to the earlier part. An amount may be negative,
 * weights may not; all weights zero is an error, for there is nothing to spread over.
 */
export function spreadByLargestRemainder(amountMinor: number, weights: readonly number[]): number[] {
  if (weights.some((weight) => weight < 0)) throw new RangeError('Weights must not be negative.');
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) throw new RangeError('There is nothing to spread over: all weights are zero.');
  const sign = amountMinor < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(amountMinor));
  const exact = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, floor: Number(product / whole), remainder: product % whole };
  });
  const missing = Math.abs(amountMinor) - exact.reduce((sum, { floor }) => sum + floor, 0);
  // The sort is stable: equal remainders stay in the order of the parts.
  const largestFirst = exact.toSorted((a, b) => Number(a.remainder < b.remainder) - Number(a.remainder > b.remainder));
  const rounded = new Set(largestFirst.slice(0, missing).map(({ index }) => index));
  // `0 +` turns the negative zero of `-1 * 0` into zero.
  return exact.map(({ index, floor }) => 0 + sign * (rounded.has(index) ? floor + 1 : floor));
}
