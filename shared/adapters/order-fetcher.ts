import { type FetchOrder, fetchOrder } from '../ecom/fetch-order.ts';
import type { Clock } from '../ports/clock.ts';
import { type Secrets, SecretsUnavailableError } from '../ports/secrets.ts';
import { fetchHttp } from './fetch-http.ts';

/** Asks the eCom that the shop's settings name, with the shop's own key. */
export const orderFetcher =
  ({ secrets, clock }: Readonly<{ secrets: Secrets; clock: Clock }>): FetchOrder =>
  async ({ shopId, ecom, currency }, orderNumber) => {
    if (ecom === undefined) return { kind: 'unknown' };
    const { ecom: keys } = await secrets.ofShop(shopId);
    if (keys === undefined) throw new SecretsUnavailableError(`The secrets of shop ${shopId} have no key of eCom.`);
    const http = fetchHttp({ allowedOrigins: [new URL(ecom.baseUrl).origin] });
    const account = { baseUrl: ecom.baseUrl, language: ecom.language, ...keys };
    return fetchOrder({ http, clock, account }, orderNumber, currency);
  };
