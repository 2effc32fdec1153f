import { createHash } from 'node:crypto';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Table } from '../ports/table.ts';
import { type RetailClient, retailClient } from './retail-client.ts';
import { staticTokens } from './retail-tokens.ts';
import { rotatingTokens } from './rotating-tokens.ts';

/** What Avoir needs to reach the Retail accounts of its shops. `httpTo` calls the given origins and no other. */
export type RetailAccountsDependencies = Readonly<{
  table: Table;
  secrets: Secrets;
  clock: Clock;
  httpTo: (origins: readonly string[]) => Http;
}>;

/** A shop's way into its Retail account. */
export type ConnectedRetail = Readonly<{
  client: RetailClient;
  /** Keeps the connection from dying of not being used; nothing to do where the token does not expire. */
  keepAlive(): Promise<'fresh' | 'renewed'>;
}>;

/** Finds the way into a shop's Retail account. Throws {@link RetailNotConnectedError} where the shop has none. */
export type RetailAccounts = (shop: ShopSettings) => Promise<ConnectedRetail>;

/** The shop has no Retail account in its settings, or no secrets for it. */
export class RetailNotConnectedError extends Error {
  override readonly name = 'RetailNotConnectedError';
}

/**
 * The Retail accounts of all shops. A connection is kept for as long as its settings and secrets stay the same, and its
 * access token with it, so that a warm function asks nobody for one.
 */
export function retailAccounts({ table, secrets, clock, httpTo }: RetailAccountsDependencies): RetailAccounts {
  const known = new Map<string, Readonly<{ fingerprint: string; retail: ConnectedRetail }>>();
  return async ({ shopId, currency, retail }) => {
    const secret = (await secrets.ofShop(shopId)).retail;
    if (!(retail && secret)) throw new RetailNotConnectedError(`The shop ${shopId} is not connected to Retail.`);
    const fingerprint = fingerprintOf([retail.baseUrl, retail.accountId, currency, secret]);
    const before = known.get(shopId);
    if (before?.fingerprint === fingerprint) return before.retail;

    const account = { baseUrl: retail.baseUrl, accountId: retail.accountId, currency };
    const connected = (): ConnectedRetail => {
      if ('accessToken' in secret) {
        const http = httpTo([originOf(retail.baseUrl)]);
        const client = retailClient({ http, account, tokens: staticTokens(secret.accessToken) });
        return { client, keepAlive: async () => 'fresh' };
      }
      const http = httpTo([originOf(retail.baseUrl), originOf(secret.tokenUrl)]);
      const tokens = rotatingTokens({ table, http, clock, accountId: retail.accountId, secrets: secret });
      return { client: retailClient({ http, account, tokens }), keepAlive: tokens.keepAlive };
    };
    const made = connected();
    known.set(shopId, { fingerprint, retail: made });
    return made;
  };
}

const originOf = (url: string): string => new URL(url).origin;

const fingerprintOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');
