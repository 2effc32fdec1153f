import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readShopsFile } from '../../../../infra/local/shops-file.ts';
import { StartProblem } from '../../../../infra/local/start-problem.ts';
import { shopSecretsSchema } from '../../../../shared/adapters/shop-secrets-schema.ts';
import { shopSettingsSchema } from '../../../../shared/adapters/shop-settings-schema.ts';
import { defaultShops } from '../../../support/default-shops.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'avoir-shops-'));
});
afterAll(() => rm(folder, { recursive: true }));

const aShop = {
  shopId: 'boutique',
  name: 'Boutique',
  country: 'FR',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  orderPrefix: 'ORD',
  nativeLink: 'off',
};

const connections = {
  ecom: {
    baseUrl: 'https://api.example.com',
    language: 'fr',
    apiKey: 'hidden-key',
    apiSecret: 'hidden-secret',
    webhookKey: ['hidden-now', 'hidden-before'],
  },
  retail: {
    baseUrl: 'https://retail.example.com',
    accountId: 12,
    shopId: '1',
    registerId: '5',
    employeeId: '2',
    accessToken: 'hidden-token',
  },
  providers: [{ provider: 'stripe', account: 'main', webhookKey: 'hidden-hook', credentials: { apiKey: 'hidden-sk' } }],
};

