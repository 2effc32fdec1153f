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

/**
 * What a provider calls the id of a refund, and where its portal shows it (facts payment-providers §1 to §5 for the ids; on
 * which page each portal shows them is an assumption).
 */
const refundIdHints: Readonly<Record<string, Translated>> = {
  paypal: {
    en: 'The refund’s own transaction ID, in Activity: 17 letters and digits, not that of the payment.',
    fr: 'L’identifiant de transaction du remboursement lui-même, sous Activité\u00a0: 17 lettres et chiffres, pas celui du paiement.',
  },
  stripe: {
    en: 'Begins with re_; on the page of the payment, among its refunds.',
    fr: 'Commence par re_\u00a0; sur la page du paiement, parmi ses remboursements.',
  },
  mollie: {
    en: 'Begins with re_; on the page of the payment.',
    fr: 'Commence par re_\u00a0; sur la page du paiement.',
  },
  adyen: {
    en: 'The PSP reference of the refund, not that of the payment.',
    fr: 'La référence PSP du remboursement, pas celle du paiement.',
  },
  klarna: {
    en: 'The refund ID in the history of the order.',
    fr: 'L’identifiant du remboursement dans l’historique de la commande.',
  },
};

/** Where a person finds the id of a refund that they made at a provider; `undefined` where nobody wrote it down. */
export const refundIdHint = (provider: string | undefined): Translated | undefined =>
  provider !== undefined && Object.hasOwn(refundIdHints, provider) ? refundIdHints[provider] : undefined;

/** How a refund stands at its provider. */
export const refundStatusTexts = {
  pending: { en: 'under way', fr: 'en cours' },
  done: { en: 'refunded', fr: 'remboursé' },
  canceled: { en: 'cancelled', fr: 'annulé' },
  failed: { en: 'failed', fr: 'échoué' },
  returned: { en: 'came back', fr: 'revenu' },
} as const satisfies Readonly<Record<ProviderRefundStatus, Translated>>;
