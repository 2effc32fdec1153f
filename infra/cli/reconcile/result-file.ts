import { toDecimalText } from '../../../shared/domain/money.ts';
import type { ReconciledLine } from './reconciled-line.ts';

/** How a country's spreadsheets read a CSV file. */
export type CsvLocale = Readonly<{ separator: ',' | ';'; decimalMark: '.' | ',' }>;

/** The columns of the result (design §7), in their order. */
const resultColumns = [
  'creditNoteId',
  'refundId',
  'verdict',
  'rule',
  'score',
  'explanation',
  'orderNumber',
  'customerName',
  'provider',
  'account',
  'paymentId',
  'creditAmount',
  'refundAmount',
  'difference',
  'currency',
  'issuedAt',
  'refundedAt',
  'action',
] as const;
type ResultColumn = (typeof resultColumns)[number];

/** The convention of a locale like `fr-FR`: where decimals have a comma, columns are separated by semicolons. */
export function csvLocaleOf(locale: string): CsvLocale {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return decimal === ',' ? { separator: ';', decimalMark: ',' } : { separator: ',', decimalMark: '.' };
}

/** The result as CSV, one line after the other. Spreadsheets must not take a text for a formula, nor a quote for an end. */
export function* csvLines(lines: readonly ReconciledLine[], { separator, decimalMark }: CsvLocale): Generator<string> {
  yield `${resultColumns.join(separator)}\r\n`;
  const number = (text: string): string => text.replace('.', decimalMark);
  for (const line of lines) {
    const values = valuesOf(line);
    const cells = resultColumns.map((column) => {
      const value = values[column];
      return typeof value === 'string' ? quoted(harmless(value), separator) : quoted(number(value.decimal), separator);
    });
    yield `${cells.join(separator)}\r\n`;
  }
}

/** The result as JSON, one line after the other; amounts are decimal text, the score is a number. */
export function* jsonLines(lines: readonly ReconciledLine[]): Generator<string> {
  yield '[';
  for (const [index, line] of lines.entries()) yield `${index === 0 ? '' : ','}\n  ${JSON.stringify(jsonRow(line))}`;
  yield '\n]\n';
}

/** A line as JSON has it: the columns of the CSV, an empty number as null. */
function jsonRow(line: ReconciledLine): Readonly<Record<string, string | number | null>> {
  const values = valuesOf(line);
  const plain = (value: Value): string | null => (typeof value === 'string' ? value : value.decimal || null);
  return { ...Object.fromEntries(resultColumns.map((column) => [column, plain(values[column])])), score: line.score };
}

type Value = string | Readonly<{ decimal: string }>;

function valuesOf(line: ReconciledLine): Readonly<Record<ResultColumn, Value>> {
  const { creditMinor, refundMinor, differenceMinor, currency, refundCurrency } = line;
  const amount = (minor: number | undefined, of: string): Value => ({
    decimal: minor === undefined ? '' : toDecimalText({ minor, currency: of }),
  });
  return {
    ...line,
    score: { decimal: line.score.toFixed(2) },
    creditAmount: amount(creditMinor, currency),
    refundAmount: amount(refundMinor, refundCurrency || currency),
    difference: amount(line.verdict === 'currency_mismatch' ? undefined : differenceMinor, currency),
  };
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe, which shows that it is text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string, separator: string): string =>
  /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
