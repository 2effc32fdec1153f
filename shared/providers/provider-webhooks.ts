import { readAdyenWebhook } from './adyen/adyen-webhook.ts';
import { readBuckarooWebhook } from './buckaroo/buckaroo-webhook.ts';
import { readMollieWebhook } from './mollie/mollie-webhook.ts';
import { readMultisafepayWebhook } from './multisafepay/multisafepay-webhook.ts';
import { readPayWebhook } from './pay/pay-webhook.ts';
import { paypalCertificates } from './paypal/paypal-certificates.ts';
import { paypalWebhookReader } from './paypal/paypal-webhook.ts';
import type { ReadWebhook } from './provider-words.ts';
import { readStripeWebhook } from './stripe/stripe-webhook.ts';

// Apart from `provider-questions.ts`, so that neither the receiver nor whoever asks carries the other's code.
const readers: Readonly<Record<string, ReadWebhook>> = {
  adyen: readAdyenWebhook,
  buckaroo: readBuckarooWebhook,
  mollie: readMollieWebhook,
  multisafepay: readMultisafepayWebhook,
  pay: readPayWebhook,
  paypal: paypalWebhookReader(paypalCertificates()),
  stripe: readStripeWebhook,
};

/** Who reads the webhooks of a provider; `undefined` for one that has none or is not known. */
export const webhookReaderOf = (provider: string): ReadWebhook | undefined =>
  Object.hasOwn(readers, provider) ? readers[provider] : undefined;
