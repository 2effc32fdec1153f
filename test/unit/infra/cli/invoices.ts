import type { Invoice, InvoiceLine } from '../../../../infra/cli/import/online-retail-file.ts';

/** A row of an invoice: article, quantity, price. */
export type Row = readonly [articleCode: string, quantity: number, unitPrice?: string];

const linesOf = (rows: readonly Row[]): readonly InvoiceLine[] =>
  rows.map(([articleCode, quantity, unitPrice = '1.00'], index) => ({
    position: index + 1,
    articleCode,
    title: `Article ${articleCode}`,
    quantity,
    unitPrice,
  }));

/** An order of customer 17850 unless said otherwise. */
export const anOrder = (number: string, rows: readonly Row[], customerId = '17850'): Invoice => ({
  number,
  kind: 'order',
  invoicedAt: '2010-12-01 08:26:00',
  customerId,
  lines: linesOf(rows),
});

/** A credit note of customer 17850 unless said otherwise; quantities are written as what comes back. */
export const aCreditNote = (number: string, rows: readonly Row[], customerId = '17850'): Invoice => ({
  ...anOrder(number, rows, customerId),
  kind: 'credit_note',
  invoicedAt: '2011-07-01 09:00:00',
  lines: linesOf(rows.map(([articleCode, quantity, unitPrice]) => [articleCode, -quantity, unitPrice] as const)),
});
