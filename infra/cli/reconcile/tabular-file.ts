import readExcelFile from 'read-excel-file/node';
import { type CsvRecord, csvRecords } from '../../../shared/reports/csv-records.ts';
import { decodedText } from '../../../shared/reports/decoded-text.ts';
import type { ReportSource } from '../../../shared/reports/report-source.ts';

/** The rows of a CSV file, one after the other, or of the first sheet of an XLSX file, which is read whole. */
export function tabularRows(source: ReportSource): AsyncIterable<CsvRecord> {
  return source.name.toLowerCase().endsWith('.xlsx') ? sheetRows(source) : csvRecords(decodedText(source.open()));
}

async function* sheetRows(source: ReportSource): AsyncGenerator<CsvRecord> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.open()) chunks.push(chunk);
  const [sheet] = await readExcelFile(Buffer.concat(chunks));
  for (const [index, cells] of (sheet?.data ?? []).entries()) yield { cells: cells.map(cellText), line: index + 1 };
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A day in a sheet has no zone; the library gives its midnight in UTC.
  return cell instanceof Date ? cell.toISOString().replace('T00:00:00.000Z', '') : String(cell).trim();
}
