import type { ProviderAdapter } from '../provider-adapter.ts';
import { askMollie, mollieApi } from './mollie-questions.ts';
import { readMollieWebhook } from './mollie-webhook.ts';

/** Mollie (facts §3). */
export const mollieAdapter: ProviderAdapter = {
  provider: 'mollie',
  capabilities: { title: 'Mollie', webhook: 'hint', list: 'newest_first', report: true, appMayRefund: true },
  readWebhook: readMollieWebhook,
  ask: askMollie,
  apiOrigin: mollieApi,
};
