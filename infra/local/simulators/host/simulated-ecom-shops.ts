import { shopSecretsSchema } from '../../../../shared/adapters/shop-secrets-schema.ts';
import type { ShopOfFile } from '../../shops-file.ts';
import { type EcomShop, usualLimits } from '../ecom/ecom-state.ts';

/** A shop whose eCom a machine stands in for: the address of its back office, where a person's doings are posted. */
export type ShopOfSimulatedEcom = Readonly<{ shopId: string; url: string; backOfficeUrl: string }>;

const inUnitedStates = new Set(['US', 'CA']);
const firstEcomShopId = 300_001;

/** The shops of a file whose eCom is the one at this address, as eCom itself knows them. Limits are as many times the real ones as `speed` says. */
export const ecomShopsAt = (shops: readonly ShopOfFile[], url: string, speed: number): readonly EcomShop[] =>
  connected(shops, url).map(({ settings, ecom, keys }, index) => ({
    ecomShopId: firstEcomShopId + index,
    cluster: inUnitedStates.has(settings.country) ? 'us1' : 'eu1',
    name: settings.name,
    currency: settings.currency,
    apiKey: keys.apiKey,
    apiSecret: keys.apiSecret,
    languages: [...new Set([ecom.language, 'en'])],
    offsetMinutes: 60,
    orderPrefix: settings.orderPrefix,
    limits: usualLimits.map((limit) => Math.ceil(limit * speed)),
    paymentMethods: settings.paymentMethods.map(({ ecomPaymentId, title }) => ({
      id: ecomPaymentId,
      title: title ?? ecomPaymentId,
    })),
  }));

/** Where the back offices of these shops are. */
export const backOfficesAt = (shops: readonly ShopOfFile[], url: string): readonly ShopOfSimulatedEcom[] =>
  connected(shops, url).map(({ settings: { shopId }, keys }) => ({
    shopId,
    url,
    backOfficeUrl: `${url}/_back-office/${keys.apiKey}`,
  }));

const connected = (shops: readonly ShopOfFile[], url: string) =>
  shops.flatMap(({ settings, secretText }) => {
    const { ecom } = settings;
    const { ecom: keys } = shopSecretsSchema.parse(JSON.parse(secretText));
    return ecom?.baseUrl === url && keys ? [{ settings, ecom, keys }] : [];
  });
