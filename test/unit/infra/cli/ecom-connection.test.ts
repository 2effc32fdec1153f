import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ecomFrom } from '../../../../infra/cli/ecom-connection.ts';
import { NoAnswerError } from '../../../../shared/ports/http.ts';
import { localServer } from '../../../support/local-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-ecom-connection-'));
});
afterEach(() => rm(folder, { recursive: true }));

const keys = { apiKey: 'file-key', apiSecret: 'file-secret', webhookKey: 'w' };
const shop = {
  name: 'S',
  country: 'FR',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  orderPrefix: 'O',
  nativeLink: 'off',
};

async function shopsFile(ecom: Readonly<Record<string, unknown>>): Promise<string> {
  const path = join(folder, 'shops.json');
  const retail = { baseUrl: 'simulator', accountId: '1' };
  const providers = [{ provider: 'paypal', account: 'main', exclusive: true, baseUrl: 'simulator' }];
  await writeFile(path, JSON.stringify({ shops: [{ ...shop, shopId: 's', ecom, retail, providers }] }));
  return path;
}

const machine = (answer: unknown) => () => ({
  url: 'http://127.0.0.1:1',
  token: 'token',
  http: {
    send: async () => {
      if (answer === 'none') throw new NoAnswerError('ECONNREFUSED');
      return { status: 200, headers: {}, body: JSON.stringify(answer) };
    },
  },
});

it('calls a real eCom with the keys of the file, or with read-only ones of the environment, and no machine runs', async () => {
  const seen: (string | undefined)[] = [];
  await using ecom = await localServer((request, response) => {
    seen.push(Buffer.from(request.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString());
    response.end(JSON.stringify({ shop: { id: 1, title: 'S', currency: { shortcode: 'eur' } } }));
  });
  const address = { baseUrl: ecom.origin, language: 'fr' };
  const withKeys = await ecomFrom({ AVOIR_SHOPS_FILE: await shopsFile({ ...address, ...keys }) }, 's', machine('none'));
  await withKeys.client.shop();
  const environment = { AVOIR_SHOPS_FILE: await shopsFile(address), AVOIR_ECOM_KEY: 'read', AVOIR_ECOM_SECRET: 'only' };
  await (await ecomFrom(environment, 's', machine('none'))).client.shop();
  expect(seen).toEqual(['file-key:file-secret', 'read:only']);
});

it('asks the running machine where a simulated eCom is, and says so when none runs', async () => {
  const path = await shopsFile({ baseUrl: 'simulator', language: 'fr', ...keys });
  const places = { items: [], ecom: [{ shopId: 's', url: 'http://127.0.0.1:2', backOfficeUrl: '' }] };
  const { shop: found } = await ecomFrom({ AVOIR_SHOPS_FILE: path }, 's', machine(places));
  expect(found.ecom?.baseUrl).toBe('http://127.0.0.1:2');
  await expect(ecomFrom({ AVOIR_SHOPS_FILE: path }, 's', machine('none'))).rejects.toThrow(/no machine answers/);
  await expect(ecomFrom({ AVOIR_SHOPS_FILE: path }, 'other', machine('none'))).rejects.toThrow(/no shop other/);
  const address = await shopsFile({ baseUrl: 'https://api.example', language: 'fr' });
  await expect(ecomFrom({ AVOIR_SHOPS_FILE: address }, 's', machine('none'))).rejects.toThrow(/AVOIR_ECOM_KEY/);
});
