import type { ProviderAdapter } from '../provider-adapter.ts';
import { askStripe, stripeApi } from './stripe-questions.ts';
import { readStripeWebhook } from './stripe-webhook.ts';

/** Stripe (facts §2). */
export const stripeAdapter: ProviderAdapter = {
  provider: 'stripe',
  capabilities: { title: 'Stripe', webhook: 'signed', list: 'by_time', report: true, appMayRefund: false },
  readWebhook: readStripeWebhook,
  ask: askStripe,
  apiOrigin: stripeApi,
};
