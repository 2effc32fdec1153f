import type { ProviderAdapter } from '../provider-adapter.ts';
import { paypalCertificates } from './paypal-certificates.ts';
import { paypalWebhookReader } from './paypal-webhook.ts';

/** PayPal (facts §1). Its webhooks go to the app that took the payment, so that reports are what one can rely on. */
export const paypalAdapter: ProviderAdapter = {
  provider: 'paypal',
  capabilities: { title: 'PayPal', webhook: 'signed', list: 'by_time', report: true, appMayRefund: false },
  readWebhook: paypalWebhookReader(paypalCertificates()),
};
