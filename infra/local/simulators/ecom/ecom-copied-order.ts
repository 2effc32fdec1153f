import type { Change } from './ecom-changes.ts';
import { placeOrder } from './ecom-new-order.ts';
import { type EcomOrder, kept } from './ecom-state.ts';

/**
 * Duplicates an order with other prices and marks the copy as paid, as a merchant does who gives back a part of a line's value.
 * Prices of a piece are named by the place of their line, counted from 1; the others stay.
 */
export function copyOrder(
  change: Change,
  original: EcomOrder,
  unitPriceIncl: Readonly<Record<string, number>>,
  shippingIncl: number | undefined,
): EcomOrder {
  return placeOrder(change, {
    firstname: original.firstname,
    lastname: original.lastname,
    email: original.email,
    paymentId: 'external',
    paymentTitle: 'External payment',
    paymentData: [],
    giftCards: [],
    shippingIncl: shippingIncl ?? original.shippingIncl / 10_000,
    paymentCostsIncl: original.paymentCostsIncl / 10_000,
    discountCouponCode: '',
    isPaid: true,
    isInvoiced: true,
    lines: original.lines.map((line, index) => {
      const unit = unitPriceIncl[String(index + 1)] ?? line.priceIncl / line.quantity / 10_000;
      const { title, articleCode, ean, sku, quantity, variantId, taxRate } = line;
      const shown = kept(unit) / 10_000;
      return { title, articleCode, ean, sku, quantity, variantId, taxRate, unitPriceIncl: shown, discountIncl: 0 };
    }),
  });
}
