import { reportFormats } from '../providers/report-formats.ts';
import type { RecognisedReport, ReportFormat } from './report-format.ts';
import { UnreadableReportError } from './report-source.ts';

/** The format that a header belongs to, and how its rows are read. */
export function recognise(
  header: readonly string[],
): Readonly<{ format: ReportFormat; recognised: RecognisedReport }> | undefined {
  for (const format of reportFormats) {
    const recognised = format.recognise(header);
    if (recognised !== undefined) return { format, recognised };
  }
  return undefined;
}

/** Why a file is refused of which no format is known, with all that are. */
export function unknownHeader(header: readonly string[]): UnreadableReportError {
  const known = reportFormats.map(({ name }) => name).join(', ');
  return new UnreadableReportError(
    `No report is known with the header ${JSON.stringify(header.slice(0, 8).join(', ').slice(0, 200))}. Known are: ${known}, Klarna settlements (JSON). Anything else can be given in the canonical columns (avoir reconcile --help).`,
    'report_not_known',
  );
}
