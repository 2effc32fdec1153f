import type { OrderLineId, OrderNumber } from '../domain/ids.ts';
import type { Customer, Order, OrderLine, Payment } from '../domain/order.ts';
import { orderLineIdSchema, orderNumberSchema } from '../stores/id-schemas.ts';
import { minorOf } from './ecom-amount.ts';
import type { EcomInvoice, EcomOrder, EcomOrderProduct } from './ecom-schemas.ts';

/** What was read of one order: the order itself, its lines and its invoices. */
export type EcomOrderReading = Readonly<{
  order: EcomOrder;
  lines: readonly EcomOrderProduct[];
  invoices: readonly EcomInvoice[];
}>;

/** The number of an order, checked. Throws for a number that cannot be a key. */
const orderNumberOf = ({ number }: EcomOrder): OrderNumber => orderNumberSchema.parse(number.trim());

/** The id of an order line. */
export const lineIdOf = (id: number): OrderLineId => orderLineIdSchema.parse(String(id));

/** An order in our words. Amounts are rounded here and nowhere else; the currency is the shop's (`orderAmountsInShopCurrency`). */
export function orderOfEcom({ order, lines, invoices }: EcomOrderReading, currency: string): Order {
  const minor = (decimal: string): number => Math.max(0, minorOf(decimal, currency));
  const totalMinor = minor(order.priceIncl);
  const ordered = lines.filter(({ quantityOrdered }) => quantityOrdered > 0);
  const orderLines = ordered.map((line): OrderLine => {
    const title = [line.productTitle, line.variantTitle]
      .filter((part) => part !== '' && part !== 'Default')
      .join(' · ');
    return {
      orderLineId: lineIdOf(line.id),
      sku: (line.sku || line.articleCode || line.ean).slice(0, 200),
      title: title.slice(0, 500),
      quantity: line.quantityOrdered,
      totalMinor: minor(line.priceIncl),
    };
  });
  const shippingMinor = minor(order.shipmentPriceIncl);
  const paymentCostsMinor = minor(order.paymentPriceIncl);
  const partsMinor = orderLines.reduce((sum, line) => sum + line.totalMinor, shippingMinor + paymentCostsMinor);
  const discountMinor = order.isDiscounted ? Math.max(0, partsMinor - totalMinor) : 0;
  return {
    orderNumber: orderNumberOf(order),
    placedAt: order.createdAt,
    currency,
    totalMinor,
    ...(discountMinor > 0 && { discountMinor }),
    pricesIncludeTax: true,
    lines: orderLines,
    shippingMinor,
    paymentCostsMinor,
    payments: paymentsOf(order, invoices, totalMinor, currency),
  };
}

/**
 * The payments of an order: gift cards for what they say they paid, one other payment for the rest. Anything on a gift
 * card whose amount is not said counts as all of it, so that nothing of it is sent to a provider.
 */
function paymentsOf(
  order: EcomOrder,
  invoices: readonly EcomInvoice[],
  totalMinor: number,
  currency: string,
): readonly Payment[] {
  const paidInvoices = invoices.filter(({ isCreditNote, status }) => !isCreditNote && status === 'paid');
  const paidAt = paidInvoices.map(({ createdAt }) => createdAt).toSorted()[0] ?? order.createdAt;
  const invoicedMinor = paidInvoices.reduce((sum, { priceIncl }) => sum + Math.abs(minorOf(priceIncl, currency)), 0);
  const cameInMinor = order.paymentStatus === 'paid' ? totalMinor : Math.min(totalMinor, invoicedMinor);

  const onCards = order.giftCardsPayment.map(({ amount }) =>
    amount === undefined ? totalMinor : minorOf(amount, currency),
  );
  const cardsMinor = Math.min(
    totalMinor,
    onCards.reduce((sum, amount) => sum + Math.abs(amount), 0),
  );
  const restMinor = totalMinor - cardsMinor;
  const capturedMinor = Math.max(0, cameInMinor - cardsMinor);
  const card: Payment = { kind: 'gift_card', amountMinor: cardsMinor, state: 'captured', paidAt: order.createdAt };
  const rest: Payment = {
    kind: 'provider',
    ...(order.paymentId !== '' && { method: order.paymentId.slice(0, 100) }),
    amountMinor: restMinor,
    ...(capturedMinor > 0
      ? { state: 'captured', ...(capturedMinor < restMinor && { capturedMinor }), paidAt }
      : { state: 'not_paid' }),
  };
  return [...(restMinor > 0 ? [rest] : []), ...(cardsMinor > 0 ? [card] : [])];
}

/** Who bought. Without any name the e-mail address has to do: a person must find the payment by it. */
export function customerOfEcom(order: EcomOrder): Customer {
  const { firstname, middlename, lastname, addressBillingName, companyName, email } = order;
  const fullName = [firstname, middlename, lastname].filter((part) => part !== '').join(' ');
  const name = fullName || addressBillingName || companyName || email;
  return { name: name.slice(0, 200), ...(email !== '' && email.length <= 320 && { email }) };
}
