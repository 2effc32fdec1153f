import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { shopSecretsSchema } from '../../shared/adapters/shop-secrets-schema.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ecomClient } from '../../shared/ecom/ecom-client.ts';
import { registerWebhooks } from '../../shared/ecom/webhook-registration.ts';
import type { ShopOfFile } from './shops-file.ts';

/**
 * Has the simulated eCom tell this machine what happens, as a merchant's shop would have been told to. The port of a
 * machine may be another one each time; what was registered for the last one is taken away.
 */
export async function hearOfSimulatedEcom(
  shops: readonly ShopOfFile[],
  { ecomUrl, machineUrl }: Readonly<{ ecomUrl: string | undefined; machineUrl: string }>,
): Promise<void> {
  if (ecomUrl === undefined) return;
  const http = fetchHttp({ allowedOrigins: [ecomUrl] });
  for (const { settings, secretText } of shops) {
    const { ecom: keys } = shopSecretsSchema.parse(JSON.parse(secretText));
    const { ecom, shopId } = settings;
    const [webhookKey] = keys?.webhookKeys ?? [];
    if (ecom?.baseUrl !== ecomUrl || keys === undefined || webhookKey === undefined) continue;
    const client = ecomClient({ http, clock: systemClock, account: { ...ecom, ...keys } });
    const address = `${machineUrl}/webhooks/ecom/${shopId}/${encodeURIComponent(webhookKey)}`;
    await registerWebhooks(client, { address, shopId, language: ecom.language });
  }
}
