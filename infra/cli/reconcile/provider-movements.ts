import type { ProviderPayment } from '../../../shared/domain/provider-payment.ts';
import { identityOf, merged, type ProviderRefund } from '../../../shared/domain/provider-refund.ts';
import { openReport, type ReportOptions } from '../../../shared/reports/read-report.ts';
import type { ReportSource } from '../../../shared/reports/report-source.ts';
import type { RejectedRow } from './credit-note-file.ts';

/** One report that was read, and how much of it was what. */
export type ReadReport = Readonly<{
  file: string;
  format: string;
  payments: number;
  refunds: number;
  skipped: number;
  rejected: number;
}>;

/**
 * What providers say, folded by identity: the same row twice, the same file twice and overlapping periods change nothing,
 * and a later status of a refund replaces the earlier one.
 */
export class ProviderMovements {
  readonly #payments = new Map<string, ProviderPayment>();
  readonly #refunds = new Map<string, ProviderRefund>();
  readonly #rejected: RejectedRow[] = [];
  readonly #reports: ReadReport[] = [];
  readonly #coveredUntil = new Map<string, string>();

  /** Reads one report to its end. */
  async read(source: ReportSource, options: ReportOptions): Promise<void> {
    const { format, rows } = await openReport(source, options);
    const counts = { payments: 0, refunds: 0, skipped: 0, rejected: 0 };
    for await (const row of rows) {
      if (row.kind === 'payment') {
        counts.payments += 1;
        this.#addPayment(row.payment);
      } else if (row.kind === 'refund') {
        counts.refunds += 1;
        this.#addRefund(row.refund);
      } else if (row.kind === 'rejected') {
        counts.rejected += 1;
        this.#rejected.push({ file: source.name, line: row.line, reason: row.reason });
      } else {
        counts.skipped += 1;
      }
    }
    this.#reports.push({ file: source.name, format, ...counts });
  }

  get payments(): Iterable<ProviderPayment> {
    return this.#payments.values();
  }

  get refunds(): Iterable<ProviderRefund> {
    return this.#refunds.values();
  }

  get rejected(): readonly RejectedRow[] {
    return this.#rejected;
  }

  get reports(): readonly ReadReport[] {
    return this.#reports;
  }

  /** The last instant that the reports of each account show. */
  get coveredUntil(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#coveredUntil);
  }

  #addPayment(payment: ProviderPayment): void {
    const key = [payment.provider, payment.account, payment.paymentId].map(encodeURIComponent).join('/');
    const known = this.#payments.get(key);
    // A payment captured in parts has several rows; the largest is nearest to what it can give back.
    if (known === undefined || known.amountMinor < payment.amountMinor) this.#payments.set(key, payment);
    this.#cover(payment, payment.paidAt);
  }

  #addRefund(refund: ProviderRefund): void {
    const key = identityOf(refund);
    const known = this.#refunds.get(key);
    this.#refunds.set(key, known === undefined ? refund : merged(known, refund));
    this.#cover(refund, refund.statusAt);
  }

  #cover({ provider, account }: Readonly<{ provider: string; account: string }>, until: string): void {
    const key = `${provider}/${account}`;
    const known = this.#coveredUntil.get(key);
    if (known === undefined || known < until) this.#coveredUntil.set(key, until);
  }
}
