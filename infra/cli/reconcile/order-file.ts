import type { MatchingTask } from '../../../shared/domain/matching/matching-rows.ts';
import { minorOfText } from '../../../shared/reports/amount-text.ts';
import { instantOfText } from '../../../shared/reports/date-text.ts';
import { FileHabits, type KnownHabits } from '../../../shared/reports/file-habits.ts';
import { type Columns, cellOf, columnsOf } from '../../../shared/reports/header-dictionary.ts';
import { RejectedRowError, type ReportSource, UnreadableReportError } from '../../../shared/reports/report-source.ts';
import { creditNoteHeadings } from './credit-note-columns.ts';
import type { RejectedRow } from './credit-note-file.ts';
import { providerOfMethod } from './provider-of-method.ts';
import { tabularRows } from './tabular-file.ts';

/** What an order adds to its credit notes: what its payment is located by. */
export type KnownOrder = Readonly<
  Pick<
    MatchingTask,
    | 'orderNumber'
    | 'orderTotalMinor'
    | 'paidAt'
    | 'customerName'
    | 'customerEmail'
    | 'provider'
    | 'account'
    | 'paymentId'
  >
>;

const {
  orderNumber,
  currency,
  customerName,
  customerEmail,
  provider,
  account,
  paymentId,
  paymentMethod,
  orderTotal,
  paidAt,
} = creditNoteHeadings;
const headings = {
  orderNumber: [...orderNumber, 'Number', 'Numéro', 'Nummer'],
  orderTotal: [...orderTotal, ...creditNoteHeadings.amount],
  paidAt: [...paidAt, ...creditNoteHeadings.issuedAt],
  currency,
  customerName,
  customerEmail,
  provider,
  account,
  paymentId,
  paymentMethod,
} as const;
type Field = keyof typeof headings;

/** Reads orders from CSV or XLSX. */
export async function readOrderFile(
  source: ReportSource,
  options: KnownHabits & Readonly<{ currency?: string | undefined; timeZone: string }>,
): Promise<Readonly<{ orders: readonly KnownOrder[]; rejected: readonly RejectedRow[] }>> {
  const habits = await survey(source);
  const reading = { order: habits.orderOf(options), mark: habits.markOf(options), timeZone: options.timeZone };
  const orders: KnownOrder[] = [];
  const rejected: RejectedRow[] = [];
  let columns: Columns<Field> | undefined;
  for await (const { cells, line } of tabularRows(source)) {
    if (columns === undefined) {
      columns = headerOf(cells);
      continue;
    }
    try {
      orders.push(orderOf(cells, columns, reading, options.currency));
    } catch (error) {
      if (!(error instanceof RejectedRowError)) throw error;
      rejected.push({ file: source.name, line, reason: error.message });
    }
  }
  return { orders, rejected };
}

const headerOf = (cells: readonly string[]) =>
  columnsOf<Field>(cells, headings, ['orderNumber', 'orderTotal', 'paidAt']);

async function survey(source: ReportSource): Promise<FileHabits> {
  const habits = new FileHabits();
  let columns: Columns<Field> | undefined;
  for await (const { cells } of tabularRows(source)) {
    if (columns === undefined) columns = headerOf(cells);
    else habits.see([cellOf(cells, columns, 'paidAt')], [cellOf(cells, columns, 'orderTotal')]);
  }
  if (columns === undefined)
    throw new UnreadableReportError(
      "Its columns are not recognised. Needed are the order's number, its total and its date.",
    );
  return habits;
}

function orderOf(
  cells: readonly string[],
  columns: Columns<Field>,
  reading: Readonly<{ order: 'day_first' | 'month_first'; mark: '.' | ','; timeZone: string }>,
  defaultCurrency: string | undefined,
): KnownOrder {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const code = (cell('currency') || (defaultCurrency ?? '')).toUpperCase();
  if (code === '') throw new RejectedRowError('currency_missing: say --currency');
  if (cell('orderNumber') === '') throw new RejectedRowError('orderNumber_missing');
  return {
    orderNumber: cell('orderNumber'),
    orderTotalMinor: Math.abs(minorOfText(cell('orderTotal'), code, reading.mark)),
    paidAt: instantOfText({ date: cell('paidAt') }, reading),
    customerName: cell('customerName') || undefined,
    customerEmail: cell('customerEmail') || undefined,
    provider: cell('provider').toLowerCase() || providerOfMethod(cell('paymentMethod')),
    account: cell('account') || undefined,
    paymentId: cell('paymentId') || undefined,
  };
}

/** A credit note with what its order knows besides; what the credit note says itself stands. */
export function withOrder(task: MatchingTask, order: KnownOrder | undefined): MatchingTask {
  if (order === undefined) return task;
  const said = Object.fromEntries(Object.entries(task).filter(([, value]) => value !== undefined));
  return { ...order, ...task, ...said };
}
