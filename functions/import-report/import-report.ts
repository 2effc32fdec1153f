import type { ShopId } from '../../shared/domain/ids.ts';
import { millisecondsOf } from '../../shared/domain/instants.ts';
import { dayInShop } from '../../shared/domain/shop-day.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { type ReconciledShop, reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { recordProviderFacts } from '../../shared/reconciliation/record-provider-facts.ts';
import { openReport, type ReportRow } from '../../shared/reports/read-report.ts';
import { addCoverage } from '../../shared/stores/coverage-store.ts';
import type { ReportMessage } from '../../shared/stores/report-message.ts';
import {
  advanceReport,
  mostRejectedKept,
  partsOfReport,
  readReport,
  type StoredReport,
} from '../../shared/stores/report-store.ts';

/** What reading reports needs. */
export type ImportReportDependencies = Readonly<{
  table: Table;
  settings: Settings;
  clock: Clock;
  reportQueue: Queue;
  /** How long one slice may take, in milliseconds. */
  sliceMilliseconds: number;
}>;

/** A message named a report that is not there. Rows are written before messages are sent, so this is a fault. */
class UnknownReportError extends Error {
  override readonly name = 'UnknownReportError';
}

/**
 * Reads on in a report for as long as a slice may take, keeps what each row says as any other channel's word, and sends
 * itself on. A slice that dies is read again, which changes nothing that was kept; what was done twice is counted once, for
 * the report's row only advances from where it was read.
 */
export async function importReport(dependencies: ImportReportDependencies, message: ReportMessage): Promise<void> {
  const { table, settings, reportQueue } = dependencies;
  const { shopId, reportId } = message;
  const shop = await reconciledShop(settings, shopId);
  const known = await readReport(table, shopId, reportId);
  if (known === undefined) throw new UnknownReportError('The message names a report that is not there.');
  if (known.state === 'done') return finish(dependencies, shopId, known);
  const next = await readSlice(dependencies, shop, known);
  if (next.state !== 'done') {
    if (await advanceReport(table, shopId, known, next)) await reportQueue.send([{ body: JSON.stringify(message) }]);
    return;
  }
  await finish(dependencies, shopId, next);
  await advanceReport(table, shopId, known, next);
}

/** The days that a report tells of are covered from then on. Before the report is called done, so that a crash repeats it. */
async function finish({ table }: ImportReportDependencies, shopId: ShopId, report: StoredReport): Promise<void> {
  const { firstDay: from, lastDay: until, provider, account } = report;
  if (from === undefined || until === undefined) return;
  await addCoverage(table, shopId, { provider, account }, { channel: 'report', span: { from, until } });
}

async function readSlice(
  { table, clock, sliceMilliseconds }: ImportReportDependencies,
  shop: ReconciledShop,
  known: StoredReport,
): Promise<StoredReport> {
  const { provider, account, dateOrder, decimalMark } = known;
  const connection = shop.providers.find((each) => each.provider === provider && each.account === account);
  const source = {
    name: known.fileName ?? known.reportId,
    open: () => partsOfReport(table, shop.shopId, known),
  };
  const { rows } = await openReport(source, {
    account,
    timeZone: connection?.timeZone,
    order: dateOrder ?? connection?.dateOrder,
    mark: decimalMark,
  });
  const endAt = millisecondsOf(clock.now()) + sliceMilliseconds;
  const slice = new Slice(known, shop.timeZone);
  let row = 0;
  for await (const entry of rows) {
    row += 1;
    if (row <= known.nextRow) continue;
    await keep(entry);
    slice.count(entry);
    if (millisecondsOf(clock.now()) >= endAt) return slice.reached(row);
  }
  return slice.ended(row, clock.now());

  async function keep(entry: ReportRow): Promise<void> {
    const refunds = entry.kind === 'refund' && isOfAccount(entry.refund, known) ? [entry.refund] : [];
    const payments = entry.kind === 'payment' && isOfAccount(entry.payment, known) ? [entry.payment] : [];
    if (refunds.length + payments.length === 0) return;
    await recordProviderFacts(table, { shop, refunds, payments, channel: 'report', now: clock.now() });
  }
}

type OfAccount = Readonly<{ provider: string; account: string }>;

const isOfAccount = (entry: OfAccount, { provider, account }: OfAccount): boolean =>
  entry.provider === provider && entry.account === account;

/** What a slice comes to: counts, the first rejected rows, and the days that its rows tell of. */
class Slice {
  readonly #known: StoredReport;
  readonly #timeZone: string;
  readonly #counts: { payments: number; refunds: number; skipped: number; rejected: number };
  readonly #rejected: { line: number; reason: string }[];
  #firstDay: string | undefined;
  #lastDay: string | undefined;

  constructor(known: StoredReport, timeZone: string) {
    this.#known = known;
    this.#timeZone = timeZone;
    this.#counts = { ...known.counts };
    this.#rejected = [...known.rejectedRows];
    this.#firstDay = known.firstDay;
    this.#lastDay = known.lastDay;
  }

  count(row: ReportRow): void {
    switch (row.kind) {
      case 'payment':
        this.#told(row.line, row.payment, { at: row.payment.paidAt, kind: 'payments' });
        break;
      case 'refund':
        this.#told(row.line, row.refund, { at: row.refund.createdAt, kind: 'refunds' });
        break;
      case 'skipped':
        this.#counts.skipped += 1;
        break;
      case 'rejected':
        this.#reject(row.line, row.reason);
        break;
    }
  }

  reached(nextRow: number): StoredReport {
    return { ...this.#known, ...this.#found(), state: 'reading', nextRow };
  }

  ended(nextRow: number, doneAt: string): StoredReport {
    return { ...this.#known, ...this.#found(), state: 'done', nextRow, doneAt };
  }

  #told(line: number, of: OfAccount, { at, kind }: Readonly<{ at: string; kind: 'payments' | 'refunds' }>): void {
    if (!isOfAccount(of, this.#known)) {
      this.#reject(line, `of_another_account: ${of.provider}/${of.account}`);
      return;
    }
    this.#counts[kind] += 1;
    const day = dayInShop(at, this.#timeZone);
    if (this.#firstDay === undefined || day < this.#firstDay) this.#firstDay = day;
    if (this.#lastDay === undefined || day > this.#lastDay) this.#lastDay = day;
  }

  #reject(line: number, reason: string): void {
    this.#counts.rejected += 1;
    if (this.#rejected.length < mostRejectedKept) this.#rejected.push({ line, reason });
  }

  #found() {
    const days = { firstDay: this.#firstDay, lastDay: this.#lastDay };
    return { counts: this.#counts, rejectedRows: this.#rejected, ...days };
  }
}
