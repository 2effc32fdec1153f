import { minorOfText, shown } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { type Columns, cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import { type ReportEntry, type ReportFormat, type ReportReading, skipped } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';
import { type ActivityKind, headings, kindOfType, statusOfWord } from './paypal-activity-words.ts';

type Field = keyof typeof headings;

/** The activity download and the statement of PayPal's portal: the user chooses columns, so all is read by heading. */
export const paypalActivityReport: ReportFormat = {
  name: 'PayPal activity download',
  recognise(header) {
    const columns = columnsOf<Field>(header, headings, ['date', 'type', 'currency', 'gross', 'transactionId']);
    return columns === undefined
      ? undefined
      : {
          dates: (cells) => [cellOf(cells, columns, 'date')],
          amounts: (cells) => [cellOf(cells, columns, 'gross')],
          read: (cells, reading) => readRow(cells, columns, reading),
        };
  },
};

function readRow(cells: readonly string[], columns: Columns<Field>, reading: ReportReading): ReportEntry {
  const cell = (field: Field): string => cellOf(cells, columns, field);
  const kind = kindOfType(cell('type'));
  if (kind === 'other') return otherRow(cell);
  const currency = cell('currency').toUpperCase();
  const gross = minorOfText(cell('gross'), currency, reading.mark);
  const at = instantOfText({ date: cell('date'), time: cell('time'), zone: cell('timeZone') }, reading);
  const id = cell('transactionId');
  if (id === '') throw new RejectedRowError('transaction_id_missing');
  const references = [cell('invoice'), cell('custom'), cell('subject'), cell('note')].filter((text) => text !== '');
  const place = { provider: 'paypal', account: reading.account } as const;
  const customerName = cell('name') || undefined;
  if (kind === 'payment') {
    // Money the shop paid to somebody is no payment of a customer.
    if (gross <= 0) return skipped(cell('type'));
    const customerEmail = cell('from') || undefined;
    return {
      kind,
      payment: {
        ...place,
        paymentId: id,
        amountMinor: gross,
        currency,
        paidAt: at,
        references,
        customerName,
        customerEmail,
      },
    };
  }
  return {
    kind: 'refund',
    refund: {
      ...place,
      refundId: id,
      kind,
      paymentId: cell('referenceId') || undefined,
      amountMinor: Math.abs(gross),
      currency,
      status: statusOf(cell('status'), kind),
      createdAt: at,
      statusAt: at,
      references,
      customerName,
      customerEmail: cell('to') || undefined,
    },
  };
}

/** A type that is not known may be a refund in a language that is not: what takes money from a payment is not passed over. */
function otherRow(cell: (field: Field) => string): ReportEntry {
  const takesBack = cell('gross').includes('-') && cell('referenceId') !== '' && cell('invoice') !== '';
  if (takesBack) throw new RejectedRowError(`type_unknown: ${shown(cell('type'))}`);
  return skipped(cell('type'));
}

function statusOf(word: string, kind: ActivityKind) {
  // A statement has no status column: what it lists happened.
  const status = word === '' ? 'done' : statusOfWord(word);
  if (status === undefined) throw new RejectedRowError(`status_unknown: ${shown(word)} of a ${kind}`);
  return status;
}
