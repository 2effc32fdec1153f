import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receiveProviderWebhook } from '../../../functions/receive-provider-webhook/receive-provider-webhook.ts';
import { type Table, TableUnavailableError } from '../../../shared/ports/table.ts';
import { webhookReaderOf } from '../../../shared/providers/provider-webhooks.ts';
import { simulatedTable } from '../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../simulation/world/virtual-clock.ts';
import { aShop } from '../../support/orders.ts';
import { recordingQueue } from '../../support/recording-queue.ts';

function receiving({ table = simulatedTable() }: Readonly<{ table?: Table }> = {}) {
  const clock = virtualClock('2026-11-20T09:15:00.000Z');
  const shop = aShop();
  const queue = recordingQueue();
  const forged: string[] = [];
  const receive = receiveProviderWebhook({
    table,
    clock,
    reconciliationQueue: queue,
    settings: { shop: async (shopId) => (shopId === 'demo' ? shop : undefined), shops: async () => [shop] },
    secrets: {
      ofShop: async () => ({
        providers: [
          { provider: 'stripe', account: 'first', webhookKeys: ['key-1'], webhookSecrets: ['one'], credentials: {} },
          {
            provider: 'stripe',
            account: 'second',
            webhookKeys: ['key-2', 'key-2-old'],
            webhookSecrets: ['two'],
            credentials: {},
          },
          { provider: 'mollie', account: 'main', webhookKeys: ['key-m'], webhookSecrets: [], credentials: {} },
        ],
      }),
    },
    http: {
      send: async () => {
        throw new Error('Nobody is asked here.');
      },
    },
    count: (name) => forged.push(name),
    webhookReaderOf,
    trustedRoots: () => [],
  });
  const call = (path: Readonly<Record<string, string>>, body: string, headers: Readonly<Record<string, string>> = {}) =>
    receive({ path, headers, rawBody: Buffer.from(body) });
  return { call, queue, forged, table };
}

const seconds = Date.parse('2026-11-20T09:15:00.000Z') / 1000;
const refund = {
  object: 'refund',
  id: 're_1',
  amount: 1000,
  currency: 'eur',
  payment_intent: 'pi_1',
  created: seconds,
  status: 'succeeded',
};
const body = JSON.stringify({ type: 'refund.created', created: seconds, livemode: true, data: { object: refund } });
const signedWith = (secret: string) => ({
  'stripe-signature': `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
});
const stripe = (webhookKey: string, shopId = 'demo') => ({ provider: 'stripe', shopId, webhookKey });

describe('a webhook of a provider', () => {
  it('is of the account whose key it comes by, and is held to that account’s secret', async () => {
    const table = simulatedTable();
    const { call } = receiving({ table });
    expect(await call(stripe('key-2-old'), body, signedWith('two'))).toEqual({ status: 202, body: {} });
    expect(table.rows().map(({ pk }) => pk)).toEqual(['REFUND#demo#stripe:second:re_1']);
    await expect(call(stripe('key-1'), body, signedWith('two'))).rejects.toMatchObject({ status: 401 });
  });

  it('finds nothing by a wrong key, shop or provider, all alike', async () => {
    const { call, table } = receiving();
    const ways = [
      stripe('another'),
      stripe('key-1', 'other-shop'),
      { ...stripe('key-1'), provider: 'mollie' },
      { ...stripe('key-1'), provider: 'klarna' },
      { ...stripe('key-1'), provider: 'constructor' },
    ];
    const answers = await Promise.all(
      ways.map((path) => call(path, body, signedWith('one')).catch((error: unknown) => error)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, code: 'unknown_address' });
    expect(await table.query({ partition: 'REFUND#demo#stripe/first/re_1' })).toMatchObject({ items: [] });
  });

  it('that proves nothing only has the provider asked', async () => {
    const { call, queue } = receiving();
    const path = { provider: 'mollie', shopId: 'demo', webhookKey: 'key-m' };
    expect(await call(path, 'id=tr_1')).toMatchObject({ status: 202 });
    expect(queue.sent.map((message) => JSON.parse(message.body))).toEqual([
      { kind: 'ask_provider', shopId: 'demo', provider: 'mollie', account: 'main', question: { paymentId: 'tr_1' } },
    ]);
  });

  it('is not answered as kept when it could not be kept', async () => {
    const table: Table = {
      ...simulatedTable(),
      put: async () => {
        throw new TableUnavailableError('The table does not answer.');
      },
    };
    await expect(receiving({ table }).call(stripe('key-1'), body, signedWith('one'))).rejects.toThrow(
      TableUnavailableError,
    );
  });

  it('counts as forged when its key or its signature is wrong', async () => {
    const { call, forged } = receiving();
    await call(stripe('another'), body).catch(() => undefined);
    await call(stripe('key-1'), body, signedWith('another')).catch(() => undefined);
    expect(forged).toEqual(['WebhooksForged', 'WebhooksForged']);
  });
});