async function reading(content: unknown): Promise<Awaited<ReturnType<typeof readShopsFile>>> {
  const path = join(folder, 'shops.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readShopsFile(path);
}

describe('the shop settings of one machine', () => {
  it('are by default a demo shop with five portals, a shop for each other way of refunding, and the real year', async () => {
    const shops = await defaultShops();
    expect(
      shops.map(({ settings: { shopId, currency, inventoryMode, nativeLink, paymentMethods } }) => [
        shopId,
        `${currency} ${inventoryMode} link ${nativeLink}`,
        paymentMethods.map(({ provider, account, refundMode }) => `${provider} ${account} ${refundMode}`).join(', '),
      ]),
    ).toEqual([
      [
        'demo',
        'EUR apply link off',
        'paypal main portal, stripe main portal, mollie main portal, adyen main portal, klarna main portal',
      ],
      ['demo-app', 'EUR apply link off', 'mollie main app'],
      ['demo-native', 'USD apply link off', 'lightspeed_payments main native'],
      ['demo-observe', 'EUR observe link on', 'stripe main portal'],
      ['online-retail', 'GBP apply link off', 'stripe main portal'],
    ]);
  });

  it('are careful where the file says nothing: the shop only watches and observes', async () => {
    const [shop] = await reading({ shops: [aShop] });
    expect(shop?.settings).toMatchObject({
      inventoryMode: 'observe',
      watchMode: true,
      refundDays: 14,
      noteGraceHours: 48,
      nameRule: false,
      paymentMethods: [],
      providers: [],
    });
  });

  it('keep what everybody may know of the connections apart from the secrets', async () => {
    const [shop] = await reading({ shops: [{ ...aShop, ...connections }] });
    expect(JSON.stringify(shop?.settings)).not.toContain('hidden');
    expect(shop?.settings).toEqual({
      ...shopSettingsSchema.parse(aShop),
      ecom: { baseUrl: 'https://api.example.com', language: 'fr', signature: 'monitor' },
      retail: {
        baseUrl: 'https://retail.example.com',
        accountId: '12',
        shopId: '1',
        registerId: '5',
        employeeId: '2',
      },
      providers: [{ provider: 'stripe', account: 'main', exclusive: false }],
    });
    expect(shopSecretsSchema.parse(JSON.parse(shop?.secretText ?? ''))).toEqual({
      ecom: { apiKey: 'hidden-key', apiSecret: 'hidden-secret', webhookKeys: ['hidden-now', 'hidden-before'] },
      retail: { accessToken: 'hidden-token' },
      providers: [
        {
          provider: 'stripe',
          account: 'main',
          webhookKeys: ['hidden-hook'],
          webhookSecrets: [],
          credentials: { apiKey: 'hidden-sk' },
        },
      ],
    });
  });

  it('take the addresses of the simulators where they say so, and only there', async () => {
    const path = join(folder, 'shops.json');
    const ecom = { ...connections.ecom, baseUrl: 'simulator' };
    const retail = { ...connections.retail, accessToken: undefined, baseUrl: 'simulator', tokenUrl: 'simulator' };
    const oauth = { clientId: 'a', clientSecret: 'b', refreshToken: 'c' };
    await writeFile(path, JSON.stringify({ shops: [{ ...aShop, ecom, retail: { ...retail, ...oauth } }] }));
    const simulators = new Map([['retail', 'http://127.0.0.1:9001']]);
    await expect(readShopsFile(path, simulators)).rejects.toThrow(/shops\.0\.ecom\.baseUrl/);
    const [shop] = await readShopsFile(path, simulators.set('ecom', 'http://127.0.0.1:9002'));
    expect(shop?.settings).toMatchObject({
      ecom: { baseUrl: 'http://127.0.0.1:9002' },
      retail: { baseUrl: 'http://127.0.0.1:9001' },
    });
    expect(shopSecretsSchema.parse(JSON.parse(shop?.secretText ?? '')).retail).toEqual({
      ...oauth,
      tokenUrl: 'http://127.0.0.1:9001/auth/oauth/token',
    });
  });

  it('are refused where Retail has neither a token nor what renews one, without a word of what it has', async () => {
    const retail = { ...connections.retail, accessToken: undefined, clientSecret: 'hidden' };
    const failure = await reading({ shops: [{ ...aShop, retail }] }).catch(String);
    expect(failure).toMatch(/shop boutique: retail: Needs accessToken, or clientId, clientSecret and refreshToken/);
    expect(failure).not.toContain('hidden');
  });

  it('are refused where Avoir and Lightspeed would both bring stock back, and the line says why', async () => {
    const shop = { ...aShop, inventoryMode: 'apply', nativeLink: 'on' };
    await expect(reading({ shops: [shop] })).rejects.toThrow(
      /shop boutique: inventoryMode: With nativeLink on, .* would bring the same stock back a second time/,
    );
  });

  it.each([
    ['a field that is misspelt', { shops: [{ ...aShop, refunddays: 3 }] }, /shops\.0: .*refunddays/],
    [
      'a currency that does not exist',
      { shops: [{ ...aShop, currency: 'EURO' }] },
      /shops\.0\.currency: Not an ISO 4217/,
    ],
    ['a way of refunding that does not exist', withMethod({ refundMode: 'magic' }), /paymentMethods\.0\.refundMode/],
    ['two shops of one id', { shops: [aShop, aShop] }, /shops: A shopId occurs twice\.$/],
    ['no shop', { shops: [] }, /At least one shop is needed/],
    [
      'several mistakes',
      { shops: [{ ...aShop, country: 'France', timeZone: 'Paris' }] },
      /country: .* \(and 1 more\)\.$/,
    ],
    ['another shape', [aShop], /the whole file: /],
  ])('give one clear line for %s', async (_, content, line) => {
    await expect(reading(content)).rejects.toThrow(line);
    await expect(reading(content)).rejects.toThrow(StartProblem);
    await expect(reading(content)).rejects.toThrow(/^[^\n]+$/);
  });

  it('give a line with the place, and none of the text, for a file that is not JSON', async () => {
    const failure = await reading('{\n "shops": [ sk_live_secret ]\n}').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartProblem);
    expect(String(failure)).toMatch(/are not JSON/);
    expect(String(failure)).not.toContain('sk_live');
    expect(failure).not.toHaveProperty('cause.message');
  });

  it('give one clear line for a file that is not there', async () => {
    await expect(readShopsFile(join(folder, 'none.json'))).rejects.toThrow(/none\.json cannot be read: ENOENT\.$/);
  });
});

function withMethod(change: Readonly<Record<string, unknown>>): unknown {
  const method = { ecomPaymentId: 'card', provider: 'stripe', account: 'main', refundMode: 'portal', ...change };
  return { shops: [{ ...aShop, paymentMethods: [method] }] };
}
