import type { ProviderRefundKind, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { minorOfText, shown } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { type Columns, cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import { type ReportEntry, type ReportFormat, type ReportReading, skipped } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';

// Two layouts: the itemized reports, and the dashboard's export of all activity.
const headings = {
  balanceId: ['balance_transaction_id', 'id'],
  created: ['created_utc', 'created', 'Created (UTC)'],
  currency: ['currency'],
  gross: ['gross', 'amount'],
  category: ['reporting_category', 'type'],
  sourceId: ['source_id', 'source'],
  chargeId: ['charge_id'],
  intentId: ['payment_intent_id'],
  description: ['description'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Field = keyof typeof headings;

type Meaning = Readonly<{ kind: ProviderRefundKind; status: ProviderRefundStatus }> | 'payment';

const meanings: Readonly<Record<string, Meaning>> = {
  charge: 'payment',
  payment: 'payment',
  refund: { kind: 'refund', status: 'done' },
  payment_refund: { kind: 'refund', status: 'done' },
  refund_failure: { kind: 'refund', status: 'returned' },
  payment_failure_refund: { kind: 'refund', status: 'returned' },
  dispute: { kind: 'chargeback', status: 'done' },
  dispute_reversal: { kind: 'chargeback', status: 'canceled' },
};

/** Stripe's itemized balance reports. The columns `source_id` and the payment's ids must have been asked for. */
export const stripeBalanceReport: ReportFormat = {
  name: 'Stripe balance report',
  timeZone: 'UTC',
  recognise(header) {
    const columns = columnsOf<Field>(header, headings, [
      'balanceId',
      'created',
      'currency',
      'gross',
      'category',
      'description',
    ]);
    if (
      columns === undefined ||
      !header.some((heading) => /^(?:balance_transaction_id|available on)/i.test(heading.trim()))
    )
      return undefined;
    const metadata = header.flatMap((heading, place) =>
      /^(?:payment|refund)_metadata\[/.test(heading.trim()) ? [place] : [],
    );
    return {
      amounts: (cells) => [cellOf(cells, columns, 'gross')],
      read: (cells, reading) => readRow(cells, columns, metadata, reading),
    };
  },
};

function readRow(
  cells: readonly string[],
  columns: Columns<Field>,
  metadata: readonly number[],
  reading: ReportReading,
): ReportEntry {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const meaning = Object.hasOwn(meanings, cell('category')) ? meanings[cell('category')] : undefined;
  if (meaning === undefined) return skipped(cell('category'));
  const currency = cell('currency').toUpperCase();
  const amountMinor = Math.abs(minorOfText(cell('gross'), currency, reading.mark));
  const at = instantOfText({ date: cell('created') }, reading);
  const references = [cell('description'), ...metadata.map((place) => cells[place] ?? '')].filter(
    (text) => text !== '',
  );
  const place = { provider: 'stripe', account: reading.account } as const;
  // What the dashboard shows and people copy is the payment intent; the charge stands in where there is none.
  const paymentId = cell('intentId') || cell('chargeId') || undefined;
  if (meaning === 'payment') {
    const id = paymentId ?? cell('sourceId');
    if (id === '') throw new RejectedRowError('payment_id_missing');
    return { kind: 'payment', payment: { ...place, paymentId: id, amountMinor, currency, paidAt: at, references } };
  }
  const refundId = cell('sourceId');
  if (refundId === '') throw new RejectedRowError(`source_id_missing: ${shown(cell('balanceId'))}`);
  return {
    kind: 'refund',
    refund: {
      ...place,
      refundId,
      ...meaning,
      paymentId,
      amountMinor,
      currency,
      createdAt: at,
      statusAt: at,
      references,
    },
  };
}
