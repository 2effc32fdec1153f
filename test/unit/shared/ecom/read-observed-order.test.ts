import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ecomClient } from '../../../../shared/ecom/ecom-client.ts';
import { readObservedOrder } from '../../../../shared/ecom/read-observed-order.ts';
import type { Http } from '../../../../shared/ports/http.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { recordedHttp, recordedOrderId } from '../../../support/recorded-ecom.ts';
import { lampAndRug, simulatedEcom, testEcomUrl } from '../../../support/simulated-ecom.ts';

const invoicesSchema = z.object({ invoices: z.array(z.looseObject({})) });
const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };

function setUp() {
  const clock = virtualClock();
  const ecom = simulatedEcom(clock);
  const client = ecomClient({ http: ecom.http, clock, account });
  const read = async (orderId: number) =>
    (await readObservedOrder({ client, clock, currency: 'EUR' }, orderId)).observed;
  return { clock, ...ecom, read };
}

describe('an order of eCom as facts', () => {
  test('an order that is paid and invoiced', async () => {
    const { backOffice, read, clock } = setUp();
    const { orderId, orderProductIds } = backOffice.place(lampAndRug);
    const [lamp, rug] = orderProductIds.map(String);
    expect(await read(orderId)).toMatchObject({
      fetchedAt: clock.now(),
      ecomOrderId: String(orderId),
      order: {
        orderNumber: 'ORD00001',
        currency: 'EUR',
        totalMinor: 14_349,
        lines: [
          { orderLineId: lamp, sku: 'LAMP', title: 'Lamp', quantity: 2, totalMinor: 4000 },
          { orderLineId: rug, sku: 'RUG', title: 'Rug', quantity: 1, totalMinor: 9999 },
        ],
        shippingMinor: 350,
        payments: [{ kind: 'provider', method: 'paypal', amountMinor: 14_349, state: 'captured', paidAt: clock.now() }],
      },
      customer: { name: 'Ada Example', email: 'ada@example.com' },
      paymentStatus: 'paid',
      creditNotes: [],
      returns: [],
    });
  });

  test('each credit note has its own pieces, shipping and total', async () => {
    const { backOffice, read } = setUp();
    const { orderId, orderProductIds } = backOffice.place(lampAndRug);
    backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }] });
    backOffice.credit({ order: orderId, lines: [{ line: 2, quantity: 1 }], shipping: true });
    const { creditNotes } = await read(orderId);
    expect(creditNotes).toMatchObject([
      { creditNoteId: 'CRE00002', status: 'not_paid', totalMinor: 2000, lines: [{ quantity: 1 }], shippingMinor: 0 },
      {
        creditNoteId: 'CRE00003',
        totalMinor: 10_349,
        lines: [{ orderLineId: String(orderProductIds[1]), quantity: 1, amountMinor: 9999 }],
        shippingMinor: 350,
      },
    ]);
    expect(creditNotes[0]).not.toHaveProperty('updateInventory');
  });

  test('an order that nobody paid carries nothing that could be given back', async () => {
    const { backOffice, read } = setUp();
    const { orderId } = backOffice.place({ ...lampAndRug, isPaid: false });
    const { order } = await read(orderId);
    expect(order.payments).toEqual([{ kind: 'provider', method: 'paypal', amountMinor: 14_349, state: 'not_paid' }]);
  });

  test('a gift card paid what it says, and the provider the rest', async () => {
    const { backOffice, read } = setUp();
    const { orderId } = backOffice.place({ ...lampAndRug, giftCards: [{ code: 'GC-1', amount: 40 }] });
    const { order } = await read(orderId);
    expect(order.payments).toMatchObject([
      { kind: 'provider', amountMinor: 10_349, state: 'captured' },
      { kind: 'gift_card', amountMinor: 4000, state: 'captured' },
    ]);
    expect(JSON.stringify(order)).not.toContain('GC-1');
  });

  test('a cancelled order names the cheaper copy that was made of it', async () => {
    const { backOffice, read, clock } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.place({ ...lampAndRug, email: 'other@example.com' });
    clock.advance(3_600_000);
    const copied = backOffice.press('copy', { order: orderId, unitPriceIncl: { 2: 79.99 } });
    clock.advance(60_000);
    backOffice.press('cancel', { order: orderId });
    const { cancellation, copyCandidates } = await read(orderId);
    expect(cancellation).toEqual({ cancelledAt: clock.now() });
    expect(copied).toMatchObject({ number: 'ORD00003' });
    expect(copyCandidates).toMatchObject([
      { order: { orderNumber: 'ORD00003', totalMinor: 12_349 }, paymentStatus: 'paid', hasProviderPayment: false },
    ]);
  });

  test('an order whose payment left something with it is no bare copy', async () => {
    const { backOffice, read, clock } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    clock.advance(1000);
    backOffice.place({ ...lampAndRug, paymentData: { transaction: 'T-2' } });
    clock.advance(1000);
    backOffice.press('cancel', { order: orderId });
    expect((await read(orderId)).copyCandidates).toMatchObject([{ hasProviderPayment: true }]);
  });

  test('an order with several invoices is one order: each is named, and a credit note of either counts once', async () => {
    const clock = virtualClock();
    const second = { id: 700_003, number: 'INV00039', isCreditNote: false, priceIncl: '20.00', status: 'not_paid' };
    const severalInvoices: Http = {
      async send(request) {
        const answer = await recordedHttp.send(request);
        if (!request.url.includes('/invoices.json')) return answer;
        const { invoices } = invoicesSchema.parse(JSON.parse(answer.body));
        const [first] = invoices;
        return { ...answer, body: JSON.stringify({ invoices: [...invoices, { ...first, ...second }] }) };
      },
    };
    const client = ecomClient({ http: severalInvoices, clock, account });
    const { observed } = await readObservedOrder({ client, clock, currency: 'EUR' }, recordedOrderId);
    expect(observed.invoices.map(({ invoiceNumber, status }) => [invoiceNumber, status])).toEqual([
      ['INV00037', 'paid'],
      ['INV00039', 'not_paid'],
    ]);
    expect(observed.creditNotes.map(({ creditNoteId }) => creditNoteId)).toEqual(['INV00038']);
    expect(observed.order).toMatchObject({ totalMinor: 10_625, payments: [{ paidAt: '2026-03-02T09:16:00.000Z' }] });
  });

  test('recorded answers with missing, odd and negative values give the same facts', async () => {
    const clock = virtualClock();
    const client = ecomClient({ http: recordedHttp, clock, account });
    const { observed, changedAt } = await readObservedOrder({ client, clock, currency: 'EUR' }, recordedOrderId);
    expect(changedAt).toBe('2026-03-04T08:00:00.000Z');
    expect(observed).toEqual({
      fetchedAt: clock.now(),
      ecomOrderId: '2000001',
      order: {
        orderNumber: 'ORD01234',
        placedAt: '2026-03-02T09:15:00.000Z',
        currency: 'EUR',
        totalMinor: 10_625,
        pricesIncludeTax: true,
        lines: [{ orderLineId: '5000001', sku: 'A-1', title: 'Rug', quantity: 1, totalMinor: 10_000 }],
        shippingMinor: 625,
        paymentCostsMinor: 0,
        payments: [
          {
            kind: 'provider',
            method: 'external',
            amountMinor: 10_625,
            state: 'captured',
            paidAt: '2026-03-02T09:16:00.000Z',
          },
        ],
      },
      customer: { name: 'Example Bee', email: 'b@example.com' },
      paymentStatus: 'paid',
      invoicedQuantities: { 5000001: 1 },
      invoices: [
        {
          invoiceNumber: 'INV00037',
          issuedAt: '2026-03-02T09:16:00.000Z',
          status: 'paid',
          totalMinor: 10_625,
          isVatShifted: true,
        },
      ],
      creditNotes: [
        {
          creditNoteId: 'INV00038',
          issuedAt: '2026-03-04T08:00:00.000Z',
          status: 'unknown',
          totalMinor: 10_625,
          lines: [{ orderLineId: '5000001', quantity: 1, amountMinor: 9000 }],
          shippingMinor: 625,
          paymentCostsMinor: 0,
          otherMinor: 1000,
        },
      ],
      returns: [
        {
          returnId: '17792',
          createdAt: '2026-03-03T08:00:00.000Z',
          status: 'authorized',
          reason: 'Trop petit',
          action: 'Rembourser',
          isStockAdjusted: true,
          lines: [{ orderLineId: '5000001', quantity: 1 }],
        },
      ],
      copyCandidates: [],
    });
  });
});

