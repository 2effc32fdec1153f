import * as z from 'zod';
import { entryOfKlarnaJson, klarnaTransactionsIn } from '../providers/klarna/klarna-settlement-json.ts';
import { reportFormats } from '../providers/report-formats.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import { decodedText } from './decoded-text.ts';
import { FileHabits, type KnownHabits } from './file-habits.ts';
import type { RecognisedReport, ReportEntry, ReportFormat, ReportReading } from './report-format.ts';
import { RejectedRowError, type ReportSource, UnreadableReportError } from './report-source.ts';

/** What was read of one row: an entry, or why it was rejected, with the number of its line (of its item, in JSON). */
export type ReportRow = (ReportEntry | Readonly<{ kind: 'rejected'; reason: string }>) & Readonly<{ line: number }>;

/** What a person knows of a report. */
export type ReportOptions = Readonly<{ account: string; timeZone?: string | undefined } & KnownHabits>;

/** A report that was recognised, and its rows. */
export type OpenedReport = Readonly<{ format: string; rows: AsyncIterable<ReportRow> }>;

/**
 * Recognises a provider's report by its header and reads it row by row. The file is read twice where it must first show
 * how it writes dates and amounts; its rows are never held. Throws an `UnreadableReportError` where the whole cannot be read.
 */
export async function openReport(source: ReportSource, options: ReportOptions): Promise<OpenedReport> {
  const start = await startOf(source);
  if (start.startsWith('{') || start.startsWith('[')) return openJson(source, options);
  const { format, recognised, habits } = await survey(source);
  const reading: ReportReading = {
    account: options.account,
    timeZone: options.timeZone ?? format.timeZone ?? 'UTC',
    order: habits.orderOf(options),
    mark: habits.markOf(options),
  };
  return { format: format.name, rows: rowsOf(source, recognised, reading) };
}

async function startOf(source: ReportSource): Promise<string> {
  for await (const text of decodedText(source.open())) {
    const start = text.trimStart();
    if (start !== '') return start;
  }
  throw new UnreadableReportError('It is empty.');
}

// A summary or the lines of an envelope may stand before the header.
const mostLinesBeforeHeader = 30;

type Survey = Readonly<{ format: ReportFormat; recognised: RecognisedReport; habits: FileHabits }>;

async function survey(source: ReportSource): Promise<Survey> {
  const habits = new FileHabits();
  let found: Omit<Survey, 'habits'> | undefined;
  let header: readonly string[] = [];
  let records = 0;
  for await (const { cells } of csvRecords(decodedText(source.open()))) {
    records += 1;
    if (found !== undefined) {
      habits.see(found.recognised.dates?.(cells) ?? [], found.recognised.amounts?.(cells) ?? []);
      continue;
    }
    if (records > mostLinesBeforeHeader) break;
    if (records === 1) header = cells;
    found = recognise(cells);
    if (found !== undefined && found.recognised.dates === undefined && found.recognised.amounts === undefined) break;
  }
  if (found === undefined) throw unknownHeader(header);
  return { ...found, habits };
}

function recognise(header: readonly string[]): Omit<Survey, 'habits'> | undefined {
  for (const format of reportFormats) {
    const recognised = format.recognise(header);
    if (recognised !== undefined) return { format, recognised };
  }
  return undefined;
}

function unknownHeader(header: readonly string[]): UnreadableReportError {
  const known = reportFormats.map(({ name }) => name).join(', ');
  return new UnreadableReportError(
    `No report is known with the header ${JSON.stringify(header.slice(0, 8).join(', ').slice(0, 200))}. Known are: ${known}, Klarna settlements (JSON). Anything else can be given in the canonical columns (avoir reconcile --help).`,
    'report_not_known',
  );
}

async function* rowsOf(
  source: ReportSource,
  recognised: RecognisedReport,
  reading: ReportReading,
): AsyncGenerator<ReportRow> {
  let isBody = false;
  for await (const record of csvRecords(decodedText(source.open()))) {
    if (isBody) yield rowOf(record, recognised, reading);
    else isBody = recognise(record.cells) !== undefined;
  }
}

function rowOf({ cells, line }: CsvRecord, recognised: RecognisedReport, reading: ReportReading): ReportRow {
  try {
    return { ...recognised.read(cells, reading), line };
  } catch (error) {
    return { ...rejected(error), line };
  }
}

function rejected(error: unknown): Readonly<{ kind: 'rejected'; reason: string }> {
  if (error instanceof RejectedRowError) return { kind: 'rejected', reason: error.message };
  if (error instanceof z.ZodError) {
    const where = error.issues.map(({ path }) => path.join('.')).join(', ');
    return { kind: 'rejected', reason: `another_form: ${where}` };
  }
  throw error;
}

async function openJson(source: ReportSource, options: ReportOptions): Promise<OpenedReport> {
  const transactions = klarnaTransactionsIn(await jsonOf(source));
  if (transactions === undefined)
    throw new UnreadableReportError('It is JSON, and no page of Klarna settlements: no other JSON report is known.');
  const reading: ReportReading = {
    account: options.account,
    timeZone: options.timeZone ?? 'UTC',
    order: 'day_first',
    mark: '.',
  };
  return { format: 'Klarna settlements (JSON)', rows: jsonRows(transactions, reading) };
}

async function* jsonRows(transactions: readonly unknown[], reading: ReportReading): AsyncGenerator<ReportRow> {
  for (const [index, transaction] of transactions.entries()) {
    const line = index + 1;
    try {
      yield { ...entryOfKlarnaJson(transaction, reading), line };
    } catch (error) {
      yield { ...rejected(error), line };
    }
  }
}

/** The JSON of a file, which is read whole: APIs hand it out in pages. */
export async function jsonOf(source: ReportSource): Promise<unknown> {
  let text = '';
  for await (const part of decodedText(source.open())) text += part;
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableReportError('It begins like JSON and is none.');
  }
}
