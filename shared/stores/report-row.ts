import * as z from 'zod';
import { reportEncodings } from '../reports/decoded-text.ts';
import { startOfReport } from '../reports/report-place.ts';

const place = z.object({ byte: z.int().nonnegative(), line: z.int().nonnegative() });
const dateOrder = z.enum(['day_first', 'month_first']);
const decimalMark = z.enum(['.', ',']);
const header = z.object({ cells: z.array(z.string()).readonly(), body: place });
const writing = { encoding: z.enum(reportEncodings), separator: z.string() };

const dialect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csv'), ...writing, header, order: dateOrder, mark: decimalMark }),
  z.object({ kind: z.literal('json') }),
]);

/** Parses the stored report. */
export const reportRow = z.object({
  schema: z.literal(1),
  version: z.int().positive(),
  reportId: z.string(),
  provider: z.string(),
  account: z.string(),
  /** What was recognised. */
  format: z.string(),
  fileName: z.string().optional(),
  bytes: z.int().positive(),
  partCount: z.int().positive(),
  /** What the person said of it, where the file does not show it. */
  dateOrder: dateOrder.optional(),
  decimalMark: decimalMark.optional(),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
  state: z.enum(['waiting', 'reading', 'done']),
  /** How the file is written, once the whole of it has shown that. */
  dialect: dialect.optional(),
  /** Where in the file reading goes on. */
  place: place.default(startOfReport),
  /** Rows that were dealt with. */
  nextRow: z.int().nonnegative(),
  counts: z.object({
    payments: z.int(),
    refunds: z.int(),
    skipped: z.int(),
    rejected: z.int(),
  }),
  /** The first of the rows that could not be read, each with its line and why. */
  rejectedRows: z.array(z.object({ line: z.int(), reason: z.string() })),
  /** First and last day that its rows tell of. */
  firstDay: z.string().optional(),
  lastDay: z.string().optional(),
  doneAt: z.string().optional(),
});

/** A report that somebody handed in, and how far it is read. */
export type StoredReport = Readonly<z.infer<typeof reportRow>>;
