import * as z from 'zod';
import { reportEncodings } from '../reports/decoded-text.ts';
import { startOfReport } from '../reports/report-place.ts';
import { unreadableReasons } from '../reports/report-source.ts';

const place = z.object({ byte: z.int().nonnegative(), line: z.int().nonnegative() });
const dateOrder = z.enum(['day_first', 'month_first']);
const decimalMark = z.enum(['.', ',']);
const cells = z.array(z.string()).readonly();
const header = z.object({ cells, body: place });
const writing = { encoding: z.enum(reportEncodings), separator: z.string() };

const survey = z.object({
  ...writing,
  place,
  records: z.int().nonnegative(),
  first: cells,
  header: header.optional(),
  habits: z.object({
    orders: z.array(dateOrder).readonly(),
    marks: z.array(decimalMark).readonly(),
    undecidedDate: z.string().optional(),
    undecidedAmount: z.string().optional(),
  }),
  isWhole: z.boolean(),
});

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
  format: z.string().optional(),
  fileName: z.string().optional(),
  bytes: z.int().positive(),
  /** Of its bytes; a report without was handed in before files had names of their own, and cannot be read on. */
  sha256: z.string().optional(),
  /** What the person said of it, where the file does not show it. */
  dateOrder: dateOrder.optional(),
  decimalMark: decimalMark.optional(),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
  /** `announced`: its file is awaited. `checking`: the whole file is looked through before any of its rows is used. */
  state: z.enum(['announced', 'waiting', 'checking', 'reading', 'done', 'refused']),
  /** Why the whole of it cannot be read. */
  refusal: z
    .object({ reason: z.enum(unreadableReasons), detail: z.string(), sample: z.string().optional() })
    .optional(),
  /** What is known of the file while it is looked through. */
  survey: survey.optional(),
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

/** What a report is before anything of it is read. */
export const nothingRead: Pick<StoredReport, 'place' | 'nextRow' | 'counts' | 'rejectedRows'> = {
  place: startOfReport,
  nextRow: 0,
  counts: { payments: 0, refunds: 0, skipped: 0, rejected: 0 },
  rejectedRows: [],
};
