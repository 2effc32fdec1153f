import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { MatchingTask } from '../../../shared/domain/matching/matching-rows.ts';
import { decodedText } from '../../../shared/reports/decoded-text.ts';
import { jsonOf } from '../../../shared/reports/read-report.ts';
import { type ReportSource, UnreadableReportError } from '../../../shared/reports/report-source.ts';
import { usageFailure } from '../command-failure.ts';
import {
  type CreditNoteOptions,
  type CreditNotes,
  headingsSchema,
  type RejectedRow,
  readCreditNoteFile,
} from './credit-note-file.ts';
import { creditNotesOfEcom, currencyOfEcom, ecomLists, ordersOfEcom } from './ecom-export.ts';
import { type KnownOrder, readOrderFile, withOrder } from './order-file.ts';

/** Reads credit notes, and orders beside them, from files of any kind that is known, and puts each with its order. */
export async function readCreditNotes(
  source: ReportSource,
  orderSource: ReportSource | undefined,
  options: CreditNoteOptions,
): Promise<CreditNotes> {
  const known = orderSource === undefined ? noOrders : await readOrders(orderSource, options);
  const notes = await ((await isJson(source)) ? readEcom(source, known, options) : readCreditNoteFile(source, options));
  const byNumber = new Map(known.orders.map((order) => [order.orderNumber, order]));
  const tasks: readonly MatchingTask[] = notes.tasks.map((task) => withOrder(task, byNumber.get(task.orderNumber)));
  return { ...notes, tasks, rejected: [...known.rejected, ...notes.rejected] };
}

type Orders = Readonly<{
  orders: readonly KnownOrder[];
  byEcomId: ReadonlyMap<number, KnownOrder>;
  rejected: readonly RejectedRow[];
}>;

const noOrders: Orders = { orders: [], byEcomId: new Map(), rejected: [] };

async function readOrders(source: ReportSource, options: CreditNoteOptions): Promise<Orders> {
  if (!(await isJson(source))) return { ...(await readOrderFile(source, options)), byEcomId: new Map() };
  const lists = ecomLists(await jsonOf(source));
  if (lists === undefined) throw new UnreadableReportError('It is JSON, and no list of orders of the eCom API.');
  const { orders, rejected } = ordersOfEcom(lists.orders, currencyOfEcom(options.currency), source.name);
  return { orders: [...orders.values()], byEcomId: orders, rejected };
}

async function readEcom(source: ReportSource, known: Orders, options: CreditNoteOptions): Promise<CreditNotes> {
  const lists = ecomLists(await jsonOf(source));
  if (lists === undefined) throw new UnreadableReportError('It is JSON, and no list of invoices of the eCom API.');
  const currency = currencyOfEcom(options.currency);
  const beside = ordersOfEcom(lists.orders, currency, source.name);
  const orders = new Map([...known.byEcomId, ...beside.orders]);
  const notes = creditNotesOfEcom(lists.invoices, { orders, currency, file: source.name });
  return { ...notes, rejected: [...beside.rejected, ...notes.rejected] };
}

async function isJson(source: ReportSource): Promise<boolean> {
  for await (const text of decodedText(source.open())) return /^\s*[[{]/.test(text);
  throw new UnreadableReportError('It is empty.');
}

/** Reads the file of `--map`: `{"creditNoteId": "Heading of its column", …}`. */
export async function readHeadings(path: string): Promise<z.infer<typeof headingsSchema>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw usageFailure(`There is no file ${path}.`, { cause });
  });
  const parsed = headingsSchema.safeParse(parsedJson(text, path));
  if (parsed.success) return parsed.data;
  throw usageFailure(`${path} is no map of columns:\n${z.prettifyError(parsed.error)}`);
}

function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw usageFailure(`${path} is not JSON.`, { cause });
  }
}

/** Why a file may hold no credit note, for the person who exported it. */
export function whyNone({ otherDocuments, rejected }: CreditNotes, file: string): string {
  const [first] = rejected;
  if (otherDocuments === 0 && first !== undefined) {
    return `${file} holds no usable credit note: ${rejected.length} rows were rejected, the first one (line ${first.line}) for ${first.reason}.`;
  }
  if (otherDocuments === 0) return `${file} holds no credit note: it has a header and no rows.`;
  return (
    `${file} holds no credit note, only ${otherDocuments} other documents. Is it an accounting export of paid orders only? Such exports leave credit notes out; ` +
    'export all invoices, or the list of credit notes. If its credit notes are neither negative nor called so, --map says which column holds their number.'
  );
}
