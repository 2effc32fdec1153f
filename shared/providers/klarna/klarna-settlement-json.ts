import * as z from 'zod';
import { instantOfText } from '../../reports/date-text.ts';
import type { ReportEntry, ReportReading } from '../../reports/report-format.ts';
import { entryOfKlarna } from './klarna-settlement-entry.ts';

const text = z.string().default('');

const transactionSchema = z.object({
  type: z.string(),
  amount: z.int(),
  currency_code: z.string(),
  order_id: text,
  refund_id: text,
  merchant_reference1: text,
  merchant_reference2: text,
  merchant_refund_reference: text,
  capture_date: text,
  sale_date: text,
});

const pageSchema = z.object({ transactions: z.array(z.unknown()) });

/** The transactions of a page of Klarna's Settlements API, unparsed; `undefined` where the value is no such page. */
export function klarnaTransactionsIn(value: unknown): readonly unknown[] | undefined {
  const page = pageSchema.safeParse(value);
  const isKlarna =
    page.success &&
    page.data.transactions.every(
      (transaction) => transactionSchema.pick({ type: true }).safeParse(transaction).success,
    );
  return isKlarna ? page.data.transactions : undefined;
}

/** Reads one transaction. Throws a `ZodError` where it has another form. */
export function entryOfKlarnaJson(value: unknown, reading: ReportReading): ReportEntry {
  const transaction = transactionSchema.parse(value);
  const { merchant_reference1, merchant_reference2, merchant_refund_reference } = transaction;
  return entryOfKlarna(
    {
      type: transaction.type,
      amountMinor: Math.abs(transaction.amount),
      currency: transaction.currency_code,
      orderId: transaction.order_id,
      refundId: transaction.refund_id,
      at: instantOfText({ date: transaction.capture_date || transaction.sale_date }, reading),
      references: [merchant_reference1, merchant_reference2, merchant_refund_reference].filter((part) => part !== ''),
    },
    reading.account,
  );
}
