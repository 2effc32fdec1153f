import type { ShopId } from '../../shared/domain/ids.ts';
import { formatOf, surveyWhole } from '../../shared/reports/read-report.ts';
import { recognise } from '../../shared/reports/recognised-header.ts';
import { type ReportSource, UnreadableReportError } from '../../shared/reports/report-source.ts';
import { beginSurvey, continueSurvey } from '../../shared/reports/report-survey.ts';
import { reportFile, reportFileName } from '../../shared/stores/report-file.ts';
import { nothingRead, type StoredReport } from '../../shared/stores/report-row.ts';
import { advanceReport, readReport } from '../../shared/stores/report-store.ts';
import { type ReceiveReportDependencies, sendToBeRead } from './handed-in.ts';

/** What became of it. `known`: it was started before, and goes on. */
export type StartedOutcome =
  | Readonly<{ kind: 'started' | 'known'; report: StoredReport }>
  | Readonly<{ kind: 'report_unknown' | 'upload_missing' | 'upload_differs' }>
  | Readonly<{ kind: 'unreadable'; error: UnreadableReportError }>;

/**
 * Has an uploaded file read, once it is there, is what was announced, and begins with a header that somebody knows. A report
 * that was refused as a whole is looked at once more.
 */
export async function startReport(
  dependencies: ReceiveReportDependencies,
  shopId: ShopId,
  reportId: string,
): Promise<StartedOutcome> {
  const { table, files } = dependencies;
  const known = await readReport(table, shopId, reportId);
  if (known === undefined) return { kind: 'report_unknown' };
  if (known.state === 'done') return { kind: 'known', report: known };
  if (known.state !== 'announced' && known.state !== 'refused') {
    return { kind: 'known', report: await sendToBeRead(dependencies, shopId, reportId) };
  }
  const uploaded = await files.inspect(reportFileName(shopId, known.provider, known.sha256 ?? ''));
  if (uploaded === undefined) return { kind: 'upload_missing' };
  if (uploaded.bytes !== known.bytes || uploaded.sha256 !== known.sha256) return { kind: 'upload_differs' };
  const seen = await lookAt(reportFile(files, shopId, known), known.bytes);
  if (seen instanceof UnreadableReportError) return { kind: 'unreadable', error: seen };
  // Somebody else may start it just now: then it is started.
  await advanceReport(table, shopId, { ...known, ...nothingRead, refusal: undefined, ...seen, state: 'waiting' });
  return { kind: 'started', report: await sendToBeRead(dependencies, shopId, reportId) };
}

// JSON is read whole, and no API hands out more of it at once.
const mostJsonBytes = 4 * 1024 * 1024;

type Seen = Pick<StoredReport, 'format' | 'survey' | 'dialect'>;

/** What the beginning of a file shows, within the time of one request. The rest is looked through by whoever reads it. */
async function lookAt(source: ReportSource, bytes: number): Promise<Seen | UnreadableReportError> {
  try {
    const begun = await beginSurvey(source);
    if (begun === 'json') return await lookAtJson(source, bytes);
    const survey = await continueSurvey(source, begun, (isRecognised) => !isRecognised);
    return { format: recognise(survey.header?.cells ?? [])?.format.name, survey, dialect: undefined };
  } catch (error) {
    if (error instanceof UnreadableReportError) return error;
    throw error;
  }
}

async function lookAtJson(source: ReportSource, bytes: number): Promise<Seen> {
  if (bytes > mostJsonBytes)
    throw new UnreadableReportError('It is JSON of more than 4 MB: hand in the pages of the API one by one.');
  const dialect = await surveyWhole(source, {});
  return { format: formatOf(dialect), dialect, survey: undefined };
}
