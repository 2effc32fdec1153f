import { type Observation, observeOrder } from '../../functions/observe-order/observe-order.ts';
import { receiveEcomWebhook } from '../../functions/receive-ecom-webhook/receive-ecom-webhook.ts';
import { sweepEcomOrders } from '../../functions/sweep-ecom-orders/sweep-ecom-orders.ts';
import type { EcomShop } from '../../infra/local/simulators/ecom/ecom-state.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { ecomClient } from '../../shared/ecom/ecom-client.ts';
import { type ObserveOrderMessage, observeOrderMessageSchema } from '../../shared/stores/observe-order-message.ts';
import { seededIds } from '../simulation/world/seeded-ids.ts';
import { simulatedTable } from '../simulation/world/simulated-table.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { aShop } from './orders.ts';
import { recordingQueue } from './recording-queue.ts';
import { simulatedEcom, testEcomShop, testEcomUrl } from './simulated-ecom.ts';

const secondMilliseconds = 1000;

/** A shop with eCom, and the three functions that read it, on doubles of all ports. Its webhooks are registered. */
export async function ecomWorld(
  changes: Readonly<{ ecomShop?: Partial<EcomShop>; shop?: Partial<ShopSettings> }> = {},
) {
  const clock = virtualClock();
  const ecom = simulatedEcom(clock, { ...testEcomShop, ...changes.ecomShop });
  const table = simulatedTable();
  const queue = recordingQueue();
  const ids = seededIds();
  const shop = aShop({ ecom: { baseUrl: testEcomUrl, language: 'fr', signature: 'enforce' }, ...changes.shop });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const { apiKey, apiSecret } = testEcomShop;
  const account = { baseUrl: testEcomUrl, language: 'fr', apiKey, apiSecret };
  const client = ecomClient({ http: ecom.http, clock, account });
  const ecomOf = async () => client;
  const receive = receiveEcomWebhook({
    settings,
    secrets: { ofShop: async () => ({ ecom: { apiKey, apiSecret, webhookKeys: ['webhook-key'] }, providers: [] }) },
    queue,
    clock,
    ids,
    count: () => undefined,
  });
  for (const itemGroup of ['orders', 'invoices', 'returns']) {
    const address = 'https://avoir.example/webhooks/ecom/demo/webhook-key';
    await client.registerWebhook({
      isActive: true,
      itemGroup,
      itemAction: '*',
      format: 'json',
      language: 'fr',
      address,
    });
  }
  let taken = 0;

  const later = (seconds: number) => clock.advance(seconds * secondMilliseconds);
  return {
    clock,
    ecom,
    table,
    queue,
    backOffice: ecom.backOffice,
    later,
    /** Hands every webhook call that waits in the shop to the receiver. */
    async deliverWebhooks(): Promise<void> {
      for (const { headers, body } of ecom.backOffice.deliveries())
        await receive({ path: { shopId: 'demo', webhookKey: 'webhook-key' }, headers, rawBody: Buffer.from(body) });
    },
    /** Lets every message of the queue be handled, a millisecond after the other. */
    async work(): Promise<readonly Observation[]> {
      const observations: Observation[] = [];
      for (; taken < queue.sent.length; taken += 1) {
        later(0.001);
        const message = observeOrderMessageSchema.parse(JSON.parse(queue.sent[taken]?.body ?? ''));
        observations.push(await observeOrder({ table, clock, settings, ecomOf }, message));
      }
      return observations;
    },
    /** Observes one order, with other credentials if wanted. */
    observe: (message: Omit<ObserveOrderMessage, 'kind' | 'shopId'>, credentials: Partial<typeof account> = {}) => {
      const asked = ecomClient({ http: ecom.http, clock, account: { ...account, ...credentials } });
      return observeOrder(
        { table, clock, settings, ecomOf: async () => asked },
        observeOrderMessageSchema.parse({ kind: 'observe_order', shopId: 'demo', ...message }),
      );
    },
    sweep: () => sweepEcomOrders({ table, clock, ids, queue, settings, ecomOf }),
  };
}
