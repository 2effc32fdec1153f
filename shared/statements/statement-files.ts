import writeExcelFile from 'write-excel-file/node';
import { csvLine, csvLocaleOf } from '../csv/csv-line.ts';
import type { Reader } from '../texts/translated.ts';
import type { MonthlyStatement } from './statement-of-month.ts';
import { differencesTable, refundsTable, totalsTable } from './statement-tables.ts';

/** A statement as CSV, as the spreadsheets of the reader's country take it: every refund and entry, one line for each. */
export function csvOfStatement(statement: MonthlyStatement, reader: Reader): string {
  const locale = csvLocaleOf(reader.locale);
  const { headings, rows } = refundsTable(statement, reader);
  // Spreadsheets take a file without this mark for the code page of their country.
  return `\uFEFF${[headings, ...rows].map((cells) => csvLine(cells, locale)).join('')}`;
}

/** A statement as an Excel workbook: its totals, its refunds and its differences, each on a sheet of its own. */
export async function workbookOfStatement(statement: MonthlyStatement, reader: Reader): Promise<Uint8Array> {
  const tables = [totalsTable, refundsTable, differencesTable].map((tableOf) => tableOf(statement, reader));
  const sheets = tables.map(({ name, headings, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: headings.map((heading) => ({ width: Math.max(14, heading.length + 2) })),
    data: [
      headings.map((value) => ({ value, fontWeight: 'bold' as const })),
      // A cell of a workbook is a double: fifteen digits of an amount are kept.
      ...rows.map((cells) =>
        cells.map((cell) =>
          typeof cell === 'string'
            ? { type: String, value: cell }
            : { type: Number, value: Number(cell.decimal), format: formatOf(cell.decimal) },
        ),
      ),
    ],
  }));
  return new Uint8Array(await writeExcelFile(sheets).toBuffer());
}

/** As many decimals as the amount has in its currency; the reader's Excel chooses the marks. */
function formatOf(decimal: string): string {
  const [, decimals = ''] = decimal.split('.');
  return decimals === '' ? '#,##0' : `#,##0.${'0'.repeat(decimals.length)}`;
}
