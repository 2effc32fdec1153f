import { describe, expect, it } from 'vitest';
import { readBackfill, startBackfill } from '../../../functions/prepare-shop/backfill.ts';
import { examineEcom } from '../../../functions/prepare-shop/examine-ecom.ts';
import { examineRetail } from '../../../functions/prepare-shop/examine-retail.ts';
import { ecomClient } from '../../../shared/ecom/ecom-client.ts';
import { registerWebhooks } from '../../../shared/ecom/webhook-registration.ts';
import type { Row } from '../../../shared/ports/table.ts';
import { retailClient } from '../../../shared/retail/retail-client.ts';
import { staticTokens } from '../../../shared/retail/retail-tokens.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { apiWorld } from '../../support/api/api-world.ts';
import { ecomWorld } from '../../support/ecom-world.ts';
import { aShop, id } from '../../support/orders.ts';
import { lampAndRug, simulatedEcom, testEcomShop, testEcomUrl } from '../../support/simulated-ecom.ts';

const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };
const webhookAddress = 'https://avoir.example/webhooks/ecom/demo/new-key';
const registration = { address: webhookAddress, shopId: 'demo', language: 'fr' };

function setUp(changed: Partial<typeof account> = {}, ecomShop = testEcomShop) {
  const clock = virtualClock();
  const ecom = simulatedEcom(clock, ecomShop);
  const client = ecomClient({ http: ecom.http, clock, account: { ...account, ...changed } });
  const examine = async (changes = {}) => {
    const findings = await examineEcom({ shop: aShop(changes), client, clock, webhookAddress });
    return Object.fromEntries(findings.map(({ thing, state, about }) => [thing, about ? [state, ...about] : state]));
  };
  return { clock, client, examine, ...ecom };
}

