import type { ShopId } from '../domain/ids.ts';
import { millisecondsOf } from '../domain/instants.ts';
import { ConditionRefusedError, type Page, type Put, type Table } from '../ports/table.ts';
import { reportKey, reportsOfShop } from './keys.ts';
import { reportRow, type StoredReport } from './report-row.ts';

const rowVersion = 1;
// Whoever announces a file and never sends it need not be reminded of it for long.
const secondsFilesAreAwaited = 2 * 86_400;

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
    ...(report.state === 'announced' && {
      expiresAt: Math.floor(millisecondsOf(report.uploadedAt) / 1000) + secondsFilesAreAwaited,
    }),
  },
});

/** Notes that a report was handed in or announced. One that is known stays as it is. */
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
