import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lampAndRug } from '../support/simulated-ecom.ts';
import { type MachineWithEcom, secretsOf, shopIds, startWithEcom, type TestShop } from './machine-with-ecom.ts';

let world: MachineWithEcom;

beforeAll(async () => {
  world = await startWithEcom();
  await world.press('deaf', 'webhook-mode', { mode: 'lost' });
  await world.aBusyDay('deaf');
});
afterAll(() => world.stop());

const ofBusyDay = [
  { orderNumber: 'ORD1', totalMinor: 2000, lines: [{ quantity: 1, amountMinor: 2000 }] },
  { orderNumber: 'ORD1', totalMinor: 10_349, lines: [{ quantity: 1, amountMinor: 9999 }] },
  {
    orderNumber: 'ORD2',
    totalMinor: 14_349,
    lines: [
      { quantity: 2, amountMinor: 4000 },
      { quantity: 1, amountMinor: 9999 },
    ],
  },
];

/** Waits until it is so; what it was at the end is told by the assertion. */
async function eventually(shopId: TestShop, expected: unknown, seconds = 20): Promise<void> {
  for (let attempt = 0; attempt < seconds * 5; attempt += 1) {
    if (JSON.stringify(await world.casesOf(shopId)) === JSON.stringify(expected)) return;
    await delay(200);
  }
  expect(await world.casesOf(shopId)).toEqual(expected);
}

const webhook = (shopId: TestShop, key: string, body: string) =>
  fetch(`${world.machine.url}/webhooks/ecom/${shopId}/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

describe('what happens in eCom', () => {
  it('is recorded within seconds, when its webhooks come twice and the newest first', async () => {
    await world.press('heard', 'webhook-mode', { mode: 'duplicated' });
    await world.press('heard', 'place-order', { ...lampAndRug, number: 'ORD1' });
    await world.press('heard', 'webhook-mode', { mode: 'reordered' });
    await world.press('heard', 'place-order', { ...lampAndRug, number: 'ORD2' });
    await world.press('heard', 'place-order', { ...lampAndRug, number: 'ORD3' });
    await world.press('heard', 'credit', { order: 'ORD1', lines: [{ line: 1, quantity: 1 }] });
    await world.press('heard', 'credit', { order: 'ORD1', lines: [{ line: 2, quantity: 1 }], shipping: true });
    await world.press('heard', 'webhook-mode', { mode: 'duplicated' });
    await world.press('heard', 'cancel', { order: 'ORD2' });
    await world.press('heard', 'return', {
      order: 'ORD3',
      lines: [{ line: 1, quantity: 1 }],
      reason: 'r',
      action: 'a',
    });
    await eventually('heard', ofBusyDay);
  });

  it('opens a refund task for a person', async () => {
    const task = z.looseObject({
      amountMinor: z.int(),
      locateBy: z.looseObject({ orderNumber: z.string(), customerName: z.string() }),
    });
    const tasks = async () =>
      z.object({ items: z.array(task) }).parse(await world.read('/shops/heard/refund-tasks?limit=100')).items;
    await expect.poll(tasks, { timeout: 20_000 }).toHaveLength(3);
    const items = await tasks();
    expect(items.map(({ amountMinor, locateBy }) => [locateBy.orderNumber, amountMinor]).toSorted()).toEqual([
      ['ORD1', 10_349],
      ['ORD1', 2000],
      ['ORD2', 14_349],
    ]);
    expect(new Set(items.map(({ locateBy }) => locateBy.customerName))).toEqual(new Set(['Ada Example']));
  });

  it('is recorded although eCom does not find the order at first', async () => {
    await world.press('strict', 'place-order', { ...lampAndRug, number: 'ORD9' });
    await world.press('strict', 'hide', { order: 'ORD9', reads: 1 });
    await world.press('strict', 'credit', { order: 'ORD9', lines: [{ line: 1, quantity: 2 }] });
    await eventually(
      'strict',
      [{ orderNumber: 'ORD9', totalMinor: 4000, lines: [{ quantity: 2, amountMinor: 4000 }] }],
      100,
    );
  });

  it('waits for a person where the rules object, until it is taken back', async () => {
    await world.press('strict', 'place-order', {
      ...lampAndRug,
      number: 'ORD8',
      giftCards: [{ code: 'GC', amount: 143.49 }],
    });
    const { invoiceId } = await world.press('strict', 'credit', { order: 'ORD8', lines: [{ line: 1, quantity: 1 }] });
    const differences = async () =>
      z
        .object({ items: z.array(z.looseObject({ orderNumber: z.string(), reason: z.string() })) })
        .parse(await world.read('/shops/strict/differences'))
        .items.filter(({ orderNumber }) => orderNumber === 'ORD8')
        .map(({ reason }) => reason);
    await expect.poll(differences, { timeout: 20_000 }).toEqual(['credit_note_not_allowed']);
    await world.press('strict', 'delete-invoice', { invoice: invoiceId });
    await expect.poll(differences, { timeout: 20_000 }).toEqual([]);
  });

  it('is told by nobody else: forged, unreadable and oversized webhooks change nothing', async () => {
    const body = JSON.stringify({ order: { id: 1_000_001, status: 'cancelled' } });
    expect((await webhook('heard', 'guess', body)).status).toBe(404);
    expect((await webhook('strict', 'webhook-key-of-strict', body)).status).toBe(401);
    expect((await webhook('heard', 'former-webhook-key-of-heard', body)).status).toBe(202);
    expect((await webhook('heard', 'webhook-key-of-heard', '{"order":')).status).toBe(400);
    expect((await webhook('heard', 'webhook-key-of-heard', '{"customer":{"id":1}}')).status).toBe(400);
    expect((await webhook('heard', 'webhook-key-of-heard', `"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
    await world.press('heard', 'forge', {});
    await delay(2000);
    expect(await world.casesOf('heard')).toEqual(ofBusyDay);
  });

  it('is found by the sweep in a shop whose webhooks are all lost, and comes to the same', async () => {
    await eventually('deaf', ofBusyDay, 150);
    expect(await world.casesOf('deaf')).toEqual(await world.casesOf('heard'));
    const log = await readFile(world.machine.logPath, 'utf8');
    expect(log).toContain('WebhooksMissed');
  });

  it('leaves no key in any log', async () => {
    const log = await readFile(world.machine.logPath, 'utf8');
    expect(log).toContain('/webhooks/ecom/{shopId}/{webhookKey}');
    for (const shopId of shopIds) {
      const { apiKey, apiSecret, webhookKey } = secretsOf(shopId);
      for (const secret of [apiKey, apiSecret, ...webhookKey]) expect(log).not.toContain(secret);
    }
  });
});

