import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { shopSecretsSchema } from '../../shared/adapters/shop-secrets-schema.ts';
import { shopSettingsSchema } from '../../shared/adapters/shop-settings-schema.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { type EcomClient, ecomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomLimitedError } from '../../shared/ecom/ecom-errors.ts';
import { defaultShopsFile, simulatorWord } from '../local/shops-file.ts';
import { simulatorsPath } from '../local/simulators/host/simulated-shops.ts';
import { usageFailure } from './command-failure.ts';
import type { Connection } from './connection.ts';

const environmentSchema = z.object({
  AVOIR_SHOPS_FILE: z.string().min(1).optional(),
  AVOIR_ECOM_KEY: z.string().min(1).optional(),
  AVOIR_ECOM_SECRET: z.string().min(1).optional(),
});
const fileSchema = z.looseObject({
  shops: z.array(z.looseObject({ shopId: z.string(), ecom: z.looseObject({ baseUrl: z.string() }).optional() })),
});
const simulatedSchema = z.object({ ecom: z.array(z.object({ url: z.url() })) });

/** A shop's eCom, called from here: with the keys of the shops file, or with read-only ones from the environment. */
export async function ecomFrom(
  environment: NodeJS.ProcessEnv,
  shopId: string,
  connection: () => Connection,
): Promise<Readonly<{ shop: ShopSettings; client: EcomClient }>> {
  const env = environmentSchema.parse(environment);
  const { shop, keys } = await shopIn(env.AVOIR_SHOPS_FILE ?? defaultShopsFile, shopId, connection);
  if (shop.ecom === undefined) throw usageFailure(`The shops file names no eCom for ${shopId}.`);
  const apiKey = env.AVOIR_ECOM_KEY ?? keys?.apiKey;
  const apiSecret = env.AVOIR_ECOM_SECRET ?? keys?.apiSecret;
  if (apiKey === undefined || apiSecret === undefined)
    throw usageFailure(`There is no key of eCom for ${shopId}: set AVOIR_ECOM_KEY and AVOIR_ECOM_SECRET.`);
  const { baseUrl, language } = shop.ecom;
  const http = fetchHttp({ allowedOrigins: [new URL(baseUrl).origin] });
  return { shop, client: ecomClient({ http, clock: systemClock, account: { baseUrl, language, apiKey, apiSecret } }) };
}

/** One shop of the file, as far as eCom is concerned: its Retail and its providers may be anywhere, or nowhere. */
async function shopIn(path: string, shopId: string, connection: () => Connection) {
  const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const found = file.shops.find((shop) => shop.shopId === shopId);
  if (found === undefined) throw usageFailure(`The shops file knows no shop ${shopId}.`);
  const { retail: _, providers: __, ecom, ...rest } = found;
  const isSimulated = ecom?.baseUrl === simulatorWord;
  const placed = ecom && { ...ecom, ...(isSimulated && { baseUrl: await simulatedEcomAt(connection()) }) };
  return {
    shop: shopSettingsSchema.parse({ ...rest, ...(placed && { ecom: placed }) }),
    // A file without keys will do where the environment has read-only ones.
    keys: shopSecretsSchema.safeParse({ ecom }).data?.ecom,
  };
}

/** Where the eCom of a running machine is; a shop that is simulated cannot be reached otherwise. */
async function simulatedEcomAt({ url, token, http }: Connection): Promise<string> {
  const answer = await http
    .send({
      method: 'GET',
      url: new URL(simulatorsPath, url).href,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      timeoutMilliseconds: 2_000,
    })
    .catch((cause: unknown) => {
      throw usageFailure(`The eCom of this shop is simulated, and no machine answers at ${url}.`, { cause });
    });
  const [first] = answer.status === 200 ? simulatedSchema.parse(JSON.parse(answer.body)).ecom : [];
  if (first) return first.url;
  throw usageFailure(`The eCom of this shop is simulated, and the machine at ${url} does not say where.`);
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
