import { describe, expect, test } from 'vitest';
import { ecomClient } from '../../shared/ecom/ecom-client.ts';
import {
  EcomLanguageError,
  EcomLimitedError,
  EcomNotFoundError,
  EcomRefusedError,
  EcomUnauthorisedError,
  EcomUnavailableError,
} from '../../shared/ecom/ecom-errors.ts';
import { NoAnswerError } from '../../shared/ports/http.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { lampAndRug, simulatedEcom, testEcomShop, testEcomUrl } from '../support/simulated-ecom.ts';

const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };

function setUp(changed: Partial<typeof account> = {}, shop = testEcomShop) {
  const clock = virtualClock();
  const ecom = simulatedEcom(clock, shop);
  return { clock, ...ecom, client: ecomClient({ http: ecom.http, clock, account: { ...account, ...changed } }) };
}

describe('reading an order of eCom', () => {
  test('an order comes with its lines, whatever form their numbers have', async () => {
    const { client, backOffice } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    const order = await client.order(orderId);
    expect(order).toMatchObject({ number: 'ORD00001', paymentStatus: 'paid', paymentId: 'paypal' });
    expect(Number(order.priceIncl)).toBe(143.49);
    const lines = await client.linesOf(orderId);
    expect(
      lines.map(({ quantityOrdered, quantityInvoiced, quantityReturned, sku }) => [
        quantityOrdered,
        quantityInvoiced,
        quantityReturned,
        sku,
      ]),
    ).toEqual([
      [2, 2, 0, ''],
      [1, 1, 0, ''],
    ]);
  });

  test('times of the shop are read as instants', async () => {
    const { client, backOffice, clock } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    const placedAt = `${clock.now().slice(0, 19)}.000Z`;
    await expect(client.order(orderId)).resolves.toMatchObject({ createdAt: placedAt, updatedAt: placedAt });
  });

  test('a credit note is told by its flag, not by its sign', async () => {
    const { client, backOffice } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }], shipping: true });
    const invoices = await client.invoicesOf(orderId);
    expect(invoices.map(({ isCreditNote, priceIncl }) => [isCreditNote, Number(priceIncl)])).toEqual([
      [false, 143.49],
      [true, 23.5],
    ]);
    const items = await client.itemsOf(invoices[1]?.id ?? 0);
    expect(items.map(({ type, quantity, priceIncl }) => [type, quantity, Number(priceIncl)])).toEqual([
      ['product', 1, 20],
      ['shipment', 1, 3.5],
    ]);
  });

  test('a return whose prices are texts is read', async () => {
    const { client, backOffice } = setUp();
    const { orderId, orderProductIds } = backOffice.place(lampAndRug);
    backOffice.press('return', {
      order: orderId,
      lines: [{ line: 1, quantity: 2 }],
      reason: 'Cassé',
      action: 'Échange',
    });
    await expect(client.returnsOf(orderId)).resolves.toMatchObject([
      {
        returnReason: 'Cassé',
        returnAction: 'Échange',
        isStockAdjusted: false,
        orderProducts: [{ id: orderProductIds[0], quantity: 2 }],
      },
    ]);
  });

  test('all pages of a list are walked by id', async () => {
    const { client, backOffice, calls } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    const [invoice] = await client.invoicesOf(orderId);
    for (let count = 0; count < 251; count += 1)
      backOffice.press('set-invoice', { invoice: invoice?.id, status: 'paid' });
    calls.splice(0);
    const events = await client.eventsOf(orderId);
    expect(events).toHaveLength(253);
    expect(calls).toHaveLength(2);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  test('what changed is listed by the instant of the change', async () => {
    const { client, backOffice, clock } = setUp();
    backOffice.place(lampAndRug);
    clock.advance(3_600_000);
    const from = clock.now();
    const late = backOffice.place(lampAndRug);
    const changed = await client.changedOrders({ updatedFrom: from });
    expect(changed.map(({ id }) => id)).toEqual([late.orderId]);
  });
});

