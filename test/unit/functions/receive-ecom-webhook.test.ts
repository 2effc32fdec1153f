import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receiveEcomWebhook } from '../../../functions/receive-ecom-webhook/receive-ecom-webhook.ts';
import type { MetricName } from '../../../shared/lambda/metrics.ts';
import { ProblemError } from '../../../shared/lambda/problem.ts';
import { observeOrderMessageSchema } from '../../../shared/stores/observe-order-message.ts';
import { seededIds } from '../../simulation/world/seeded-ids.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop } from '../../support/orders.ts';
import { recordingQueue } from '../../support/recording-queue.ts';

const apiSecret = 'api-secret';
const body = JSON.stringify({ order: { id: 1_000_001, number: 'ORD00001', firstname: 'Ada' } });
const signed = (text: string) => createHash('md5').update(text).update(apiSecret).digest('hex');

function setUp(signature: 'monitor' | 'enforce' = 'monitor') {
  const shop = aShop({ ecom: { baseUrl: 'https://api.example', language: 'fr', signature } });
  const queue = recordingQueue();
  const counted: MetricName[] = [];
  const receive = receiveEcomWebhook({
    settings: { shop: async (shopId) => (shopId === 'demo' ? shop : undefined), shops: async () => [shop] },
    secrets: {
      ofShop: async () => ({ ecom: { apiKey: 'key', apiSecret, webhookKeys: ['new-key', 'old-key'] }, providers: [] }),
    },
    queue,
    clock: virtualClock(),
    ids: seededIds(),
    count: (name) => counted.push(name),
  });
  const call = (
    changes: Readonly<{ text?: string; shopId?: string; webhookKey?: string; signature?: string }> = {},
  ) => {
    const { text = body, shopId = 'demo', webhookKey = 'new-key' } = changes;
    return receive({
      path: { shopId, webhookKey },
      headers: { 'x-signature': changes.signature },
      rawBody: Buffer.from(text),
    });
  };
  const messages = () => queue.sent.map((message) => observeOrderMessageSchema.parse(JSON.parse(message.body)));
  return { call, queue, messages, counted };
}

const withStatus = (status: number) => expect.objectContaining({ name: ProblemError.name, status });

describe('a webhook of eCom', () => {
  it('is a hint: nothing of its body goes on but which order it is about', async () => {
    const { call, queue, messages } = setUp();
    expect(await call()).toMatchObject({ status: 202 });
    expect(messages()).toEqual([
      {
        kind: 'observe_order',
        shopId: 'demo',
        ecomOrderId: 1_000_001,
        heardAt: '2026-11-12T09:30:00.000Z',
        source: 'webhook',
      },
    ]);
    expect(queue.sent[0]).toMatchObject({ groupId: 'demo#1000001' });
    expect(JSON.stringify(queue.sent)).not.toContain('Ada');
  });

  it('that comes twice is sent twice: only a reading can tell that nothing is new', async () => {
    const { call, queue } = setUp();
    await call();
    await call();
    expect(new Set(queue.sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
  });

  it.each([
    ['an invoice', { invoice: { id: 7, order: { resource: { id: '1000001' } } } }],
    [
      'an invoice with its order inside',
      { invoice: { order: { resource: { id: false, embedded: { id: 1_000_001 } } } } },
    ],
    ['a return', { return: { id: 9, orderId: 1_000_001 } }],
  ])('about %s names the order', async (_, resource) => {
    const { call, messages } = setUp();
    await call({ text: JSON.stringify(resource) });
    expect(messages()).toMatchObject([{ ecomOrderId: 1_000_001 }]);
  });

  it('about an invoice of no order is taken and goes nowhere', async () => {
    const { call, queue } = setUp();
    expect(await call({ text: JSON.stringify({ invoice: { id: 7, order: false } }) })).toMatchObject({ status: 202 });
    expect(queue.sent).toEqual([]);
  });

  it('opens the door with the current key and with the one before', async () => {
    const { call } = setUp();
    expect(await call({ webhookKey: 'old-key' })).toMatchObject({ status: 202 });
  });

  it.each([
    ['a wrong key', { webhookKey: 'new-kez' }],
    ['a part of the key', { webhookKey: 'new' }],
    ['no key', { webhookKey: '' }],
    ['an unknown shop', { shopId: 'other' }],
    ['no shop id', { shopId: '../demo' }],
  ])('with %s finds nothing here', async (_, changes) => {
    const { call, queue } = setUp();
    await expect(call(changes)).rejects.toEqual(withStatus(404));
    expect(queue.sent).toEqual([]);
  });

  it.each(['not json', '[]', '{"order":{"id":"x"}}', '{"customer":{"id":1}}', '"\ud800"'])(
    'that nobody can read is refused: %s',
    async (text) => {
      const { call, queue } = setUp();
      await expect(call({ text })).rejects.toEqual(withStatus(400));
      expect(queue.sent).toEqual([]);
    },
  );
});

describe('the signature of a webhook', () => {
  it('is only counted in a shop that monitors', async () => {
    const { call, queue, counted } = setUp('monitor');
    expect(await call({ signature: signed('other') })).toMatchObject({ status: 202 });
    expect(await call()).toMatchObject({ status: 202 });
    expect(counted).toEqual(['WebhooksForged']);
    expect(queue.sent).toHaveLength(2);
  });

  it('is demanded in a shop that enforces', async () => {
    const { call, queue, counted } = setUp('enforce');
    await expect(call({ signature: signed('other') })).rejects.toEqual(withStatus(401));
    await expect(call()).rejects.toEqual(withStatus(401));
    expect(queue.sent).toEqual([]);
    expect(await call({ signature: signed(body).toUpperCase() })).toMatchObject({ status: 202 });
    expect(counted).toEqual(['WebhooksForged']);
  });
});
