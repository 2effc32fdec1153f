import { shopSecretsSchema } from '../../../../shared/adapters/shop-secrets-schema.ts';
import type { ShopOfFile } from '../../shops-file.ts';
import { portalPath } from '../providers/provider-simulator.ts';
import {
  accountPath,
  type ProviderAccountSettings,
  type SimulatedProvider,
  simulatedProviders,
} from '../providers/provider-state.ts';

/** The accounts of these shops at the providers of this address, as the providers themselves know them. */
export const providerAccountsAt = (shops: readonly ShopOfFile[], url: string): readonly ProviderAccountSettings[] =>
  shops.flatMap(({ settings, secretText }) => {
    const { shopId, name, currency, providers } = settings;
    const secrets = shopSecretsSchema.parse(JSON.parse(secretText)).providers;
    return providers.flatMap(({ provider, account, baseUrl }) => {
      if (!isSimulated(provider) || baseUrl !== `${url}${accountPath({ shopId, provider, account })}`) return [];
      const keys = secrets.find((each) => each.provider === provider && each.account === account);
      const [webhookKey] = keys?.webhookKeys ?? [];
      const [webhookSecret] = keys?.webhookSecrets ?? [];
      const credentials = keys?.credentials ?? {};
      return [{ shopId, provider, account, merchantName: name, currency, webhookKey, webhookSecret, credentials }];
    });
  });

const isSimulated = (provider: string): provider is SimulatedProvider =>
  simulatedProviders.some((each) => each === provider);

/** An account at a provider that a machine stands in for: below its address are its API, its portal and its doors for tests. */
export type AccountOfSimulatedProvider = Readonly<{
  shopId: string;
  provider: string;
  account: string;
  url: string;
  portalUrl: string;
}>;

/** Where these accounts are. */
export const accountAddressesAt = (shops: readonly ShopOfFile[], url: string): readonly AccountOfSimulatedProvider[] =>
  providerAccountsAt(shops, url).map(({ shopId, provider, account }) => {
    const own = `${url}${accountPath({ shopId, provider, account })}`;
    return { shopId, provider, account, url: own, portalUrl: `${own}${portalPath}` };
  });