describe("a doctor's look at eCom", () => {
  it('finds a shop well when everything is in its place', async () => {
    const { client, examine } = setUp();
    await registerWebhooks(client, registration);
    expect(await examine()).toEqual({
      ecom_access: 'good',
      ecom_language: 'good',
      ecom_currency: 'good',
      ecom_clock: 'unknown',
      ecom_permissions: 'good',
      ecom_webhooks: 'good',
      payment_methods: 'good',
      ecom_limits: expect.arrayContaining(['good']),
    });
  });

  it('changes nothing in the shop', async () => {
    const { examine, calls } = setUp();
    await examine();
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  it.each([
    ['the key is wrong', { apiSecret: 'x' }, { ecom_access: 'bad' }],
    ['the language is not active', { language: 'nl' }, { ecom_language: 'bad' }],
  ])('stops where %s', async (_, changed, expected) => {
    expect(await setUp(changed).examine()).toEqual(expected);
  });

  it('says that the currency differs, which webhooks are missing, and which methods have no provider', async () => {
    const { examine } = setUp();
    expect(await examine({ currency: 'USD', paymentMethods: [] })).toMatchObject({
      ecom_currency: 'bad',
      ecom_webhooks: ['warning', 'orders', 'invoices', 'returns'],
      payment_methods: ['warning', 'paypal'],
    });
  });

  it('says that a limit is nearly used up', async () => {
    const { examine } = setUp({}, { ...testEcomShop, limits: [7, 3000, 12_000] });
    expect(await examine()).toMatchObject({ ecom_limits: expect.arrayContaining(['warning']) });
  });
});

describe('registering webhooks', () => {
  it('does it once, and takes away what leads to an old address', async () => {
    const { client } = setUp();
    const other = { isActive: true, itemGroup: 'orders', itemAction: '*', format: 'json', language: 'fr' };
    await client.registerWebhook({ ...other, address: 'https://others.example/hook' });
    await registerWebhooks(client, { ...registration, address: webhookAddress.replace('new-key', 'old-key') });
    expect(await registerWebhooks(client, registration)).toMatchObject({ missing: [], stale: [] });
    await registerWebhooks(client, registration);
    expect((await client.webhooks()).map(({ address, itemGroup }) => `${itemGroup} ${address}`)).toEqual([
      'orders https://others.example/hook',
      `orders ${webhookAddress}`,
      `invoices ${webhookAddress}`,
      `returns ${webhookAddress}`,
    ]);
  });
});

describe("a doctor's look at Retail", () => {
  const clock = virtualClock();
  const sale = (saleID: string, total: string, source: string) => ({
    saleID,
    completed: 'true',
    archived: 'false',
    voided: 'false',
    referenceNumber: 'ORD1',
    referenceNumberSource: source,
    shopID: '1',
    total,
    calcTotal: total,
    calcPayments: total,
    SaleLines: '',
    SalePayments: '',
  });
  const retail = (sales: unknown, status = 200) =>
    retailClient({
      account: { baseUrl: 'https://retail.example', accountId: '1', currency: 'EUR' },
      tokens: staticTokens('token'),
      http: {
        send: async () => ({
          status,
          headers: {},
          body: JSON.stringify({ '@attributes': { next: '', previous: '' }, Sale: sales }),
        }),
      },
    });
  const examine = async (sales: unknown, shop = {}, status?: number) =>
    (await examineRetail({ shop: aShop(shop), client: retail(sales, status), clock })).map(
      ({ thing, state, about }) => [thing, state, about],
    );

  it('warns a shop that applies when somebody else writes refunds too', async () => {
    const sales = [sale('1', '-20', 'avoir'), sale('2', '-20', 'ecom'), sale('3', '20', 'ecom')];
    expect(await examine(sales)).toEqual([
      ['retail_access', 'good', undefined],
      ['retail_native_link', 'bad', ['2']],
    ]);
    expect(await examine([sale('1', '-20', 'avoir')])).toContainEqual(['retail_native_link', 'good', undefined]);
  });

  it('wonders about a link that is said to be on and writes nothing', async () => {
    expect(await examine([], { nativeLink: 'on', inventoryMode: 'observe' })).toContainEqual([
      'retail_native_link',
      'warning',
      undefined,
    ]);
  });

  it('says that Retail does not let Avoir in', async () => {
    expect(await examine([], {}, 403)).toEqual([['retail_access', 'bad', undefined]]);
  });
});

/** The entries of the shop's audit trail. */
const trailIn = (table: Readonly<{ rows: () => readonly Row[] }>) =>
  table.rows().filter(({ pk }) => pk === 'AUDIT#demo');

describe('bringing history in', () => {
  const shopId = id.shop('demo');

  it('makes counters right without any effect, and a second time changes nothing', async () => {
    const world = await ecomWorld();
    const { backOffice, table, clock, queue } = world;
    backOffice.press('webhook-mode', { mode: 'lost' });
    const since = clock.now();
    // More than one page: half of what a shop's limits allow at a time.
    for (let count = 0; count < 30; count += 1) backOffice.place(lampAndRug);
    backOffice.credit({ order: 'ORD00001', lines: [{ line: 1, quantity: 1 }] });
    world.later(86_400);
    await world.sweep();

    expect(await startBackfill({ table, clock }, { shopId, since, by: 'anna' })).toMatchObject({
      state: 'under_way',
      sentCount: 0,
    });
    for (let run = 0; run < 30; run += 1) {
      world.later(60);
      await world.sweep();
      await world.work();
    }
    expect(await readBackfill(table, shopId)).toEqual({ since, state: 'sent', sentCount: 30 });
    expect(table.rows().find(({ sk }) => sk === 'LEDGER')).toMatchObject({ pk: 'ORDER#demo#ORD00001' });
    expect(table.rows().filter(({ sk }) => sk.startsWith('TASK#') || sk.startsWith('EFFECT#'))).toEqual([]);

    const before = JSON.stringify(table.rows().filter(({ pk }) => !/^(?:ECOM|AUDIT)#/.test(pk)));
    const sentBefore = queue.sent.length;
    await startBackfill({ table, clock }, { shopId, since, by: 'anna' });
    for (let run = 0; run < 30; run += 1) {
      world.later(60);
      await world.sweep();
      await world.work();
    }
    expect(queue.sent.length).toBe(sentBefore);
    expect(JSON.stringify(table.rows().filter(({ pk }) => !/^(?:ECOM|AUDIT)#/.test(pk)))).toBe(before);
  });

  it('asked for twice goes on as one; another day has to wait', async () => {
    const { table, clock } = await ecomWorld();
    const ask = (since: string, by: string) => startBackfill({ table, clock }, { shopId, since, by });
    const begun = await ask('2026-01-01T00:00:00.000Z', 'anna');
    expect(await ask('2026-01-01T00:00:00.000Z', 'ben')).toEqual(begun);
    expect(await ask('2025-01-01T00:00:00.000Z', 'ben')).toBe('another_under_way');
    expect(trailIn(table)).toMatchObject([
      { by: 'anna', action: 'backfill_asked', subject: '2026-01-01T00:00:00.000Z', at: clock.now() },
    ]);
  });

  it('two who ask at once are one backfill, and one entry in the audit trail', async () => {
    const { table, clock } = await ecomWorld();
    const since = '2026-01-01T00:00:00.000Z';
    const ask = (by: string) => startBackfill({ table, clock }, { shopId, since, by });
    const [first, second] = await Promise.all([ask('anna'), ask('ben')]);
    expect(second).toEqual(first);
    expect(trailIn(table)).toHaveLength(1);
  });
});

describe('webhooks asked for', () => {
  it('stand in the audit trail with who asked and without the key, also where eCom did not do it', async () => {
    const { call, ecom, table, clock } = await apiWorld();
    const ask = (by: string) =>
      call('POST /shops/{shopId}/webhooks', { body: { baseUrl: 'https://avoir.example/console' }, by });
    expect((await ask('anna')).status).toBe(200);
    clock.advance(1000);
    ecom.backOffice.press('fault', { faults: Array(9).fill('unavailable') });
    expect((await ask('ben')).status).toBe(503);
    const entry = { action: 'webhooks_asked', subject: 'https://avoir.example' };
    const webhookEntries = trailIn(table).filter(({ action }) => action === entry.action);
    expect(webhookEntries).toMatchObject([
      { ...entry, by: 'anna' },
      { ...entry, by: 'ben' },
    ]);
    expect(JSON.stringify(webhookEntries)).not.toContain('webhook-key');
  });
});
