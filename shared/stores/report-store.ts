import type { ShopId } from '../domain/ids.ts';
import { ConditionRefusedError, type Page, type Put, type Table } from '../ports/table.ts';
import { partOfReportKey, reportKey, reportsOfShop } from './keys.ts';
import { reportRow, type StoredReport } from './report-row.ts';

const rowVersion = 1;

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

/** The bytes of a report from one of them on, part by part. */
export async function* partsOfReport(
  table: Table,
  shopId: ShopId,
  { reportId, partCount }: Pick<StoredReport, 'reportId' | 'partCount'>,
  fromByte: number,
): AsyncGenerator<Uint8Array> {
  const first = Math.floor(fromByte / partBytes);
  for (let number = first; number < partCount; number += 1) {
    const row = await table.get(partOfReportKey(shopId, reportId, number));
    if (typeof row?.content !== 'string') throw new ReportPartMissingError('A part of the report is gone.');
    const part = Buffer.from(row.content, 'base64');
    yield number === first ? part.subarray(fromByte % partBytes) : part;
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

/** Notes how far a report is now, and answers how it is kept then; nothing where somebody else has read on meanwhile. */
export async function advanceReport(
  table: Table,
  shopId: ShopId,
  next: StoredReport,
): Promise<StoredReport | undefined> {
  const advanced = { ...next, version: next.version + 1 };
  try {
    await table.put(putOfReport(shopId, advanced).row, { kind: 'version_equals', version: next.version });
    return advanced;
  } catch (error) {
    if (error instanceof ConditionRefusedError) return undefined;
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
