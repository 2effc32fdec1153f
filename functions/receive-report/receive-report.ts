import { createHash } from 'node:crypto';
import { formatOf, startOf, surveyWhole } from '../../shared/reports/read-report.ts';
import { UnreadableReportError } from '../../shared/reports/report-source.ts';
import type { ReportDialect } from '../../shared/reports/report-survey.ts';
import { reportFileName } from '../../shared/stores/report-file.ts';
import { nothingRead, type StoredReport } from '../../shared/stores/report-row.ts';
import { advanceReport, openReportRow, readReport } from '../../shared/stores/report-store.ts';
import { accountOf, type HandedIn, type ReceiveReportDependencies, reportIdOf, sendToBeRead } from './handed-in.ts';

/** A report that somebody hands in at once, as it is. */
export type ReceivedReport = HandedIn & Readonly<{ bytes: Buffer }>;

/** What became of it. `known`: the same file was handed in before, and nothing new comes of it. */
export type ReceivedOutcome =
  | Readonly<{ kind: 'taken' | 'known'; report: StoredReport }>
  | Readonly<{ kind: 'account_unknown' }>
  | Readonly<{ kind: 'unreadable'; error: UnreadableReportError }>;

/**
 * Recognises a report by its header, keeps its bytes, and has it read by the queue. What cannot be read as a whole is refused
 * at once with the question to answer, and nothing of it is kept. The same file for the same account is the same report: its
 * id is made of its content.
 */
export async function receiveReport(
  dependencies: ReceiveReportDependencies,
  received: ReceivedReport,
): Promise<ReceivedOutcome> {
  const { table, clock, files } = dependencies;
  const { shopId, provider, account, bytes, fileName, dateOrder, decimalMark, by } = received;
  const connection = accountOf(received);
  if (connection === undefined) return { kind: 'account_unknown' };
  const dialect = await dialectOf(received, dateOrder ?? connection.dateOrder);
  if (dialect instanceof UnreadableReportError) return { kind: 'unreadable', error: dialect };

  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reportId = reportIdOf(received, sha256);
  const known = await readReport(table, shopId, reportId);
  if (known?.state === 'done') return { kind: 'known', report: known };
  await files.put(reportFileName(shopId, provider, sha256), bytes);
  const decided = { format: formatOf(dialect), dialect, place: startOf(dialect), state: 'waiting' } as const;
  // One that was announced has its file by now, whichever way it came.
  const isAwaited = known?.state === 'announced' || known?.state === 'refused';
  if (known !== undefined && isAwaited) {
    await advanceReport(table, shopId, { ...known, ...nothingKept, ...decided });
  }
  const opened = await openReportRow(table, shopId, {
    ...nothingRead,
    ...decided,
    provider,
    account,
    dateOrder,
    decimalMark,
    reportId,
    sha256,
    fileName,
    bytes: bytes.byteLength,
    uploadedAt: clock.now(),
    uploadedBy: by,
  });
  const report = await sendToBeRead(dependencies, shopId, reportId);
  return { kind: opened === 'opened' || isAwaited ? 'taken' : 'known', report };
}

const nothingKept = { survey: undefined, refusal: undefined };

async function dialectOf(
  { bytes, fileName = 'the report', decimalMark: mark }: ReceivedReport,
  order: HandedIn['dateOrder'],
): Promise<ReportDialect | UnreadableReportError> {
  async function* open(fromByte = 0): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(fromByte);
  }
  try {
    return await surveyWhole({ name: fileName, open }, { order, mark });
  } catch (error) {
    if (error instanceof UnreadableReportError) return error;
    throw error;
  }
}
