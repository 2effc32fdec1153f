import type { ProviderRefundKind, ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { minorOfText, shown } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { type Columns, cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import { type ReportEntry, type ReportFormat, type ReportReading, skipped } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';

const headings = {
  pspReference: ['Psp Reference'],
  merchantReference: ['Merchant Reference'],
  created: ['Creation Date'],
  zone: ['TimeZone'],
  type: ['Type'],
  modification: ['Modification Reference'],
  currency: ['Gross Currency'],
  debit: ['Gross Debit (GC)'],
  credit: ['Gross Credit (GC)'],
  modificationReference: ['Modification Merchant Reference'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Field = keyof typeof headings;

type Meaning = Readonly<{ kind: ProviderRefundKind; status: ProviderRefundStatus }> | 'payment';

// A reversal of a refund bears the refund's own id, and so changes it.
const meanings: Readonly<Record<string, Meaning>> = {
  Settled: 'payment',
  Refunded: { kind: 'refund', status: 'done' },
  RefundedReversed: { kind: 'refund', status: 'returned' },
  Chargeback: { kind: 'chargeback', status: 'done' },
  SecondChargeback: { kind: 'chargeback', status: 'done' },
  ChargebackReversed: { kind: 'chargeback', status: 'canceled' },
};

// What Adyen writes where the shop sent no reference of its own.
const automatic = '<auto>';

/** Adyen's settlement details: unsigned amounts in a debit and a credit column; only the gross ones are of the payment. */
export const adyenSettlementReport: ReportFormat = {
  name: 'Adyen settlement details',
  recognise(header) {
    const columns = columnsOf<Field>(header, headings, [
      'pspReference',
      'created',
      'type',
      'modification',
      'currency',
      'debit',
      'credit',
    ]);
    return columns === undefined ? undefined : { read: (cells, reading) => readRow(cells, columns, reading) };
  },
};

function readRow(cells: readonly string[], columns: Columns<Field>, reading: ReportReading): ReportEntry {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const meaning = Object.hasOwn(meanings, cell('type')) ? meanings[cell('type')] : undefined;
  if (meaning === undefined) return skipped(cell('type'));
  const currency = cell('currency').toUpperCase();
  const [debit, credit] = [cell('debit'), cell('credit')];
  if ((debit === '') === (credit === ''))
    throw new RejectedRowError(`debit_or_credit: ${shown(debit)}, ${shown(credit)}`);
  const amountMinor = minorOfText(debit || credit, currency, '.');
  const at = instantOfText({ date: cell('created'), zone: cell('zone') }, reading);
  const references = [cell('merchantReference'), cell('modificationReference')].filter(
    (text) => text !== '' && text !== automatic,
  );
  const place = { provider: 'adyen', account: reading.account } as const;
  const paymentId = cell('pspReference');
  if (paymentId === '') throw new RejectedRowError('psp_reference_missing');
  if (meaning === 'payment') {
    return { kind: 'payment', payment: { ...place, paymentId, amountMinor, currency, paidAt: at, references } };
  }
  const refundId = cell('modification');
  if (refundId === '') throw new RejectedRowError('modification_reference_missing');
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
      references: [...new Set(references)],
    },
  };
}
