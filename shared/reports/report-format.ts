import type { ProviderPayment } from '../domain/provider-payment.ts';
import type { ProviderRefund } from '../domain/provider-refund.ts';
import type { DecimalMark } from './amount-text.ts';
import type { DateOrder } from './date-text.ts';

/** What a row of a report is. What is neither a payment nor a refund (a fee, a payout) is skipped, with its own word. */
export type ReportEntry =
  | Readonly<{ kind: 'payment'; payment: ProviderPayment }>
  | Readonly<{ kind: 'refund'; refund: ProviderRefund }>
  | Readonly<{ kind: 'skipped'; what: string }>;

/** What a row does not say of itself. */
export type ReportReading = Readonly<{ account: string; timeZone: string; order: DateOrder; mark: DecimalMark }>;

/** A report whose header was recognised. */
export type RecognisedReport = Readonly<{
  /** The cells of a row that show how the file writes dates and amounts, where that differs from file to file. */
  dates?: (cells: readonly string[]) => readonly string[];
  amounts?: (cells: readonly string[]) => readonly string[];
  /** Reads a row. Throws a `RejectedRowError` with the reason where it cannot. */
  read: (cells: readonly string[], reading: ReportReading) => ReportEntry;
}>;

/** One kind of report of one provider. */
export type ReportFormat = Readonly<{
  /** What people call it. */
  name: string;
  /** The zone of dates that carry none, where the provider is known to use one whatever the account says. */
  timeZone?: string;
  recognise: (header: readonly string[]) => RecognisedReport | undefined;
}>;

/** An entry that is skipped. */
export const skipped = (what: string): ReportEntry => ({ kind: 'skipped', what });
