import type { ShopId } from '../../shared/domain/ids.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { ReportFiles } from '../../shared/ports/report-files.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type ReconciledShop, reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { recordProviderFacts } from '../../shared/reconciliation/record-provider-facts.ts';
import { type ReportRow, rowsFrom } from '../../shared/reports/read-report.ts';
import type { ReportSource } from '../../shared/reports/report-source.ts';
import { addCoverage } from '../../shared/stores/coverage-store.ts';
import { reportFile } from '../../shared/stores/report-file.ts';
import type { ReportMessage } from '../../shared/stores/report-message.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';
import { advanceReport, readReport } from '../../shared/stores/report-store.ts';
import { checkReport, type ReadableReport } from './check-report.ts';
import { isOfAccount, ReadingTally } from './reading-tally.ts';
import { Slice, type SliceTimes } from './slice.ts';

/** What reading reports needs. */
export type ImportReportDependencies = SliceTimes &
  Readonly<{
    table: Table;
    settings: Settings;
    clock: Clock;
    reportQueue: Queue;
    files: ReportFiles;
  }>;

/** A message named a report that is not there. Rows are written before messages are sent, so this is a fault. */
class UnknownReportError extends Error {
  override readonly name = 'UnknownReportError';
}

/** One report while a slice works on it. */
type Work = Readonly<{ shop: ReconciledShop; source: ReportSource; slice: Slice }>;

/** How a slice ended: there is more to do, all rows are dealt with, or somebody else is at it or nothing is to be done. */
type Reached = Readonly<{ kind: 'not_whole' | 'whole'; report: StoredReport }> | Readonly<{ kind: 'over' }>;

/**
 * Reads on in a report for as long as a slice may take, keeps what each row says as any other channel's word, and sends
 * itself on. A slice that dies is read again from where it noted to be, which changes nothing that was kept; what was done
 * twice is counted once, for the report's row only advances from where it was read.
 */
export async function importReport(dependencies: ImportReportDependencies, message: ReportMessage): Promise<void> {
  const { table, settings, reportQueue, clock, files } = dependencies;
  const { shopId, reportId } = message;
  const shop = await reconciledShop(settings, shopId);
  const known = await readReport(table, shopId, reportId);
  if (known === undefined) throw new UnknownReportError('The message names a report that is not there.');
  if (known.state === 'done') return finish(dependencies, shopId, known);
  if (known.state === 'announced' || known.state === 'refused') return;
  const work = { shop, source: reportFile(files, shopId, known), slice: new Slice(clock, dependencies) };
  const reached = await workOn(dependencies, work, known);
  if (reached.kind === 'over') return;
  if (reached.kind === 'not_whole') {
    await reportQueue.send([{ body: JSON.stringify(message) }]);
    return;
  }
  await finish(dependencies, shopId, reached.report);
  await advanceReport(table, shopId, { ...reached.report, state: 'done', doneAt: clock.now() });
}

/** The days that a report tells of are covered from then on. Before the report is called done, so that a crash repeats it. */
async function finish({ table }: ImportReportDependencies, shopId: ShopId, report: StoredReport): Promise<void> {
  const { firstDay: from, lastDay: until, provider, account } = report;
  if (from === undefined || until === undefined) return;
  await addCoverage(table, shopId, { provider, account }, { channel: 'report', span: { from, until } });
}

/** Looks the whole file through before any row of it is used, and then deals with its rows. */
async function workOn(dependencies: ImportReportDependencies, work: Work, known: StoredReport): Promise<Reached> {
  const { table } = dependencies;
  const { shop, source, slice } = work;
  const { dateOrder: accountOrder } = connectionOf(shop, known) ?? {};
  const checked = await checkReport(source, known, { accountOrder, goesOn: () => !slice.isOver });
  if (checked.kind === 'readable' && known.dialect !== undefined) return readRows(dependencies, work, checked.report);
  const noted = await advanceReport(table, shop.shopId, checked.report);
  if (noted === undefined || checked.kind === 'refused') return { kind: 'over' };
  return checked.kind === 'readable'
    ? readRows(dependencies, work, { ...noted, dialect: checked.report.dialect })
    : { kind: 'not_whole', report: noted };
}

/** Deals with rows until the slice is over, and notes how far it is. */
async function readRows(
  dependencies: ImportReportDependencies,
  { shop, source, slice }: Work,
  begun: ReadableReport,
): Promise<Reached> {
  const { table, clock } = dependencies;
  const { account, dialect, place } = begun;
  const tally = new ReadingTally(begun, shop.timeZone);
  let noted: StoredReport = begun;
  const owner = { account, timeZone: connectionOf(shop, begun)?.timeZone };
  for await (const placed of rowsFrom(source, dialect, owner, place)) {
    await keep(placed.row);
    tally.count(placed);
    const { isOver } = slice;
    if (!(isOver || slice.isToNote())) continue;
    const advanced = await advanceReport(table, shop.shopId, { ...noted, ...tally.found, state: 'reading' });
    if (advanced === undefined) return { kind: 'over' };
    if (isOver) return { kind: 'not_whole', report: advanced };
    noted = advanced;
  }
  return { kind: 'whole', report: { ...noted, ...tally.found } };

  async function keep(entry: ReportRow): Promise<void> {
    const refunds = entry.kind === 'refund' && isOfAccount(entry.refund, begun) ? [entry.refund] : [];
    const payments = entry.kind === 'payment' && isOfAccount(entry.payment, begun) ? [entry.payment] : [];
    if (refunds.length + payments.length === 0) return;
    await recordProviderFacts(table, { shop, refunds, payments, channel: 'report', now: clock.now() });
  }
}

const connectionOf = ({ providers }: ReconciledShop, { provider, account }: StoredReport) =>
  providers.find((each) => each.provider === provider && each.account === account);
