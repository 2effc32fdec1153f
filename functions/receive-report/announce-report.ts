import type { FileSeal, FileUpload } from '../../shared/ports/report-files.ts';
import { reportFileName } from '../../shared/stores/report-file.ts';
import { nothingRead, type StoredReport } from '../../shared/stores/report-row.ts';
import { openReportRow, readReport } from '../../shared/stores/report-store.ts';
import { accountOf, type HandedIn, type ReceiveReportDependencies, reportIdOf } from './handed-in.ts';

/** A report that somebody is going to upload: how large it is, and what its bytes come to. */
export type AnnouncedReport = HandedIn & Readonly<{ seal: FileSeal }>;

/** What became of it. Where the file is there already, there is nothing to upload. */
export type AnnouncedOutcome =
  | Readonly<{ kind: 'awaited'; report: StoredReport; upload: FileUpload | undefined }>
  | Readonly<{ kind: 'known'; report: StoredReport }>
  | Readonly<{ kind: 'account_unknown' }>;

/**
 * Notes that a report's file is going to come, and says where to put it. Announced again it is the same report, with
 * another address; one that is read, or being read, needs no file any more.
 */
export async function announceReport(
  { table, clock, files }: ReceiveReportDependencies,
  announced: AnnouncedReport,
): Promise<AnnouncedOutcome> {
  const { shopId, provider, account, fileName, dateOrder, decimalMark, by, seal } = announced;
  if (accountOf(announced) === undefined) return { kind: 'account_unknown' };
  const reportId = reportIdOf(announced, seal.sha256);
  await openReportRow(table, shopId, {
    ...nothingRead,
    ...seal,
    provider,
    account,
    dateOrder,
    decimalMark,
    reportId,
    fileName,
    uploadedAt: clock.now(),
    uploadedBy: by,
    state: 'announced',
  });
  const report = await readReport(table, shopId, reportId);
  if (report === undefined) throw new Error('The report that was just written is not there.');
  if (report.state !== 'announced' && report.state !== 'refused') return { kind: 'known', report };
  const name = reportFileName(shopId, provider, seal.sha256);
  const isThere = (await files.inspect(name)) !== undefined;
  return { kind: 'awaited', report, upload: isThere ? undefined : await files.uploadOf(name, seal) };
}
