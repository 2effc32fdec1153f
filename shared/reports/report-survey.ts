import { separatorOf } from './csv-records.ts';
import { beginningOf, encodingOf, NotUtf8Error, type ReportEncoding } from './decoded-text.ts';
import { FileHabits, type KnownHabits, type SeenHabits } from './file-habits.ts';
import { type CsvWriting, recordsFrom } from './placed-records.ts';
import { recognise, unknownHeader } from './recognised-header.ts';
import type { ReportReading } from './report-format.ts';
import { type ReportPlace, startOfReport } from './report-place.ts';
import { type ReportSource, UnreadableReportError } from './report-source.ts';

/** The header of a CSV file, and where its rows begin. */
export type ReportHeader = Readonly<{ cells: readonly string[]; body: ReportPlace }>;

/** What is known of a file while it is looked through for the first time, before any row is used. */
export type ReportSurvey = CsvWriting &
  Readonly<{
    /** Where looking through it goes on. */
    place: ReportPlace;
    records: number;
    first: readonly string[];
    header?: ReportHeader | undefined;
    habits: SeenHabits;
    isWhole: boolean;
  }>;

/** How a whole file is written, decided before any row of it is used. */
export type ReportDialect =
  | (Readonly<{ kind: 'csv'; header: ReportHeader }> & CsvWriting & Pick<ReportReading, 'order' | 'mark'>)
  | Readonly<{ kind: 'json' }>;

// A summary or the lines of an envelope may stand before the header.
const mostLinesBeforeHeader = 30;
// What is known of a file is kept in one row of the table.
const longestHeaderCharacters = 16_384;
const recordsBetweenQuestions = 64;

/** Looks at the beginning of a file: JSON, or how its text is written. Throws an `UnreadableReportError` for an empty one. */
export async function beginSurvey(source: ReportSource): Promise<ReportSurvey | 'json'> {
  const beginning = await beginningOf(source.open());
  const encoding = encodingOf(beginning);
  const text = new TextDecoder(encoding).decode(beginning);
  const [firstCharacter] = text.trimStart();
  if (firstCharacter === undefined) throw new UnreadableReportError('It is empty.');
  return firstCharacter === '{' || firstCharacter === '[' ? 'json' : surveyOf(encoding, separatorOf(text));
}

const surveyOf = (encoding: ReportEncoding, separator: string): ReportSurvey => ({
  encoding,
  separator,
  place: startOfReport,
  records: 0,
  first: [],
  habits: { orders: [], marks: [] },
  isWhole: false,
});

/**
 * Looks on through a file for as long as `goesOn` says so, asked once in a while with whether the header was found.
 * Throws an `UnreadableReportError` where nobody knows the header, or where it is no CSV.
 */
export async function continueSurvey(
  source: ReportSource,
  survey: ReportSurvey,
  goesOn: (isRecognised: boolean) => boolean = () => true,
): Promise<ReportSurvey> {
  try {
    return await lookedThrough(source, survey, goesOn);
  } catch (error) {
    if (!(error instanceof NotUtf8Error)) throw error;
    return continueSurvey(source, surveyOf('windows-1252', survey.separator), goesOn);
  }
}

async function lookedThrough(
  source: ReportSource,
  survey: ReportSurvey,
  goesOn: (isRecognised: boolean) => boolean,
): Promise<ReportSurvey> {
  const looking = new Looking(survey);
  for await (const { cells, next } of recordsFrom(source, survey, survey.place)) {
    const wasRecognised = looking.isRecognised;
    const records = looking.see(cells, next);
    if (!looking.isRecognised && records >= mostLinesBeforeHeader) break;
    const isAsked = records % recordsBetweenQuestions === 0 || wasRecognised !== looking.isRecognised;
    if (isAsked && !goesOn(looking.isRecognised)) return looking.reached(false);
  }
  return looking.reached(true);
}

/** One stretch of looking through a file. */
class Looking {
  readonly #before: ReportSurvey;
  readonly #habits: FileHabits;
  #place: ReportPlace;
  #records: number;
  #first: readonly string[];
  #header: ReportHeader | undefined;
  #known: ReturnType<typeof recognise>;

  constructor(before: ReportSurvey) {
    this.#before = before;
    this.#habits = new FileHabits(before.habits);
    this.#place = before.place;
    this.#records = before.records;
    this.#first = before.first;
    this.#header = before.header;
    this.#known = before.header && recognise(before.header.cells);
  }

  get isRecognised(): boolean {
    return this.#known !== undefined;
  }

  /** Sees one record, and answers how many it has seen. */
  see(cells: readonly string[], next: ReportPlace): number {
    this.#place = next;
    this.#records += 1;
    if (this.#known === undefined) {
      if (this.#records === 1) this.#first = cells.slice(0, 8).map((cell) => cell.slice(0, 200));
      this.#known = recognise(cells);
      if (this.#known !== undefined) this.#header = { cells, body: next };
    } else {
      const { dates, amounts } = this.#known.recognised;
      this.#habits.see(dates?.(cells) ?? [], amounts?.(cells) ?? []);
    }
    return this.#records;
  }

  /** What is known by now. Throws an `UnreadableReportError` for a header that nobody knows, or could keep. */
  reached(isWhole: boolean): ReportSurvey {
    const header = this.#header;
    if (isWhole && header === undefined) throw unknownHeader(this.#first);
    if ((header?.cells.join('').length ?? 0) > longestHeaderCharacters)
      throw new UnreadableReportError('Its header is longer than any report’s.');
    const seen = { place: this.#place, records: this.#records, first: this.#first, habits: this.#habits.seen };
    return { ...this.#before, ...seen, header, isWhole };
  }
}

/**
 * How a file is written that was looked through to its end, with what a person says of it. Throws an
 * `UnreadableReportError` with the question where neither shows it.
 */
export function dialectOf(
  { encoding, separator, header, first, habits: seen }: ReportSurvey,
  said: KnownHabits,
): ReportDialect {
  if (header === undefined) throw unknownHeader(first);
  const habits = new FileHabits(seen);
  return { kind: 'csv', encoding, separator, header, order: habits.orderOf(said), mark: habits.markOf(said) };
}
