import type { ProviderAdapter } from '../provider-adapter.ts';

/** Klarna (facts §5): no webhook of a refund; its refunds are seen order by order, and in the settlement report. */
export const klarnaAdapter: ProviderAdapter = {
  provider: 'klarna',
  capabilities: { title: 'Klarna', webhook: 'none', list: 'per_payment', report: true, appMayRefund: false },
};
