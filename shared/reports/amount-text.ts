import { readAmount } from '../domain/amount-text.ts';
import { exponentOf } from '../domain/money.ts';
import { RejectedRowError } from './report-source.ts';

/** What separates the decimals of a file's amounts. */
export type DecimalMark = '.' | ',';

const thousands = 3;

/** The decimal mark that a text shows beyond doubt, or `undefined`: `1,234` could be either. */
export function decimalMarkOf(text: string): DecimalMark | undefined {
  const plain = text.replace(/[^\d.,]/g, '');
  const [point, comma] = [plain.lastIndexOf('.'), plain.lastIndexOf(',')];
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const at = Math.max(point, comma);
  if (at < 0) return undefined;
  const mark = point >= 0 ? '.' : ',';
  const isRepeated = plain.indexOf(mark) !== at;
  if (isRepeated) return mark === '.' ? ',' : '.';
  return plain.length - at - 1 === thousands && at > 0 ? undefined : mark;
}

/** Whether a text has a mark that decides nothing: three digits after its only one. */
export const hasUndecidedMark = (text: string): boolean => /[.,]/.test(text) && decimalMarkOf(text) === undefined;

/**
 * Decimal text in minor units, by its digits. A minus may stand behind, and parentheses mean less than nothing; zeros
 * beyond the currency's decimals are no decimals. Any other decimal too many is refused, not rounded.
 */
export function minorOfText(text: string, currency: string, mark: DecimalMark): number {
  if (exponentOf(currency) === undefined) throw new RejectedRowError(`currency_unknown: ${shown(currency)}`);
  const plain = text
    .trim()
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/^([^-\u2212]+)[-\u2212]$/, '-$1');
  const withoutZeros = plain.includes(mark) ? plain.replace(/0+$/, '').replace(/[.,]$/, '') : plain;
  const reading = readAmount(withoutZeros, currency, { decimal: mark });
  if (reading.kind === 'amount') return reading.minor;
  const reason = reading.problem === 'too_many_decimals' ? 'too_many_decimals' : 'amount_unreadable';
  throw new RejectedRowError(`${reason}: ${shown(text)}${reason === 'too_many_decimals' ? ` ${currency}` : ''}`);
}

const longestShown = 40;
/** What of a cell may stand in a message: a file may be anything. */
export const shown = (text: string): string => JSON.stringify(text.slice(0, longestShown));
