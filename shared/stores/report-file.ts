import type { ShopId } from '../domain/ids.ts';
import { FileMissingError, type ReportFiles } from '../ports/report-files.ts';
import type { ReportSource } from '../reports/report-source.ts';
import type { StoredReport } from './report-row.ts';

/** Where files of reports stand in their bucket; the rights of functions name it. */
export const reportFilesPrefix = 'reports/';

/** The name of a report's file. It follows from what the file is, so that the same one is never kept twice. */
export const reportFileName = (shopId: ShopId, provider: string, sha256: string): string =>
  `${reportFilesPrefix}${shopId}/${encodeURIComponent(provider)}/${sha256}`;

// One request to S3 for each, and all of a file that is held at once.
const rangeBytes = 1_048_576;

/** The kept file of a report, read in ranges. */
export function reportFile(files: ReportFiles, shopId: ShopId, report: StoredReport): ReportSource {
  const { provider, sha256, bytes, fileName, reportId } = report;
  return {
    name: fileName ?? reportId,
    async *open(fromByte = 0) {
      if (sha256 === undefined) throw new FileMissingError('The report was handed in before its file had a name.');
      const name = reportFileName(shopId, provider, sha256);
      for (let from = fromByte; from < bytes; from += rangeBytes) {
        yield await files.read(name, { from, until: Math.min(from + rangeBytes, bytes) });
      }
    },
  };
}
