import { daysAfter } from './shop-day.ts';

// Days after the payment during which a provider's portal refunds it (facts payment-providers §1f: PayPal). Of the
// others no limit was found; one that is missing here is taken for open.
const refundWindowDays: Readonly<Record<string, number>> = { paypal: 180 };

/** The last day of the shop on which the provider's portal refunds a payment of that day; `undefined` where no limit is known. */
export function portalClosesOn(provider: string | undefined, paidOn: string | undefined): string | undefined {
  if (provider === undefined || paidOn === undefined || !Object.hasOwn(refundWindowDays, provider)) return undefined;
  return daysAfter(paidOn, refundWindowDays[provider] ?? 0);
}
