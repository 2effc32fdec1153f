import * as z from 'zod';
import type { ShopId } from '../../shared/domain/ids.ts';
import type { ShopFinding } from '../../shared/domain/shop-finding.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import { registerWebhooks, type WebhookState } from '../../shared/ecom/webhook-registration.ts';
import { type Endpoint, endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { notAvailable, ProblemError } from '../../shared/lambda/problem.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { RetailAccounts } from '../../shared/retail/retail-accounts.ts';
import { addAudit } from '../../shared/stores/audit-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { instantSchema } from '../../shared/stores/order-schema.ts';
import { readBackfill, startBackfill } from './backfill.ts';
import { examineEcom } from './examine-ecom.ts';
import { type ExaminedProviders, examineProviders } from './examine-providers.ts';
import { examineRetail } from './examine-retail.ts';

/** What making a shop ready needs. */
export type PrepareShopDependencies = Readonly<{
  table: Table;
  clock: Clock;
  settings: Settings;
  secrets: Secrets;
  ecomOf: (shop: ShopSettings) => Promise<EcomClient | undefined>;
  retailOf: RetailAccounts;
  questionsOf: ExaminedProviders['questionsOf'];
  httpTo: ExaminedProviders['httpTo'];
}>;

/** Of which groups of eCom Avoir hears now, and of which it does not. */
export type RegisteredWebhooks = Pick<WebhookState, 'heard' | 'missing'>;

const inShop = z.object({ shopId: shopIdSchema });
// Where Avoir is reached from outside is known to whoever asks, not to a function behind a gateway.
const atAddress = z.strictObject({ baseUrl: z.url({ protocol: /^https?$/ }) });

/** Every endpoint that makes a shop ready: looks at its connections, registers webhooks, brings history in. */
export function prepareEndpoints(dependencies: PrepareShopDependencies): Readonly<Record<string, Endpoint>> {
  const { table, clock, settings } = dependencies;
  return {
    'GET /shops/{shopId}/examination': endpoint(
      { path: inShop, query: atAddress, body: ignored },
      async ({ path: { shopId }, query: { baseUrl } }) => {
        const shop = await knownShop(settings, shopId);
        return { status: 200, body: { items: await examine(dependencies, shop, baseUrl), next: null } };
      },
    ),
    'POST /shops/{shopId}/webhooks': endpoint(
      { path: inShop, query: ignored, body: atAddress },
      async ({ path: { shopId }, body: { baseUrl }, caller }) => {
        const { client, shop } = await connectedEcom(dependencies, shopId);
        const address = await webhookAddress(dependencies.secrets, shop, baseUrl);
        const language = shop.ecom?.language ?? 'en';
        const begun = { shopId, at: clock.now(), by: knownCaller(caller).subject, action: 'webhooks_asked' } as const;
        // Without the path, in which the key stands.
        await addAudit(table, { ...begun, subject: new URL(baseUrl).origin });
        const { heard, missing } = await registerWebhooks(client, { address, shopId, language }).catch(unavailable);
        const body: RegisteredWebhooks = { heard, missing };
        return { status: 200, body };
      },
    ),
    'POST /shops/{shopId}/backfill': endpoint(
      { path: inShop, query: ignored, body: z.strictObject({ since: instantSchema }) },
      async ({ path: { shopId }, body: { since }, caller }) => {
        await connectedEcom(dependencies, shopId);
        const begun = await startBackfill({ table, clock }, { shopId, since, by: knownCaller(caller).subject });
        if (begun === 'another_under_way')
          throw new ProblemError(409, 'backfill_under_way', 'History since another day is being brought in.');
        return { status: 202, body: begun };
      },
    ),
    'GET /shops/{shopId}/backfill': endpoint(
      { path: inShop, query: ignored, body: ignored },
      async ({ path: { shopId } }) => {
        await knownShop(settings, shopId);
        const view = await readBackfill(table, shopId);
        if (view === undefined) throw new ProblemError(404, 'backfill_unknown', 'No history was ever brought in.');
        return { status: 200, body: view };
      },
    ),
  };
}

async function examine(
  { clock, secrets, ecomOf, retailOf, questionsOf, httpTo }: PrepareShopDependencies,
  shop: ShopSettings,
  baseUrl: string,
): Promise<readonly ShopFinding[]> {
  const ecom = await ecomOf(shop);
  const ofEcom: readonly ShopFinding[] =
    ecom === undefined
      ? [{ thing: 'ecom_access', state: 'unknown', says: 'The settings name no eCom: nothing is observed there.' }]
      : await examineEcom({
          shop,
          client: ecom,
          clock,
          webhookAddress: await webhookAddress(secrets, shop, baseUrl),
        });
  const ofRetail: readonly ShopFinding[] =
    shop.retail === undefined
      ? [{ thing: 'retail_access', state: 'unknown', says: 'The settings name no Retail: no stock is looked at.' }]
      : await examineRetail({ shop, client: (await retailOf(shop)).client, clock });
  const keys = (await secrets.ofShop(shop.shopId)).providers;
  const ofProviders = await examineProviders({ shop, keys, clock, questionsOf, httpTo });
  return [...ofEcom, ...ofRetail, ...ofProviders];
}

async function connectedEcom(
  { settings, ecomOf }: PrepareShopDependencies,
  shopId: ShopId,
): Promise<Readonly<{ shop: ShopSettings; client: EcomClient }>> {
  const shop = await knownShop(settings, shopId);
  const client = await ecomOf(shop);
  if (client === undefined) throw new ProblemError(409, 'ecom_not_connected', 'The settings of the shop name no eCom.');
  return { shop, client };
}

/** Where webhooks of the shop should lead, with the current key: the first of the list. */
async function webhookAddress(secrets: Secrets, { shopId }: ShopSettings, baseUrl: string): Promise<string> {
  const [webhookKey] = (await secrets.ofShop(shopId)).ecom?.webhookKeys ?? [];
  if (webhookKey === undefined) throw new ProblemError(409, 'ecom_not_connected', 'The shop has no key for webhooks.');
  return `${new URL(baseUrl).origin}/webhooks/ecom/${shopId}/${encodeURIComponent(webhookKey)}`;
}

function unavailable(cause: unknown): never {
  throw notAvailable('ecom_unavailable', 'eCom did not do what was asked; look and ask again.', cause);
}
