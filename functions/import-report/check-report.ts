import { formatOf, startOf } from '../../shared/reports/read-report.ts';
import type { ReportReading } from '../../shared/reports/report-format.ts';
import { type ReportSource, UnreadableReportError } from '../../shared/reports/report-source.ts';
import { beginSurvey, continueSurvey, dialectOf, type ReportDialect } from '../../shared/reports/report-survey.ts';
import { nothingRead, type StoredReport } from '../../shared/stores/report-row.ts';

/** A report whose rows can be read. */
export type ReadableReport = StoredReport & Readonly<{ dialect: ReportDialect }>;

/** How a report stands after a look at its file: its rows can be read, there is more to look through, or it is refused. */
export type CheckedReport =
  | Readonly<{ kind: 'readable'; report: ReadableReport }>
  | Readonly<{ kind: 'not_whole' | 'refused'; report: StoredReport }>;

/**
 * Looks the file of a report through, for as long as `goesOn` says so, until all of it has shown how it writes dates and
 * amounts. Nothing of it is used before: what cannot be read as a whole is refused as a whole, with the question to answer.
 */
export async function checkReport(
  source: ReportSource,
  report: StoredReport,
  { accountOrder, goesOn }: Readonly<{ accountOrder: ReportReading['order'] | undefined; goesOn: () => boolean }>,
): Promise<CheckedReport> {
  if (report.dialect !== undefined) return { kind: 'readable', report: { ...report, dialect: report.dialect } };
  try {
    const begun = report.survey ?? (await beginSurvey(source));
    // Whoever starts a report of JSON has read it: only of a file of lines is something left to see.
    if (begun === 'json') throw new UnreadableReportError('It has become another file than it was.');
    const survey = begun.isWhole ? begun : await continueSurvey(source, begun, goesOn);
    if (!survey.isWhole) {
      return { kind: 'not_whole', report: { ...report, state: 'checking', survey, place: survey.place } };
    }
    const { dateOrder: order = accountOrder, decimalMark: mark } = report;
    const dialect = dialectOf(survey, { order, mark });
    const place = startOf(dialect);
    const decided = { format: formatOf(dialect), dialect, survey: undefined, place, state: 'reading' } as const;
    return { kind: 'readable', report: { ...report, ...nothingRead, ...decided } };
  } catch (error) {
    if (error instanceof UnreadableReportError) return { kind: 'refused', report: refusedFor(report, error) };
    throw error;
  }
}

/** A report that cannot be read as a whole, and why. */
const refusedFor = (
  report: StoredReport,
  { reason, sample, message: detail }: UnreadableReportError,
): StoredReport => ({ ...report, state: 'refused', survey: undefined, refusal: { reason, detail, sample } });
