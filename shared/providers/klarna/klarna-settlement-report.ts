import { minorOfText } from '../../reports/amount-text.ts';
import { instantOfText } from '../../reports/date-text.ts';
import { cellOf, columnsOf } from '../../reports/header-dictionary.ts';
import type { ReportFormat } from '../../reports/report-format.ts';
import { entryOfKlarna } from './klarna-settlement-entry.ts';

const headings = {
  type: ['type'],
  amount: ['amount'],
  currency: ['currency_code', 'currency'],
  orderId: ['order_id'],
  refundId: ['refund_id'],
  reference1: ['merchant_reference1'],
  reference2: ['merchant_reference2'],
  refundReference: ['merchant_refund_reference'],
  captured: ['capture_date'],
  sold: ['sale_date'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Field = keyof typeof headings;

/**
 * Klarna's settlement CSV: a summary with its own header, then rows named like the API's fields. That amounts are decimals
 * here is an ASSUMPTION: no file with rows was found (facts §5d).
 */
export const klarnaSettlementReport: ReportFormat = {
  name: 'Klarna settlement',
  recognise(header) {
    const columns = columnsOf<Field>(header, headings, ['type', 'amount', 'currency', 'orderId', 'reference1']);
    if (columns === undefined) return undefined;
    return {
      amounts: (cells) => [cellOf(cells, columns, 'amount')],
      read: (cells, reading) => {
        const cell = (field: Field): string => cellOf(cells, columns, field);
        const currency = cell('currency').toUpperCase();
        return entryOfKlarna(
          {
            type: cell('type').toUpperCase(),
            amountMinor: Math.abs(minorOfText(cell('amount'), currency, reading.mark)),
            currency,
            orderId: cell('orderId'),
            refundId: cell('refundId'),
            at: instantOfText({ date: cell('captured') || cell('sold') }, reading),
            references: [cell('reference1'), cell('reference2'), cell('refundReference')].filter((part) => part !== ''),
          },
          reading.account,
        );
      },
    };
  },
};
