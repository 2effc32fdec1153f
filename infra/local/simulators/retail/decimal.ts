/** Money and rates as whole hundred-millionths: Retail keeps the lines of a sale unrounded and rounds their sums. */
export type Decimal = number;

const one = 100_000_000;
const cent = one / 100;
const decimals = 8;

/** Reads a decimal; nothing for a text that is none. What stands behind the eighth decimal is cut off. */
export function decimalOf(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  const amount = Number(whole) * one + Number(fraction.slice(0, decimals).padEnd(decimals, '0'));
  return sign === '-' ? -amount || 0 : amount;
}

/** The number that Retail prints. */
export const numberOf = (decimal: Decimal): number => decimal / one;

/** Part of an amount that a rate such as 0.21 takes. */
export const shareOf = (amount: Decimal, rate: Decimal): Decimal => Math.round((amount * rate) / one) || 0;

/** What remains of an amount when the tax that it contains is taken out. */
export const withoutTax = (amount: Decimal, rate: Decimal): Decimal => Math.round((amount / (one + rate)) * one) || 0;

/** To the cent, half away from zero. */
export const toCent = (amount: Decimal): Decimal => toUnit(amount, cent);

/** To so many decimals, half away from zero. */
export const toDecimals = (amount: Decimal, count: number): Decimal => toUnit(amount, 10 ** (decimals - count));

function toUnit(amount: Decimal, unit: number): Decimal {
  const units = Math.floor(Math.abs(amount) / unit + 0.5);
  return units === 0 ? 0 : Math.sign(amount) * units * unit;
}
