import {
  type ProviderRefundKind,
  type ProviderRefundStatus,
  providerRefundKinds,
} from '../../domain/provider-refund.ts';
import { minorOfText, shown } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { type Columns, cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import type { ReportEntry, ReportFormat, ReportReading } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';

const headings = {
  provider: ['provider'],
  account: ['account'],
  refundId: ['refundId'],
  paymentId: ['paymentId'],
  amount: ['amount'],
  currency: ['currency'],
  status: ['status'],
  refundedAt: ['refundedAt'],
  reference: ['reference'],
  customerName: ['customerName'],
  customerEmail: ['customerEmail'],
  kind: ['kind'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Field = keyof typeof headings;

const statuses: Readonly<Record<string, ProviderRefundStatus>> = {
  '': 'done',
  done: 'done',
  completed: 'done',
  succeeded: 'done',
  refunded: 'done',
  paid: 'done',
  pending: 'pending',
  queued: 'pending',
  processing: 'pending',
  failed: 'failed',
  denied: 'failed',
  canceled: 'canceled',
  cancelled: 'canceled',
  returned: 'returned',
  reversed: 'returned',
};

/** Avoir's own columns (design §7), for providers and banks that no other format knows. */
export const canonicalRefundReport: ReportFormat = {
  name: 'canonical refunds',
  recognise(header) {
    const columns = columnsOf<Field>(header, headings, ['provider', 'refundId', 'amount', 'currency', 'refundedAt']);
    return columns === undefined
      ? undefined
      : {
          dates: (cells) => [cellOf(cells, columns, 'refundedAt')],
          amounts: (cells) => [cellOf(cells, columns, 'amount')],
          read: (cells, reading) => readRow(cells, columns, reading),
        };
  },
};

function readRow(cells: readonly string[], columns: Columns<Field>, reading: ReportReading): ReportEntry {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const currency = cell('currency').toUpperCase();
  const at = instantOfText({ date: cell('refundedAt') }, reading);
  const common = {
    provider: required(cell('provider'), 'provider').toLowerCase(),
    account: cell('account') || reading.account,
    amountMinor: Math.abs(minorOfText(cell('amount'), currency, reading.mark)),
    currency,
    references: cell('reference') === '' ? [] : [cell('reference')],
    customerName: cell('customerName') || undefined,
    customerEmail: cell('customerEmail') || undefined,
  };
  const kind = cell('kind').toLowerCase() || 'refund';
  if (kind === 'payment') {
    return { kind, payment: { ...common, paymentId: required(cell('paymentId'), 'paymentId'), paidAt: at } };
  }
  if (!isKind(kind)) throw new RejectedRowError(`kind_unknown: ${shown(kind)}`);
  const refundId = required(cell('refundId'), 'refundId');
  const status = kind === 'returned' ? 'returned' : statusOf(cell('status'));
  const paymentId = cell('paymentId') || undefined;
  return { kind: 'refund', refund: { ...common, refundId, kind, paymentId, status, createdAt: at, statusAt: at } };
}

const isKind = (word: string): word is ProviderRefundKind => providerRefundKinds.some((kind) => kind === word);

function required(text: string, column: Field): string {
  if (text === '') throw new RejectedRowError(`${column}_missing`);
  return text;
}

function statusOf(word: string): ProviderRefundStatus {
  const plain = word.toLowerCase();
  const status = Object.hasOwn(statuses, plain) ? statuses[plain] : undefined;
  if (status === undefined) throw new RejectedRowError(`status_unknown: ${shown(word)}`);
  return status;
}
