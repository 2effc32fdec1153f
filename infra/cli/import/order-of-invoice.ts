import { Temporal } from 'temporal-polyfill';
import { shareOf } from '../../../shared/domain/money.ts';
import { kindOf } from './article-kind.ts';
import type { Invoice, InvoiceLine } from './online-retail-file.ts';

/** The retailer's currency. */
export const currency = 'GBP';

/** The value of so many pieces in pence: the price's digits times the quantity, rounded once, half away from zero. */
export function amountMinorOf({ quantity, unitPrice }: Pick<InvoiceLine, 'quantity' | 'unitPrice'>): number {
  const [pounds = '0', decimals = ''] = unitPrice.split('.');
  return shareOf(quantity, Number(`${pounds}${decimals}`) * 100, 10 ** decimals.length);
}

/** The instant of a date of the file, which is written in the local time of London. */
export function instantOf(invoicedAt: string): string {
  return Temporal.PlainDateTime.from(invoicedAt.replace(' ', 'T'))
    .toZonedDateTime('Europe/London')
    .toInstant()
    .toString();
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/**
 * The order that an invoice is, as it is sent along with a credit note (design §7, OrderSnapshot). Carriage is the
 * order's shipping, what lowers the invoice its discount; fees and manual entries stay lines of it. It was paid whole
 * by one captured payment, for the file says nothing of payments.
 */
export function snapshotOf(invoice: Invoice) {
  const priced = invoice.lines.map((line) => ({
    ...line,
    amountMinor: amountMinorOf(line),
    kind: kindOf(line.articleCode),
  }));
  const raising = priced.filter(({ quantity, amountMinor }) => quantity > 0 && amountMinor >= 0);
  const placedAt = instantOf(invoice.invoicedAt);
  return {
    orderNumber: invoice.number,
    placedAt,
    currency,
    discountMinor: 0 - sum(priced.filter(({ amountMinor }) => amountMinor < 0).map(({ amountMinor }) => amountMinor)),
    customer: { name: `Customer ${invoice.customerId}` },
    lines: raising
      .filter(({ kind }) => kind !== 'carriage')
      .map(({ position, articleCode, title, quantity, amountMinor }) => ({
        orderLineId: String(position),
        sku: articleCode,
        title,
        quantity,
        totalMinor: amountMinor,
      })),
    shippingMinor: sum(raising.filter(({ kind }) => kind === 'carriage').map(({ amountMinor }) => amountMinor)),
    paymentCostsMinor: 0,
    payments: [
      {
        kind: 'provider',
        method: 'stripe',
        provider: 'stripe',
        account: 'main',
        amountMinor: sum(priced.map(({ amountMinor }) => amountMinor)),
        paidAt: placedAt,
        state: 'captured',
      },
    ],
  };
}
