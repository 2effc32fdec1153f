import type { ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { minorOfText, shown } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { type Columns, cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import { type ReportEntry, type ReportFormat, type ReportReading, skipped } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';

const headings = {
  date: ['Date'],
  method: ['Payment method'],
  currency: ['Currency'],
  amount: ['Amount'],
  status: ['Status'],
  id: ['ID'],
  description: ['Description'],
  consumerName: ['Consumer name'],
  settlement: ['Settlement reference'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Field = keyof typeof headings;

const statuses: Readonly<Record<string, ProviderRefundStatus>> = {
  refunded: 'done',
  queued: 'pending',
  pending: 'pending',
  processing: 'pending',
  failed: 'failed',
  canceled: 'canceled',
};

/**
 * Mollie's settlement report. A refund's row names no payment: it is found by its description, which is the payment's.
 * The rows carry no zone; that they are Dutch time is an ASSUMPTION (facts §3d say nothing).
 */
export const mollieSettlementReport: ReportFormat = {
  name: 'Mollie settlement',
  timeZone: 'Europe/Amsterdam',
  recognise(header) {
    const columns = columnsOf<Field>(header, headings, [
      'date',
      'method',
      'currency',
      'amount',
      'status',
      'id',
      'settlement',
    ]);
    return columns === undefined
      ? undefined
      : {
          amounts: (cells) => [cellOf(cells, columns, 'amount')],
          read: (cells, reading) => readRow(cells, columns, reading),
        };
  },
};

function readRow(cells: readonly string[], columns: Columns<Field>, reading: ReportReading): ReportEntry {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const method = cell('method').toLowerCase();
  const id = cell('id');
  const isPayment = id.startsWith('tr_') && method !== 'refund' && method !== 'chargeback';
  // Fees are rows without an id.
  if (!(isPayment || method === 'refund' || method === 'chargeback')) return skipped(cell('method'));
  if (id === '') throw new RejectedRowError('id_missing');
  const currency = cell('currency').toUpperCase();
  const amountMinor = Math.abs(minorOfText(cell('amount'), currency, reading.mark));
  const at = instantOfText({ date: cell('date') }, reading);
  const references = cell('description') === '' ? [] : [cell('description')];
  const common = {
    provider: 'mollie',
    account: reading.account,
    amountMinor,
    currency,
    references,
    customerName: cell('consumerName') || undefined,
  };
  if (isPayment) return { kind: 'payment', payment: { ...common, paymentId: id, paidAt: at } };
  const kind = method === 'refund' ? 'refund' : 'chargeback';
  return {
    kind: 'refund',
    refund: { ...common, refundId: id, kind, status: statusOf(cell('status'), kind), createdAt: at, statusAt: at },
  };
}

function statusOf(word: string, kind: 'refund' | 'chargeback'): ProviderRefundStatus {
  const status = Object.hasOwn(statuses, word.toLowerCase()) ? statuses[word.toLowerCase()] : undefined;
  if (status !== undefined) return status;
  if (kind === 'chargeback') return 'done';
  throw new RejectedRowError(`status_unknown: ${shown(word)}`);
}
