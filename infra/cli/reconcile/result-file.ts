import { type CsvCell, type CsvLocale, csvLine } from '../../../shared/csv/csv-line.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { ReconciledLine } from './reconciled-line.ts';

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

/** The result as CSV, one line after the other. */
export function* csvLines(lines: readonly ReconciledLine[], locale: CsvLocale): Generator<string> {
  yield csvLine(resultColumns, locale);
  for (const line of lines) {
    const values = valuesOf(line);
    yield csvLine(
      resultColumns.map((column) => values[column]),
      locale,
    );
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
  const plain = (value: CsvCell): string | null => (typeof value === 'string' ? value : value.decimal || null);
  return { ...Object.fromEntries(resultColumns.map((column) => [column, plain(values[column])])), score: line.score };
}

function valuesOf(line: ReconciledLine): Readonly<Record<ResultColumn, CsvCell>> {
  const { creditMinor, refundMinor, differenceMinor, currency, refundCurrency } = line;
  const amount = (minor: number | undefined, of: string): CsvCell => ({
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
