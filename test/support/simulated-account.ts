import type {
  ProviderAccountSettings,
  SimulatedProvider,
} from '../../infra/local/simulators/providers/provider-state.ts';

/** The keys with which a simulated account lets Avoir ask; Adyen cannot be asked. */
export const accountKeys = {
  paypal: { clientId: 'client', clientSecret: 'secret' },
  stripe: { secretKey: 'sk' },
  mollie: { apiKey: 'live' },
  klarna: { username: 'merchant', password: 'password' },
  adyen: {},
} as const satisfies Readonly<Record<SimulatedProvider, Readonly<Record<string, string>>>>;

/** The demo shop's account `main` at a simulated provider. */
export const simulatedAccount = (provider: SimulatedProvider): ProviderAccountSettings => ({
  shopId: 'demo',
  provider,
  account: 'main',
  merchantName: 'Demo shop',
  currency: 'EUR',
  webhookKey: 'key',
  webhookSecret: 'A1B2',
  credentials: accountKeys[provider],
});
