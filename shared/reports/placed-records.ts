import { type CsvRecord, csvRecords } from './csv-records.ts';
import { type ReportEncoding, textIn } from './decoded-text.ts';
import { BytesOfText, type ReportPlace } from './report-place.ts';
import type { ReportSource } from './report-source.ts';

/** How the cells of a file are written down. */
export type CsvWriting = Readonly<{ encoding: ReportEncoding; separator: string }>;

/** A record, with its line in the whole file and the place at which the next one is read. */
type PlacedRecord = CsvRecord & Readonly<{ next: ReportPlace }>;

/** The records of a file from the place after one of them on: the same as if it were read from its start. */
export async function* recordsFrom(
  source: ReportSource,
  { encoding, separator }: CsvWriting,
  from: ReportPlace,
): AsyncGenerator<PlacedRecord> {
  const bytes = new BytesOfText(encoding, from.byte);
  const text = bytes.noted(textIn(encoding, source.open(from.byte)));
  for await (const { cells, line: lineHere, textBytes } of csvRecords(text, separator)) {
    const line = from.line + lineHere;
    yield { cells, line, next: { byte: bytes.byteAt(textBytes), line } };
  }
}
