import type { ShopSettings } from '../domain/shop-settings.ts';
import { type EcomClient, ecomClient } from '../ecom/ecom-client.ts';
import type { Clock } from '../ports/clock.ts';
import { type Secrets, SecretsUnavailableError } from '../ports/secrets.ts';
import { fetchHttp } from './fetch-http.ts';

/** Gives the client of a shop's eCom, or nothing for a shop that has none. A changed key is used within a minute. */
export type EcomOfShop = (shop: ShopSettings) => Promise<EcomClient | undefined>;

/** Clients that may call the one host that the shop's settings name. */
export const ecomOfShop =
  ({ secrets, clock }: Readonly<{ secrets: Secrets; clock: Clock }>): EcomOfShop =>
  async ({ shopId, ecom }) => {
    if (ecom === undefined) return undefined;
    const { ecom: keys } = await secrets.ofShop(shopId);
    if (keys === undefined) throw new SecretsUnavailableError(`The secrets of shop ${shopId} have no key of eCom.`);
    const { baseUrl, language } = ecom;
    const http = fetchHttp({ allowedOrigins: [new URL(baseUrl).origin] });
    return ecomClient({ http, clock, account: { baseUrl, language, ...keys } });
  };