const findingSchema = z.looseObject({ thing: z.string(), state: z.string() });

describe('a shop that is made ready', () => {
  it('is examined with its own keys, eCom and Retail', async () => {
    const query = new URLSearchParams({ baseUrl: world.machine.url });
    const { items } = z
      .object({ items: z.array(findingSchema) })
      .parse(await world.read(`/shops/heard/examination?${query}`));
    expect(Object.fromEntries(items.map(({ thing, state }) => [thing, state]))).toEqual({
      ecom_access: 'good',
      ecom_language: 'good',
      ecom_currency: 'good',
      ecom_clock: 'good',
      ecom_permissions: 'good',
      ecom_webhooks: 'good',
      payment_methods: 'good',
      ecom_limits: 'good',
      retail_access: 'good',
      retail_native_link: 'good',
      // This shop names no account at a provider.
      provider_access: 'unknown',
    });
    expect((await world.post('/shops/heard/webhooks', { baseUrl: world.machine.url })).status).toBe(200);
  });

  it('answers requests about orders that nobody has told of', async () => {
    await world.press('deaf', 'place-order', { ...lampAndRug, number: 'ORD7' });
    const request = (orderNumber: string) => ({
      creditNoteId: `CN-${orderNumber}`,
      orderNumber,
      issuedAt: '2026-11-12T09:00:00Z',
      currency: 'EUR',
      updateInventory: true,
      lines: [],
      refundShipping: true,
    });
    const ask = async (orderNumber: string) => {
      const answer = await world.post('/shops/deaf/credit-notes?dryRun=true', request(orderNumber));
      return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() };
    };
    expect(await ask('ORD7')).toMatchObject({ status: 200, body: { totalMinor: 350 } });
    expect(await ask('ORD777')).toMatchObject({ status: 422, body: { reasons: [{ code: 'order_unknown' }] } });
    await world.press('deaf', 'fault', { faults: ['limited'] });
    expect(await ask('ORD7')).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'order_unavailable' } });
    const cancellation = { orderNumber: 'ORD7', cancelledAt: '2026-11-12T09:00:00Z', updateInventory: true };
    expect((await world.post('/shops/deaf/cancellations', cancellation)).status).toBe(201);
  });

  it('gets a credit note from us, once, which comes back as a fact', async () => {
    const { orderProductIds } = await world.press('heard', 'place-order', { ...lampAndRug, number: 'ORD6' });
    const asked = {
      orderNumber: 'ORD6',
      lines: [{ orderLineId: String(orderProductIds?.[0]), quantity: 1 }],
      creditShipping: false,
      creditPaymentCosts: false,
      updateInventory: true,
    };
    const make = async (shopId: TestShop) => {
      const answer = await world.post(`/shops/${shopId}/ecom-credit-notes/KEY-1`, asked);
      return { status: answer.status, body: await answer.json() };
    };
    expect(await make('strict')).toMatchObject({ status: 409, body: { code: 'credit_notes_off' } });
    const first = await make('heard');
    expect(first).toMatchObject({ status: 200, body: { state: 'made' } });
    expect(await make('heard')).toEqual(first);
    const isOfOrder = async () => (await world.casesOf('heard')).filter(({ orderNumber }) => orderNumber === 'ORD6');
    await expect
      .poll(isOfOrder, { timeout: 20_000 })
      .toEqual([{ orderNumber: 'ORD6', totalMinor: 2000, lines: [{ quantity: 1, amountMinor: 2000 }] }]);
  });

  it('gets its history once: what is known makes no second case', async () => {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const before = await world.casesOf('heard');
    expect((await world.post('/shops/heard/backfill', { since })).status).toBe(202);
    // An order that was read in the second in which it changed is read once more: eCom's times are whole seconds.
    await expect
      .poll(() => world.read('/shops/heard/backfill'), { timeout: 120_000, interval: 1000 })
      .toMatchObject({ state: 'sent' });
    expect(await world.casesOf('heard')).toEqual(before);
    expect(before.filter(({ orderNumber }) => orderNumber !== 'ORD6')).toEqual(ofBusyDay);
  });

  it('needs every right that its functions have', () => {
    const ofEcom = [
      'receive-ecom-webhook',
      'observe-order',
      'sweep-ecom-orders',
      'prepare-shop',
      'accept-cancellation',
    ];
    const unused = [...world.machine.unusedRights()].flatMap(([name, rights]) =>
      ofEcom.includes(name) ? rights.map(({ action }) => `${name} ${action}`) : [],
    );
    expect(unused.filter((right) => !givenByCdk.test(right))).toEqual([]);
  });
});

// CDK gives these with every queue that feeds a function; Lambda asks for them in its console.
const givenByCdk = /sqs:(ChangeMessageVisibility|GetQueueUrl)$/;
