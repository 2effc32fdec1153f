import * as z from 'zod';
import type { MatchingTask } from '../../../shared/domain/matching/matching-rows.ts';
import { minorOfText, shown } from '../../../shared/reports/amount-text.ts';
import { instantOfText } from '../../../shared/reports/date-text.ts';
import { FileHabits, type KnownHabits } from '../../../shared/reports/file-habits.ts';
import { type Columns, cellOf, columnsOf, plainHeading } from '../../../shared/reports/header-dictionary.ts';
import { RejectedRowError, type ReportSource, UnreadableReportError } from '../../../shared/reports/report-source.ts';
import { type CreditNoteField, creditNoteHeadings, meansCreditNote } from './credit-note-columns.ts';
import { providerOfMethod } from './provider-of-method.ts';
import { tabularRows } from './tabular-file.ts';

/** A row that could not be used, for the person to look at. */
export type RejectedRow = Readonly<{ file: string; line: number; reason: string }>;

/** What a credit-note file holds. `otherDocuments` are invoices and the like that stand beside the credit notes. */
export type CreditNotes = Readonly<{
  tasks: readonly MatchingTask[];
  rejected: readonly RejectedRow[];
  otherDocuments: number;
}>;

/** What a person says of the file. `headings` name its columns where the dictionary does not. */
export type CreditNoteOptions = Readonly<
  KnownHabits & {
    currency?: string | undefined;
    timeZone: string;
    headings?: Readonly<Partial<Record<CreditNoteField, string>>> | undefined;
  }
>;

const required = ['creditNoteId', 'amount', 'issuedAt'] as const;

/** The map of `--map FILE`: the heading of each column, by our name for it. */
export const headingsSchema = z.partialRecord(z.enum(fieldNames()), z.string().min(1));

function fieldNames(): CreditNoteField[] {
  const isField = (name: string): name is CreditNoteField => Object.hasOwn(creditNoteHeadings, name);
  return Object.keys(creditNoteHeadings).filter(isField);
}

/** Reads credit notes from CSV or XLSX, in the canonical columns or through the dictionary. Amounts become positive. */
export async function readCreditNoteFile(source: ReportSource, options: CreditNoteOptions): Promise<CreditNotes> {
  const { columns, isNoteList, habits } = await survey(source, options);
  const reading = { order: habits.orderOf(options), mark: habits.markOf(options), timeZone: options.timeZone };
  const tasks = new Map<string, MatchingTask>();
  const rejected: RejectedRow[] = [];
  let otherDocuments = 0;
  let isBody = false;
  for await (const { cells, line } of tabularRows(source)) {
    if (!isBody) {
      isBody = headerOf(cells, options) !== undefined;
      continue;
    }
    try {
      const isNote = isCreditNote(cells, columns, isNoteList);
      const task = isNote ? taskOf(cells, columns, reading, options.currency) : undefined;
      if (task === undefined) otherDocuments += 1;
      else if (tasks.has(task.taskId)) throw new RejectedRowError(`credit_note_repeated: ${shown(task.taskId)}`);
      else tasks.set(task.taskId, task);
    } catch (error) {
      if (!(error instanceof RejectedRowError)) throw error;
      rejected.push({ file: source.name, line, reason: error.message });
    }
  }
  return { tasks: [...tasks.values()], rejected, otherDocuments };
}

type Survey = Readonly<{ columns: Columns<CreditNoteField>; isNoteList: boolean; habits: FileHabits }>;

async function survey(source: ReportSource, options: CreditNoteOptions): Promise<Survey> {
  const habits = new FileHabits();
  let header: ReturnType<typeof headerOf>;
  let first: readonly string[] = [];
  for await (const { cells, line } of tabularRows(source)) {
    if (header !== undefined) {
      const { columns } = header;
      const cell = (field: CreditNoteField): string => cellOf(cells, columns, field);
      habits.see([cell('issuedAt'), cell('paidAt')], [cell('amount'), cell('orderTotal')]);
      continue;
    }
    if (first.length === 0) first = cells;
    header = headerOf(cells, options);
    if (header === undefined && line > mostLinesBeforeHeader) break;
  }
  if (header === undefined) throw unknownHeader(first);
  return { ...header, habits };
}

const mostLinesBeforeHeader = 20;

function headerOf(cells: readonly string[], { headings = {} }: CreditNoteOptions) {
  const dictionary: Record<CreditNoteField, readonly string[]> = { ...creditNoteHeadings };
  for (const field of fieldNames()) {
    const heading = headings[field];
    if (heading !== undefined) dictionary[field] = [heading];
  }
  const columns = columnsOf<CreditNoteField>(cells, dictionary, required);
  if (columns?.creditNoteId === undefined) return undefined;
  const heading = (cells[columns.creditNoteId] ?? '').trim();
  const isNoteList =
    headings.creditNoteId !== undefined || heading === 'creditNoteId' || meansCreditNote(plainHeading(heading));
  return { columns, isNoteList };
}

function unknownHeader(first: readonly string[]): UnreadableReportError {
  return new UnreadableReportError(
    `Its columns are not recognised: ${shown(first.slice(0, 8).join(', '))}. Needed are the credit note's number, its amount and its date. ` +
      'A --map FILE says what they are called: {"creditNoteId": "…", "amount": "…", "issuedAt": "…"}.',
  );
}

/** By its type, where the file tells; else every row of a list of credit notes, and of any other list what is negative. */
function isCreditNote(cells: readonly string[], columns: Columns<CreditNoteField>, isNoteList: boolean): boolean {
  const type = cellOf(cells, columns, 'documentType');
  if (type !== '') return meansCreditNote(plainHeading(type));
  return isNoteList || /[-\u2212(]/.test(cellOf(cells, columns, 'amount'));
}

function taskOf(
  cells: readonly string[],
  columns: Columns<CreditNoteField>,
  reading: Readonly<{ order: 'day_first' | 'month_first'; mark: '.' | ','; timeZone: string }>,
  defaultCurrency: string | undefined,
): MatchingTask {
  const cell = (field: CreditNoteField): string => cellOf(cells, columns, field);
  const currency = (cell('currency') || (defaultCurrency ?? '')).toUpperCase();
  if (currency === '') throw new RejectedRowError('currency_missing: say --currency');
  const instant = (date: string): string => instantOfText({ date }, reading);
  const amount = (text: string): number => Math.abs(minorOfText(text, currency, reading.mark));
  const optional = (field: CreditNoteField): string | undefined => cell(field) || undefined;
  const taskId = cell('creditNoteId');
  if (taskId === '') throw new RejectedRowError('creditNoteId_missing');
  const [orderTotal, paidAt] = [cell('orderTotal'), cell('paidAt')];
  return {
    taskId,
    orderNumber: optional('orderNumber'),
    provider: optional('provider')?.toLowerCase() ?? providerOfMethod(cell('paymentMethod')),
    account: optional('account'),
    paymentId: optional('paymentId'),
    amountMinor: amount(cell('amount')),
    currency,
    issuedAt: instant(cell('issuedAt')),
    customerName: optional('customerName'),
    customerEmail: optional('customerEmail'),
    ...(orderTotal !== '' && { orderTotalMinor: amount(orderTotal) }),
    ...(paidAt !== '' && { paidAt: instant(paidAt) }),
  };
}
