import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf } from '../../shared/domain/instants.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type ReconciledShop, reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { recordProviderFacts } from '../../shared/reconciliation/record-provider-facts.ts';
import { formatOf, type ReportRow, rowsFrom, startOf, surveyWhole } from '../../shared/reports/read-report.ts';
import type { ReportSource } from '../../shared/reports/report-source.ts';
import type { ReportDialect } from '../../shared/reports/report-survey.ts';
import { addCoverage } from '../../shared/stores/coverage-store.ts';
import type { ReportMessage } from '../../shared/stores/report-message.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';
import { advanceReport, partsOfReport, readReport } from '../../shared/stores/report-store.ts';
import { isOfAccount, ReadingTally } from './reading-tally.ts';

/** What reading reports needs. */
export type ImportReportDependencies = Readonly<{
  table: Table;
  settings: Settings;
  clock: Clock;
  reportQueue: Queue;
  /** How long one slice may take, in milliseconds. */
  sliceMilliseconds: number;
  /** How long reading may go on before it notes how far it is, in milliseconds. */
  noteMilliseconds: number;
}>;

/** A message named a report that is not there. Rows are written before messages are sent, so this is a fault. */
class UnknownReportError extends Error {
  override readonly name = 'UnknownReportError';
}

/**
 * Reads on in a report for as long as a slice may take, keeps what each row says as any other channel's word, and sends
 * itself on. A slice that dies is read again from where it noted to be, which changes nothing that was kept; what was done
 * twice is counted once, for the report's row only advances from where it was read.
 */
export async function importReport(dependencies: ImportReportDependencies, message: ReportMessage): Promise<void> {
  const { table, settings, reportQueue, clock } = dependencies;
  const { shopId, reportId } = message;
  const shop = await reconciledShop(settings, shopId);
  const known = await readReport(table, shopId, reportId);
  if (known === undefined) throw new UnknownReportError('The message names a report that is not there.');
  if (known.state === 'done') return finish(dependencies, shopId, known);
  const read = await readSlice(dependencies, shop, known);
  if (read === undefined) return;
  if (!read.isWhole) {
    await reportQueue.send([{ body: JSON.stringify(message) }]);
    return;
  }
  await finish(dependencies, shopId, read.report);
  await advanceReport(table, shopId, { ...read.report, state: 'done', doneAt: clock.now() });
}

/** The days that a report tells of are covered from then on. Before the report is called done, so that a crash repeats it. */
async function finish({ table }: ImportReportDependencies, shopId: ShopId, report: StoredReport): Promise<void> {
  const { firstDay: from, lastDay: until, provider, account } = report;
  if (from === undefined || until === undefined) return;
  await addCoverage(table, shopId, { provider, account }, { channel: 'report', span: { from, until } });
}

/** Reads on until the slice is over, and notes how far it is. Answers nothing where somebody else reads the report. */
async function readSlice(
  dependencies: ImportReportDependencies,
  shop: ReconciledShop,
  known: StoredReport,
): Promise<Readonly<{ report: StoredReport; isWhole: boolean }> | undefined> {
  const { table, clock, sliceMilliseconds, noteMilliseconds } = dependencies;
  const { provider, account } = known;
  const connection = shop.providers.find((each) => each.provider === provider && each.account === account);
  const source = sourceOf(table, shop.shopId, known);
  let report = await withDialect(source, known, connection?.dateOrder);
  const tally = new ReadingTally(report, shop.timeZone);
  const reached = (): StoredReport => ({ ...report, ...tally.found, state: 'reading' });
  const owner = { account, timeZone: connection?.timeZone };
  const beganAt = millisecondsOf(clock.now());
  let notedAt = beganAt;
  for await (const placed of rowsFrom(source, report.dialect, owner, report.place)) {
    await keep(placed.row);
    tally.count(placed);
    const now = millisecondsOf(clock.now());
    const isOver = now - beganAt >= sliceMilliseconds;
    if (!isOver && now - notedAt < noteMilliseconds) continue;
    const noted = await advanceReport(table, shop.shopId, reached());
    if (noted === undefined) return undefined;
    if (isOver) return { report: noted, isWhole: false };
    report = { ...noted, dialect: report.dialect };
    notedAt = now;
  }
  return { report: reached(), isWhole: true };

  async function keep(entry: ReportRow): Promise<void> {
    const refunds = entry.kind === 'refund' && isOfAccount(entry.refund, known) ? [entry.refund] : [];
    const payments = entry.kind === 'payment' && isOfAccount(entry.payment, known) ? [entry.payment] : [];
    if (refunds.length + payments.length === 0) return;
    await recordProviderFacts(table, { shop, refunds, payments, channel: 'report', now: clock.now() });
  }
}

const sourceOf = (table: Table, shopId: ShopId, report: StoredReport): ReportSource => ({
  name: report.fileName ?? report.reportId,
  open: (fromByte = 0) => partsOfReport(table, shopId, report, fromByte),
});

/** A report of which nobody has decided yet how its file is written is read from its start. */
async function withDialect(
  source: ReportSource,
  report: StoredReport,
  accountOrder: StoredReport['dateOrder'],
): Promise<StoredReport & Readonly<{ dialect: ReportDialect }>> {
  const { dateOrder: order = accountOrder, decimalMark: mark } = report;
  if (report.dialect !== undefined) return { ...report, dialect: report.dialect };
  const dialect = await surveyWhole(source, { order, mark });
  const counts = { payments: 0, refunds: 0, skipped: 0, rejected: 0 };
  const nothing = { nextRow: 0, place: startOf(dialect), counts, rejectedRows: [] };
  return { ...report, ...nothing, format: formatOf(dialect), dialect };
}
