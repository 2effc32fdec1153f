import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { shopSecretsSchema } from '../../shared/adapters/shop-secrets-schema.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { type EcomClient, ecomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomLimitedError } from '../../shared/ecom/ecom-errors.ts';
import { readShopsFile } from '../local/shops-file.ts';
import { simulatorsPath } from '../local/simulators/host/simulated-shops.ts';
import { usageFailure } from './command-failure.ts';
import type { Connection } from './connection.ts';

const environmentSchema = z.object({
  AVOIR_SHOPS_FILE: z.string().min(1).optional(),
  AVOIR_ECOM_KEY: z.string().min(1).optional(),
  AVOIR_ECOM_SECRET: z.string().min(1).optional(),
});
const simulatedSchema = z.object({ ecom: z.array(z.object({ url: z.url() })) });

/** A shop's eCom, called from here: with the keys of the shops file, or with read-only ones from the environment. */
export async function ecomFrom(
  environment: NodeJS.ProcessEnv,
  shopId: string,
  connection: () => Connection,
): Promise<Readonly<{ shop: ShopSettings; client: EcomClient }>> {
  const env = environmentSchema.parse(environment);
  const simulators = await simulatorAddresses(connection());
  const shops = await readShopsFile(env.AVOIR_SHOPS_FILE, simulators);
  const found = shops.find(({ settings }) => settings.shopId === shopId);
  if (found === undefined) throw usageFailure(`The shops file knows no shop ${shopId}.`);
  const { settings: shop, secretText } = found;
  if (shop.ecom === undefined) throw usageFailure(`The shops file names no eCom for ${shopId}.`);
  const { ecom: keys } = shopSecretsSchema.parse(JSON.parse(secretText));
  const apiKey = env.AVOIR_ECOM_KEY ?? keys?.apiKey;
  const apiSecret = env.AVOIR_ECOM_SECRET ?? keys?.apiSecret;
  if (apiKey === undefined || apiSecret === undefined)
    throw usageFailure(`There is no key of eCom for ${shopId}: set AVOIR_ECOM_KEY and AVOIR_ECOM_SECRET.`);
  const { baseUrl, language } = shop.ecom;
  const http = fetchHttp({ allowedOrigins: [new URL(baseUrl).origin] });
  return { shop, client: ecomClient({ http, clock: systemClock, account: { baseUrl, language, apiKey, apiSecret } }) };
}

/** Where the simulators of a running machine are, if one runs; a shop that is simulated cannot be reached otherwise. */
async function simulatorAddresses({ url, token, http }: Connection): Promise<ReadonlyMap<string, string>> {
  try {
    const { body } = await http.send({
      method: 'GET',
      url: new URL(simulatorsPath, url).href,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      timeoutMilliseconds: 2_000,
    });
    const [first] = simulatedSchema.parse(JSON.parse(body)).ecom;
    return first === undefined ? new Map() : new Map([['ecom', first.url]]);
  } catch {
    // No machine answers, or one of another version: shops with an address of their own are reached all the same.
    return new Map();
  }
}

/** Asks eCom, and waits as long as it says where it is limited: a person at a terminal has the time. */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof EcomLimitedError)) throw error;
      process.stderr.write(`eCom is limited; going on in ${error.retryAfterSeconds} s.\n`);
      await sleep(error.retryAfterSeconds * 1000);
    }
  }
}
