import * as z from 'zod';
import { entryOfKlarnaJson, klarnaTransactionsIn } from '../providers/klarna/klarna-settlement-json.ts';
import { decodedText } from './decoded-text.ts';
import type { KnownHabits } from './file-habits.ts';
import { recordsFrom } from './placed-records.ts';
import { recognise, unknownHeader } from './recognised-header.ts';
import type { ReportEntry, ReportReading } from './report-format.ts';
import { type ReportPlace, startOfReport } from './report-place.ts';
import { RejectedRowError, type ReportSource, UnreadableReportError } from './report-source.ts';
import { beginSurvey, continueSurvey, dialectOf, type ReportDialect } from './report-survey.ts';

/** What was read of one row: an entry, or why it was rejected, with the number of its line (of its item, in JSON). */
export type ReportRow = (ReportEntry | Readonly<{ kind: 'rejected'; reason: string }>) & Readonly<{ line: number }>;

/** Whose report it is, and the zone of dates that carry none. */
export type ReportOwner = Readonly<{ account: string; timeZone?: string | undefined }>;

/** What a person knows of a report. */
export type ReportOptions = Readonly<ReportOwner & KnownHabits>;

/** A report that was recognised, and its rows. */
export type OpenedReport = Readonly<{ format: string; rows: AsyncIterable<ReportRow> }>;

/** A row, and where reading goes on after it. */
export type PlacedRow = Readonly<{ row: ReportRow; next: ReportPlace }>;

/**
 * Recognises a provider's report by its header and reads it row by row. A file is read twice, for it must first show how
 * it writes dates and amounts; its rows are never held. Throws an `UnreadableReportError` where the whole cannot be read.
 */
export async function openReport(source: ReportSource, options: ReportOptions): Promise<OpenedReport> {
  const dialect = await surveyWhole(source, options);
  return { format: formatOf(dialect), rows: rowsAlone(rowsFrom(source, dialect, options, startOf(dialect))) };
}

/** Looks a whole file through, and decides how it is written. Throws an `UnreadableReportError` where that cannot be told. */
export async function surveyWhole(source: ReportSource, said: KnownHabits): Promise<ReportDialect> {
  const survey = await beginSurvey(source);
  if (survey !== 'json') return dialectOf(await continueSurvey(source, survey), said);
  await klarnaTransactionsOf(source);
  return { kind: 'json' };
}

/** What people call the report. */
export const formatOf = (dialect: ReportDialect): string =>
  dialect.kind === 'json' ? 'Klarna settlements (JSON)' : knownHeader(dialect.header.cells).format.name;

/** Where the rows of a report begin. */
export const startOf = (dialect: ReportDialect): ReportPlace =>
  dialect.kind === 'json' ? startOfReport : dialect.header.body;

/** The rows of a report from a place on, where one of them ended before: the same as if it were read from its start. */
export async function* rowsFrom(
  source: ReportSource,
  dialect: ReportDialect,
  { account, timeZone }: ReportOwner,
  from: ReportPlace,
): AsyncGenerator<PlacedRow> {
  if (dialect.kind === 'json') {
    yield* jsonRows(source, { account, timeZone: timeZone ?? 'UTC', order: 'day_first', mark: '.' }, from);
    return;
  }
  const { order, mark, header } = dialect;
  const { format, recognised } = knownHeader(header.cells);
  const reading = { account, timeZone: timeZone ?? format.timeZone ?? 'UTC', order, mark };
  for await (const { cells, line, next } of recordsFrom(source, dialect, from)) {
    yield { row: rowOf(() => recognised.read(cells, reading), line), next };
  }
}

async function* jsonRows(source: ReportSource, reading: ReportReading, from: ReportPlace): AsyncGenerator<PlacedRow> {
  const transactions = await klarnaTransactionsOf(source);
  for (const [index, transaction] of transactions.entries()) {
    const line = index + 1;
    if (line <= from.line) continue;
    yield { row: rowOf(() => entryOfKlarnaJson(transaction, reading), line), next: { byte: 0, line } };
  }
}

async function* rowsAlone(rows: AsyncIterable<PlacedRow>): AsyncGenerator<ReportRow> {
  for await (const { row } of rows) yield row;
}

function knownHeader(header: readonly string[]): NonNullable<ReturnType<typeof recognise>> {
  const known = recognise(header);
  if (known === undefined) throw unknownHeader(header);
  return known;
}

function rowOf(read: () => ReportEntry, line: number): ReportRow {
  try {
    return { ...read(), line };
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

async function klarnaTransactionsOf(source: ReportSource): Promise<readonly unknown[]> {
  const transactions = klarnaTransactionsIn(await jsonOf(source));
  if (transactions === undefined)
    throw new UnreadableReportError('It is JSON, and no page of Klarna settlements: no other JSON report is known.');
  return transactions;
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
