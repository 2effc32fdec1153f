import type { ProviderRefundStatus } from '../domain/provider-refund.ts';
import type { Translated } from './translated.ts';

const names: Readonly<Record<string, string>> = {
  paypal: 'PayPal',
  stripe: 'Stripe',
  mollie: 'Mollie',
  adyen: 'Adyen',
  klarna: 'Klarna',
  multisafepay: 'MultiSafepay',
  buckaroo: 'Buckaroo',
  pay: 'PAY.',
  lightspeed_payments: 'Lightspeed Payments',
};

/** A provider as it calls itself; one that nobody named here is shown as the settings call it. */
export const providerName = (provider: string): string =>
  Object.hasOwn(names, provider) ? (names[provider] ?? provider) : provider;

/** How a refund stands at its provider. */
export const refundStatusTexts = {
  pending: { en: 'under way', fr: 'en cours' },
  done: { en: 'refunded', fr: 'remboursé' },
  canceled: { en: 'cancelled', fr: 'annulé' },
  failed: { en: 'failed', fr: 'échoué' },
  returned: { en: 'came back', fr: 'revenu' },
} as const satisfies Readonly<Record<ProviderRefundStatus, Translated>>;