describe('a cancelled order', () => {
  test('shows its copy that was made in the same second', async () => {
    const { backOffice, read, clock } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    clock.advance(10_300);
    backOffice.press('copy', { order: orderId, shippingIncl: 1 });
    clock.advance(200);
    backOffice.press('cancel', { order: orderId });
    expect((await read(orderId)).copyCandidates).toMatchObject([{ order: { orderNumber: 'ORD00002' } }]);
  });
});

describe('when a reading began by the clock of eCom', () => {
  const begunAt = async (headers: Readonly<Record<string, string>>) => {
    const { backOffice, http, clock } = setUp();
    const { orderId } = backOffice.place(lampAndRug);
    const slow: Http = {
      async send(request) {
        clock.advance(1500);
        const answer = await http.send(request);
        return { ...answer, headers: { ...answer.headers, ...headers } };
      },
    };
    const client = ecomClient({ http: slow, clock, account });
    return (await readObservedOrder({ client, clock, currency: 'EUR' }, orderId)).begunAt;
  };

  test('is before its first answer, by as long as that took', async () => {
    expect(await begunAt({ date: 'Thu, 12 Nov 2026 09:31:40 GMT' })).toBe('2026-11-12T09:31:38.000Z');
  });

  test('is not known where eCom does not say what time it has', async () => {
    expect(await begunAt({})).toBeUndefined();
  });
});
