import { csvLine } from '../../shared/csv/csv-line.ts';
import { toDecimalText } from '../../shared/domain/money.ts';
import type { Order, Payment } from '../../shared/domain/order.ts';
import { routeOf } from '../../shared/domain/payment-route.ts';
import { dayInShop } from '../../shared/domain/shop-day.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { minorOf } from '../../shared/ecom/ecom-amount.ts';
import type { EcomInvoice, EcomOrder } from '../../shared/ecom/ecom-schemas.ts';
import { customerOfEcom, orderOfEcom } from '../../shared/ecom/order-of-ecom.ts';

/** The columns of the canonical file of credit notes, in their order (design §7). */
export const creditNoteColumns = [
  'creditNoteId',
  'orderNumber',
  'provider',
  'account',
  'paymentId',
  'amount',
  'currency',
  'issuedAt',
  'customerName',
  'orderTotal',
  'paidAt',
  'paymentMethod',
  'customerEmail',
] as const;

/** One credit note as a row of the canonical file. What is not known is empty. */
export type CreditNoteRow = Readonly<Record<(typeof creditNoteColumns)[number], string>>;

/** The row of one credit note, with the payment that it would be given back from: the one that is no gift card. */
export function creditNoteRow(
  shop: ShopSettings,
  { order, invoices, note }: Readonly<{ order: EcomOrder; invoices: readonly EcomInvoice[]; note: EcomInvoice }>,
): CreditNoteRow {
  const { currency } = shop;
  const known: Order = orderOfEcom({ order, lines: [], invoices }, currency);
  const payment = known.payments.find(({ kind }) => kind !== 'gift_card');
  const { provider = '', account = '' } = payment ? routeIn(shop, payment) : {};
  const { name, email = '' } = customerOfEcom(order);
  return {
    creditNoteId: note.number || String(note.id),
    orderNumber: known.orderNumber,
    provider,
    account,
    paymentId: payment?.providerPaymentId ?? '',
    amount: toDecimalText({ minor: Math.abs(minorOf(note.priceIncl, currency)), currency }),
    currency,
    issuedAt: note.createdAt,
    customerName: name,
    orderTotal: toDecimalText({ minor: known.totalMinor ?? 0, currency }),
    paidAt: payment?.paidAt ?? '',
    paymentMethod: payment?.method ?? '',
    customerEmail: email,
  };
}

const routeIn = (shop: ShopSettings, payment: Payment) =>
  routeOf(payment, shop.paymentMethods, payment.paidAt && dayInShop(payment.paidAt, shop.timeZone));

/** Rows as CSV, with the line of columns; amounts keep their point, for programs read it. */
export const csvOf = (rows: readonly CreditNoteRow[]): string =>
  [creditNoteColumns, ...rows.map((row) => creditNoteColumns.map((column) => row[column]))]
    .map((cells) => csvLine(cells, { separator: ',', decimalMark: '.' }))
    .join('');
