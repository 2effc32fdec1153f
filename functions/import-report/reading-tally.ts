import { dayInShop } from '../../shared/domain/shop-day.ts';
import type { PlacedRow } from '../../shared/reports/read-report.ts';
import type { ReportPlace } from '../../shared/reports/report-place.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';

/** Whose a payment or refund is. */
type OfAccount = Readonly<{ provider: string; account: string }>;

/** Whether a payment or refund is of the account that the report was handed in for. */
export const isOfAccount = (entry: OfAccount, { provider, account }: OfAccount): boolean =>
  entry.provider === provider && entry.account === account;

/** How many rejected rows are kept with their reasons; the others are counted. */
const mostRejectedKept = 200;

/** What reading comes to: how far it is, counts, the first rejected rows, and the days that the rows tell of. */
export class ReadingTally {
  readonly #known: StoredReport;
  readonly #timeZone: string;
  readonly #counts: { payments: number; refunds: number; skipped: number; rejected: number };
  readonly #rejected: { line: number; reason: string }[];
  #nextRow: number;
  #place: ReportPlace;
  #firstDay: string | undefined;
  #lastDay: string | undefined;

  constructor(known: StoredReport, timeZone: string) {
    this.#known = known;
    this.#timeZone = timeZone;
    this.#counts = { ...known.counts };
    this.#rejected = [...known.rejectedRows];
    this.#nextRow = known.nextRow;
    this.#place = known.place;
    this.#firstDay = known.firstDay;
    this.#lastDay = known.lastDay;
  }

  /** Counts a row that was dealt with. */
  count({ row, next }: PlacedRow): void {
    this.#nextRow += 1;
    this.#place = next;
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

  /** All of it, as it is kept. */
  get found() {
    return {
      nextRow: this.#nextRow,
      place: this.#place,
      counts: { ...this.#counts },
      rejectedRows: [...this.#rejected],
      firstDay: this.#firstDay,
      lastDay: this.#lastDay,
    };
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
}
