import * as z from 'zod';
import type { ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Page, type Put, type Table } from '../ports/table.ts';
import { partOfReportKey, reportKey, reportsOfShop } from './keys.ts';

const rowVersion = 1;

/** Parses the stored report. */
export const reportRow = z.object({
  schema: z.literal(rowVersion),
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
  dateOrder: z.enum(['day_first', 'month_first']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
  state: z.enum(['waiting', 'reading', 'done']),
  /** Rows that were dealt with; reading goes on after them. */
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

/** How many rejected rows are kept with their reasons; the others are counted. */
export const mostRejectedKept = 200;

// Base64 in a row of at most 400 kB.
const partBytes = 256 * 1024;
const secondsPartsAreKept = 30 * 86_400;

/** Keeps the bytes of a report, in as many rows as they need, for thirty days. Kept again they are the same rows. */
export async function keepParts(
  table: Table,
  {
    shopId,
    reportId,
    bytes,
    nowSeconds,
  }: Readonly<{ shopId: ShopId; reportId: string; bytes: Buffer; nowSeconds: number }>,
): Promise<number> {
  const count = Math.ceil(bytes.byteLength / partBytes);
  for (let number = 0; number < count; number += 1) {
    const content = bytes.subarray(number * partBytes, (number + 1) * partBytes).toString('base64');
    await table.put({
      ...partOfReportKey(shopId, reportId, number),
      schema: rowVersion,
      content,
      expiresAt: nowSeconds + secondsPartsAreKept,
    });
  }
  return count;
}

/** The bytes of a report are not there any more. */
class ReportPartMissingError extends Error {
  override readonly name = 'ReportPartMissingError';
}

/** The bytes of a report, part by part. */
export async function* partsOfReport(
  table: Table,
  shopId: ShopId,
  { reportId, partCount }: Pick<StoredReport, 'reportId' | 'partCount'>,
): AsyncGenerator<Uint8Array> {
  for (let number = 0; number < partCount; number += 1) {
    const row = await table.get(partOfReportKey(shopId, reportId, number));
    if (typeof row?.content !== 'string') throw new ReportPartMissingError('A part of the report is gone.');
    yield Buffer.from(row.content, 'base64');
  }
}

/** Reads how far a report is, strongly consistent. */
export async function readReport(table: Table, shopId: ShopId, reportId: string): Promise<StoredReport | undefined> {
  const row = await table.get(reportKey(shopId, reportId));
  return row && reportRow.parse(row);
}

const putOfReport = (shopId: ShopId, report: Omit<StoredReport, 'schema'>): Put => ({
  kind: 'put',
  row: {
    ...reportKey(shopId, report.reportId),
    ...report,
    schema: rowVersion,
    workKey: reportsOfShop(shopId),
    workOrder: `${report.uploadedAt}#${report.reportId}`,
  },
});

/** Notes that a report was handed in. One that is known stays as it is. */
export async function openReportRow(
  table: Table,
  shopId: ShopId,
  report: Omit<StoredReport, 'schema' | 'version'>,
): Promise<'opened' | 'known'> {
  try {
    await table.put(putOfReport(shopId, { ...report, version: 1 }).row, { kind: 'absent' });
    return 'opened';
  } catch (error) {
    if (error instanceof ConditionRefusedError) return 'known';
    throw error;
  }
}

/** Notes how far a report is now. Answers whether it stood as it was `known`; somebody else reads it otherwise. */
export async function advanceReport(
  table: Table,
  shopId: ShopId,
  known: StoredReport,
  next: StoredReport,
): Promise<boolean> {
  try {
    const { row } = putOfReport(shopId, { ...next, version: known.version + 1 });
    await table.put(row, { kind: 'version_equals', version: known.version });
    return true;
  } catch (error) {
    if (error instanceof ConditionRefusedError) return false;
    throw error;
  }
}

/** The reports of a shop, the newest first. */
export async function listReports(
  table: Table,
  shopId: ShopId,
  limit: number,
  cursor?: string,
): Promise<Page<StoredReport>> {
  const page = await table.queryIndex('work', { partition: reportsOfShop(shopId), descending: true, limit, cursor });
  const rows = await table.getMany(page.items);
  return { items: rows.map((row) => reportRow.parse(row)), cursor: page.cursor };
}