describe('what goes wrong with eCom', () => {
  test('a language that the shop does not have is not taken for a missing order', async () => {
    const { client, backOffice } = setUp({ language: 'nl' });
    const { orderId } = backOffice.place(lampAndRug);
    await expect(client.order(orderId)).rejects.toThrow(EcomLanguageError);
  });

  test('an order that is temporarily not found is told as not found', async () => {
    const { client, backOffice } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.press('hide', { order: orderId, reads: 1 });
    await expect(client.order(orderId)).rejects.toThrow(EcomNotFoundError);
    await expect(client.order(orderId)).resolves.toMatchObject({ id: orderId });
  });

  test('a wrong key is told as that', async () => {
    const { client } = setUp({ apiSecret: 'wrong' });
    await expect(client.shop()).rejects.toThrow(EcomUnauthorisedError);
  });

  test('a used-up limit says how long to wait, as seconds and as a date', async () => {
    const { client, clock } = setUp({}, { ...testEcomShop, limits: [1, 3000, 12_000] });
    await client.shop();
    expect(client.budget()[0]).toMatchObject({ limit: 1, remaining: 0 });
    clock.advance(100_000);
    await expect(client.shop()).rejects.toEqual(new EcomLimitedError(200));
    const asDate = await client.shop().catch((error: unknown) => error);
    expect(asDate).toBeInstanceOf(EcomLimitedError);
    expect(asDate).toMatchObject({ retryAfterSeconds: 200 });
    expect(client.budget()[0]).toMatchObject({ remaining: -1 });
  });

  test.for(['unavailable', 'garbage', 'applied_no_answer'])(
    'reading is repeated once when it meets %s',
    async (fault) => {
      const { client, backOffice, calls } = setUp();
      backOffice.press('fault', { faults: [fault] });
      await expect(client.shop()).resolves.toMatchObject({ currency: { shortcode: 'eur' } });
      expect(calls).toHaveLength(2);
      backOffice.press('fault', { faults: [fault, fault] });
      const expected = fault === 'applied_no_answer' ? NoAnswerError : EcomUnavailableError;
      await expect(client.shop()).rejects.toThrow(expected);
    },
  );

  test('a credit note whose answer is lost is never asked for a second time', async () => {
    const { client, backOffice, calls } = setUp();
    const { orderId, orderProductIds } = backOffice.place(lampAndRug);
    backOffice.press('fault', { faults: ['applied_no_answer'] });
    const orderProducts = [{ id: orderProductIds[0] ?? 0, quantity: 1 }];
    const credit = { creditPayment: false, creditShipment: false, notifyNew: false, updateStock: true, orderProducts };
    await expect(client.credit(orderId, credit)).rejects.toThrow(NoAnswerError);
    expect(calls).toHaveLength(1);
    const notes = (await client.invoicesOf(orderId)).filter(({ isCreditNote }) => isCreditNote);
    expect(notes).toHaveLength(1);
  });

  test('more than was invoiced is refused with the field', async () => {
    const { client, backOffice } = setUp();
    const { orderId, orderProductIds } = backOffice.place(lampAndRug);
    const orderProducts = [{ id: orderProductIds[0] ?? 0, quantity: 3 }];
    const credit = { creditPayment: false, creditShipment: false, notifyNew: false, updateStock: true, orderProducts };
    await expect(client.credit(orderId, credit)).rejects.toEqual(new EcomRefusedError(422, ['orderProducts']));
  });
});

describe('webhooks of eCom', () => {
  const webhook = { isActive: true, itemGroup: 'orders', itemAction: '*', format: 'json', language: 'fr' };

  test('a registered address hears of each change, with the whole order', async () => {
    const { client, backOffice } = setUp();
    await client.registerWebhook({ ...webhook, address: 'https://avoir.example/webhooks' });
    await expect(client.webhooks()).resolves.toMatchObject([{ address: 'https://avoir.example/webhooks' }]);
    const { orderId } = backOffice.place(lampAndRug);
    const [first] = backOffice.deliveries();
    expect(first?.headers).toMatchObject({ 'x-event': 'orders/created', 'x-shop-id': '4711' });
    expect(JSON.parse(first?.body ?? '')).toMatchObject({ order: { id: orderId } });
    expect(backOffice.deliveries()).toEqual([]);
  });

  test('calls get lost, come twice, or the newest first', async () => {
    const { client, backOffice } = setUp();
    await client.registerWebhook({ ...webhook, address: 'https://avoir.example/webhooks' });
    const statusesAfter = (mode: string) => {
      backOffice.press('webhook-mode', { mode });
      const { orderId } = backOffice.place({ ...lampAndRug, isInvoiced: false });
      backOffice.press('cancel', { order: orderId });
      return backOffice.deliveries().map(({ body }): unknown => JSON.parse(body).order.status);
    };
    const placed = 'processing_awaiting_shipment';
    expect(statusesAfter('normal')).toEqual([placed, 'cancelled']);
    expect(statusesAfter('lost')).toEqual([]);
    expect(statusesAfter('duplicated')).toEqual([placed, placed, 'cancelled', 'cancelled']);
    expect(statusesAfter('reordered')).toEqual(['cancelled', placed]);
  });
});
