import { CsvError, parse } from 'csv-parse';
import { UnreadableReportError } from './report-source.ts';

/** One record of a file, with the number of the line on which it ends. */
export type CsvRecord = Readonly<{ cells: readonly string[]; line: number }>;

/** A record, and how much of the text ends with it, in bytes of UTF-8 whatever the file's own encoding is. */
type MeasuredRecord = CsvRecord & Readonly<{ textBytes: number }>;

const separators = [',', ';', '\t'] as const;
// Any of them, wherever a reading begins: a parser that takes the first that it sees would go on in another way.
const lineEnds = ['\r\n', '\n', '\r'];
// A quote that nobody closes would make one cell of all that is left.
const longestRecordCharacters = 1_048_576;

/**
 * The records of a CSV text, one after the other: memory does not grow with the file. Unless a separator is given,
 * whichever of comma, semicolon and tab the first lines hold most often, outside quotes, separates.
 */
export async function* csvRecords(text: AsyncIterable<string>, separator?: string): AsyncGenerator<MeasuredRecord> {
  const iterator = text[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const parser = parse({
    delimiter: separator ?? separatorOf(first.value),
    record_delimiter: lineEnds,
    max_record_size: longestRecordCharacters,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  // What could not be read ends the reading of what was: the loop below is told, and throws it.
  const feeding = feed(parser, first.value, iterator).catch((error: unknown) => {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const item of parser) yield recordOf(item);
    await feeding;
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableReportError(`It is not readable as CSV: ${error.message}`);
    throw error;
  } finally {
    // The reader may stop early; what still waits to be written ends with the parser.
    parser.destroy();
    await feeding;
  }
}

type Parser = ReturnType<typeof parse>;

/** Writes at the parser's own pace. A failure of the parser is thrown by reading it, so writing only stops then. */
async function feed(parser: Parser, first: string, rest: AsyncIterator<string>): Promise<void> {
  const closed = new Promise<boolean>((resolve) => {
    parser.once('close', () => resolve(false));
  });
  const write = (text: string): Promise<boolean> =>
    parser.destroyed
      ? Promise.resolve(false)
      : new Promise((resolve) => {
          parser.write(text, (error) => resolve(error === null || error === undefined));
        });
  let isOpen = await Promise.race([write(first), closed]);
  while (isOpen) {
    const next = await rest.next();
    if (next.done === true) {
      parser.end();
      return;
    }
    isOpen = await Promise.race([write(next.value), closed]);
  }
  await rest.return?.();
}

function recordOf(item: unknown): MeasuredRecord {
  if (typeof item === 'object' && item !== null && 'record' in item && 'info' in item) {
    const { record, info } = item;
    if (Array.isArray(record) && typeof info === 'object' && info !== null && 'lines' in info && 'bytes' in info) {
      return { cells: record.map(String), line: Number(info.lines), textBytes: Number(info.bytes) };
    }
  }
  throw new TypeError('Not a record of the CSV parser.');
}

const linesLookedAt = 10;

/** Which of the separators the beginning of a CSV text shows. */
export function separatorOf(text: string): string {
  const unquoted = text
    .split(/\r?\n/)
    .slice(0, linesLookedAt)
    .join('\n')
    .replace(/"(?:[^"]|"")*"/g, '');
  const counts = separators.map((separator) => unquoted.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}
