import type { ProviderAdapter } from '../provider-adapter.ts';
import { readAdyenWebhook } from './adyen-webhook.ts';

/** Adyen (facts §4): it lists nothing, so webhooks and the settlement report are all there is. */
export const adyenAdapter: ProviderAdapter = {
  provider: 'adyen',
  capabilities: { title: 'Adyen', webhook: 'signed', list: 'none', report: true, appMayRefund: false },
  readWebhook: readAdyenWebhook,
};
