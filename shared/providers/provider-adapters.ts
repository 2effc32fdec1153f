import { adyenAdapter } from './adyen/adyen-adapter.ts';
import { klarnaAdapter } from './klarna/klarna-adapter.ts';
import { mollieAdapter } from './mollie/mollie-adapter.ts';
import { paypalAdapter } from './paypal/paypal-adapter.ts';
import type { ProviderAdapter } from './provider-adapter.ts';
import { stripeAdapter } from './stripe/stripe-adapter.ts';

/** Every provider that is known. Another one is a folder of its own and one more line here. */
const providerAdapters: readonly ProviderAdapter[] = [
  paypalAdapter,
  stripeAdapter,
  mollieAdapter,
  adyenAdapter,
  klarnaAdapter,
];

/** The adapter of a provider; `undefined` for one that is not known. */
export const adapterOf = (provider: string): ProviderAdapter | undefined =>
  providerAdapters.find((adapter) => adapter.provider === provider);
