import type { ProviderLag } from '../domain/matching/provider-lag.ts';

/**
 * How late each provider's reports show a refund (facts §8, waiting times "to start from": an ASSUMPTION to be tuned on
 * real data, in this one table).
 */
const lags: Readonly<Record<string, ProviderLag>> = {
  paypal: { hours: 3, workingDays: 0 },
  stripe: { hours: 24, workingDays: 0 },
  mollie: { hours: 2, workingDays: 2 },
  adyen: { hours: 0, workingDays: 3 },
  klarna: { hours: 0, workingDays: 10 },
};

const lagOfOthers: ProviderLag = { hours: 24, workingDays: 1 };

/** The lag of a provider's reports. */
export const lagOf = (provider: string): ProviderLag =>
  Object.hasOwn(lags, provider) ? (lags[provider] ?? lagOfOthers) : lagOfOthers;
