/** A provider that lists refunds by time, and how late a refund may appear in its list. */
export type RefundList = Readonly<{ lagSeconds: number }>;

// facts §1b: PayPal's search shows a transaction after up to three hours. Stripe's and Mollie's lists are what they hold.
const lists: Readonly<Record<string, RefundList>> = {
  mollie: { lagSeconds: 0 },
  paypal: { lagSeconds: 3 * 3_600 },
  stripe: { lagSeconds: 0 },
};

/** How a provider lists refunds; `undefined` for one that does not, whose open tasks are asked about one by one. */
export const refundListOf = (provider: string): RefundList | undefined =>
  Object.hasOwn(lists, provider) ? lists[provider] : undefined;
