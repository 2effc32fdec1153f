import { createReadStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod';
import { fault, usageFailure } from '../command-failure.ts';

/** One row of an invoice. `position` counts the invoice's rows from 1; `unitPrice` is decimal text of pounds. */
export type InvoiceLine = Readonly<{
  position: number;
  articleCode: string;
  title: string;
  quantity: number;
  unitPrice: string;
}>;

/** One invoice of the retailer: an order, or a credit note with negative quantities. `invoicedAt` is local time in London. */
export type Invoice = Readonly<{
  number: string;
  kind: 'order' | 'credit_note';
  invoicedAt: string;
  /** Empty where the till did not know who bought. */
  customerId: string;
  lines: readonly InvoiceLine[];
}>;

const columns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];

const rowSchema = z.tuple([
  z.string().regex(/^[AC]?\d{6}$/),
  z.string().min(1),
  z.string(),
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  z.string().regex(/^-?\d{1,9}(\.\d{1,6})?$/),
  z.string().regex(/^(\d+(\.0)?)?$/),
  z.string(),
]);

type GrowingInvoice = Invoice & { readonly lines: InvoiceLine[] };

/**
 * Reads the data set "Online Retail" (CSV, plain or `.gz`) as invoices, in the order in which they first appear, which
 * is the order of their dates. Left out: bad-debt adjustments (`A…`), and sales without a customer, for nobody can
 * bring anything back on them. Throws a `CommandFailure` that names the row where the file is another.
 */
export async function readOnlineRetail(path: string): Promise<readonly Invoice[]> {
  const invoices = new Map<string, GrowingInvoice>();
  const parser = parse({ skip_empty_lines: true });
  const reading = pipeline(createReadStream(path), path.endsWith('.gz') ? createGunzip() : new PassThrough(), parser);
  const collecting = collect(parser, invoices);
  // Both are waited for, so that neither can fail unheard; the pipeline's failure is the cause of the other's.
  const [read, collected] = await Promise.allSettled([reading, collecting]);
  if (collected.status === 'rejected' && !isAborted(collected.reason)) throw fileFailure(collected.reason, path);
  if (read.status === 'rejected') throw fileFailure(read.reason, path);
  return [...invoices.values()];
}

async function collect(rows: Readable, invoices: Map<string, GrowingInvoice>): Promise<void> {
  let rowNumber = 0;
  for await (const row of rows) {
    rowNumber += 1;
    if (rowNumber === 1) checkHeader(row);
    else add(invoices, row, rowNumber);
  }
}

function checkHeader(row: unknown): void {
  if (JSON.stringify(row) !== JSON.stringify(columns)) {
    throw usageFailure(`Row 1 is not the header of the data set "Online Retail": ${columns.join(',')}.`);
  }
}

function add(invoices: Map<string, GrowingInvoice>, row: unknown, rowNumber: number): void {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path }) => columns[Number(path[0])] ?? 'number of columns').join(', ');
    throw usageFailure(`Row ${rowNumber} is not a row of the data set "Online Retail": ${wrong}.`);
  }
  const [number, articleCode, title, quantity, invoicedAt, unitPrice, customer] = parsed.data;
  const kind = number.startsWith('C') ? 'credit_note' : 'order';
  if (number.startsWith('A') || (kind === 'order' && customer === '')) return;
  let invoice = invoices.get(number);
  if (invoice === undefined) {
    invoice = { number, kind, invoicedAt, customerId: customer.replace(/\.0$/, ''), lines: [] };
    invoices.set(number, invoice);
  }
  invoice.lines.push({ position: invoice.lines.length + 1, articleCode, title, quantity, unitPrice });
}

const isAborted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** What to tell the person whose file could not be read; an error that is not about the file stays as it is. */
export function fileFailure(error: unknown, path: string): unknown {
  if (error instanceof CsvError) return fault(`${path} is not readable as CSV: ${error.message}.`, { cause: error });
  if (!(error instanceof Error && 'code' in error)) return error;
  if (error.code === 'ENOENT' || error.code === 'EISDIR')
    return usageFailure(`There is no file ${path}.`, { cause: error });
  return fault(`${path} cannot be read: ${error.message}.`, { cause: error });
}
