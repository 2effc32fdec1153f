import { exponentOf } from '../../domain/money.ts';
import { shown } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { type Columns, cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import { type ReportEntry, type ReportFormat, type ReportReading, skipped } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';
import { kindOfEventCode } from './paypal-event-codes.ts';

const headings = {
  transactionId: ['Transaction ID'],
  invoice: ['Invoice ID'],
  referenceId: ['PayPal Reference ID'],
  referenceType: ['PayPal Reference ID Type'],
  eventCode: ['Transaction Event Code'],
  initiated: ['Transaction Initiation Date'],
  direction: ['Transaction Debit or Credit'],
  amount: ['Gross Transaction Amount'],
  currency: ['Gross Transaction Currency'],
  custom: ['Custom Field'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Field = keyof typeof headings;

/** PayPal's settlement and transaction detail reports (STL, TRR): rows by line code, names in the CH line, rows in SB lines. */
export const paypalSettlementReport: ReportFormat = {
  name: 'PayPal settlement report',
  recognise(header) {
    if (header[0] !== 'CH') return undefined;
    const columns = columnsOf<Field>(header, headings, [
      'transactionId',
      'eventCode',
      'initiated',
      'direction',
      'amount',
      'currency',
    ]);
    return columns === undefined
      ? undefined
      : {
          read: (cells, reading) =>
            cells[0] === 'SB' ? readRow(cells, columns, reading) : skipped(`line ${shown(cells[0] ?? '')}`),
        };
  },
};

function readRow(cells: readonly string[], columns: Columns<Field>, reading: ReportReading): ReportEntry {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const kind = kindOfEventCode(cell('eventCode'));
  if (kind === 'other') return skipped(cell('eventCode'));
  const currency = cell('currency').toUpperCase();
  const amountMinor = minorOfHundredths(cell('amount'), currency);
  const at = instantOfText({ date: cell('initiated') }, reading);
  const references = [cell('invoice'), cell('custom')].filter((text) => text !== '');
  const place = { provider: 'paypal', account: reading.account } as const;
  if (cell('transactionId') === '') throw new RejectedRowError('transaction_id_missing');
  if (kind === 'payment') {
    if (cell('direction') !== 'CR') return skipped(cell('eventCode'));
    return {
      kind,
      payment: { ...place, paymentId: cell('transactionId'), amountMinor, currency, paidAt: at, references },
    };
  }
  return {
    kind: 'refund',
    refund: {
      ...place,
      refundId: cell('transactionId'),
      kind,
      paymentId: cell('referenceType') === 'TXN' ? cell('referenceId') : undefined,
      amountMinor,
      currency,
      status: 'done',
      createdAt: at,
      statusAt: at,
      references,
    },
  };
}

/** Whole hundredths, whatever the currency: 100 yen are written 10000 (facts §1d). */
function minorOfHundredths(text: string, currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === undefined) throw new RejectedRowError(`currency_unknown: ${shown(currency)}`);
  const minor = /^\d{1,13}$/.test(text) ? (Number(text) * 10 ** exponent) / 100 : Number.NaN;
  if (!Number.isSafeInteger(minor)) throw new RejectedRowError(`amount_unreadable: ${shown(text)}`);
  return minor;
}
