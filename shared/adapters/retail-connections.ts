import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Table } from '../ports/table.ts';
import { retailAccounts } from '../retail/retail-accounts.ts';
import type { RetailClient } from '../retail/retail-client.ts';
import { fetchHttp } from './fetch-http.ts';
import { secretsManagerSecrets } from './secrets-manager-secrets.ts';
import { systemClock } from './system-clock.ts';

/** The clients of the shops' Retail accounts, for a function that calls the accounts' own hosts and no other. */
export function retailConnections(table: Table, secretsPrefix: string): (shop: ShopSettings) => Promise<RetailClient> {
  const accounts = retailAccounts({
    table,
    secrets: secretsManagerSecrets(process.env, secretsPrefix),
    clock: systemClock,
    httpTo: (allowedOrigins) => fetchHttp({ allowedOrigins }),
  });
  return async (shop) => (await accounts(shop)).client;
}
