import type { StoredReport } from '../../shared/stores/report-row.ts';

/** A report as it is shown, with how much of it is read. */
export function reportView(report: StoredReport) {
  const { version: _, schema: __, dialect: ___, survey: ____, place, ...shown } = report;
  return { ...shown, bytesRead: report.state === 'done' ? report.bytes : place.byte };
}
