import { exponentOf } from './money.ts';

/** How somebody writes amounts: with a point and perhaps commas between thousands, or the other way round. Never guessed. */
export type AmountFormat = Readonly<{ decimal: '.' | ',' }>;

/** Why a text is not taken for an amount. `too_many_decimals`: more than the currency has; they are not rounded. */
export type AmountProblem = 'not_an_amount' | 'too_many_decimals' | 'too_large';

/** An amount read from text, or why it is none. */
export type AmountReading = Readonly<{ kind: 'amount'; minor: number } | { kind: 'problem'; problem: AmountProblem }>;

// Spaces between thousands: the plain one, no-break, narrow no-break, thin and figure space.
const spaces = '\\u0020\\u00a0\\u202f\\u2009\\u2007';
const apostrophes = "'\\u2019";

/**
 * An amount as a person or an export writes it (`1 250,00`, `1'250.00`, `−12,5`), read by digits. Thousands are separated
 * by the other sign, by spaces of any kind or by apostrophes, in groups of three or not at all, and by one sign only.
 */
export function readAmount(text: string, currency: string, { decimal }: AmountFormat): AmountReading {
  const exponent = exponentOf(currency);
  if (exponent === undefined) throw new RangeError(`Not an ISO 4217 currency: ${currency}`);
  const parts = formOf(decimal).exec(text.trim());
  const { sign = '', whole = '', fraction = '' } = parts?.groups ?? {};
  if (!parts) return { kind: 'problem', problem: 'not_an_amount' };
  if (fraction.length > exponent) return { kind: 'problem', problem: 'too_many_decimals' };
  const digits = whole.replaceAll(/\D/g, '') + fraction.padEnd(exponent, '0');
  const minor = Number(BigInt(digits));
  if (!Number.isSafeInteger(minor)) return { kind: 'problem', problem: 'too_large' };
  // `0 -` turns the negative zero of "-0" into zero.
  return { kind: 'amount', minor: sign === '' || sign === '+' ? minor : 0 - minor };
}

function formOf(decimal: AmountFormat['decimal']): RegExp {
  const thousands = decimal === '.' ? ',' : '\\.';
  const grouped = `\\d{1,3}(?<separator>[${thousands}${spaces}${apostrophes}])\\d{3}(?:\\k<separator>\\d{3})*`;
  return new RegExp(
    `^(?<sign>[+\\-\\u2212]?)[${spaces}]?(?<whole>${grouped}|\\d+)(?:[${decimal}](?<fraction>\\d+))?$`,
    'u',
  );
}
