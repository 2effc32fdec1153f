import { describe, expect, it } from 'vitest';
import { ecomClient } from '../../shared/ecom/ecom-client.ts';
import { EcomNotFoundError } from '../../shared/ecom/ecom-errors.ts';
import { readObservedOrder } from '../../shared/ecom/read-observed-order.ts';
import type { Http } from '../../shared/ports/http.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { testEcomUrl } from '../support/simulated-ecom.ts';

/** An eCom with an order that is paid, invoiced and credited once. */
export type CreditedEcom = Readonly<{ http: Http; orderId: number }>;

/** What every eCom shows of an order that was credited once, whoever answers: the simulator, or what a live one said. */
export function describeEcom(name: string, makeEcom: () => CreditedEcom): void {
  const setUp = () => {
    const { http, orderId } = makeEcom();
    const clock = virtualClock();
    const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };
    const client = ecomClient({ http, clock, account });
    return { client, orderId, read: () => readObservedOrder({ client, clock, currency: 'EUR' }, orderId) };
  };

  describe(`${name}: an order of eCom`, () => {
    it('has a number, a total as text of digits, and lines with whole pieces', async () => {
      const { client, orderId } = setUp();
      const order = await client.order(orderId);
      expect(order.number).toMatch(/^ORD\d+$/);
      expect(Number(order.priceIncl)).toBeGreaterThan(0);
      const { observed } = await setUp().read();
      expect(observed.order.lines.length).toBeGreaterThan(0);
      for (const { quantity, totalMinor, orderLineId } of observed.order.lines) {
        expect([Number.isInteger(quantity), Number.isInteger(totalMinor), orderLineId !== '']).toEqual([
          true,
          true,
          true,
        ]);
      }
    });

    it('adds up to its total, within a cent for each part', async () => {
      const { order } = (await setUp().read()).observed;
      const parts =
        order.lines.reduce((sum, line) => sum + line.totalMinor, 0) + order.shippingMinor + order.paymentCostsMinor;
      expect(Math.abs((order.totalMinor ?? parts) - parts + (order.discountMinor ?? 0))).toBeLessThanOrEqual(
        order.lines.length + 2,
      );
    });

    it('has one credit note, apart from its invoice, whose total and pieces are positive and no more than were bought', async () => {
      const { order, creditNotes, invoices } = (await setUp().read()).observed;
      expect([creditNotes.length, invoices.length]).toEqual([1, 1]);
      const [note] = creditNotes;
      expect(note?.creditNoteId).not.toBe(invoices[0]?.invoiceNumber);
      expect(note?.totalMinor).toBeGreaterThan(0);
      for (const { orderLineId, quantity } of note?.lines ?? []) {
        const bought = order.lines.find((line) => line.orderLineId === orderLineId)?.quantity ?? 0;
        expect(quantity).toBeGreaterThan(0);
        expect(quantity).toBeLessThanOrEqual(bought);
      }
    });

    it('says nothing of the inventory switch: the shop’s default holds', async () => {
      const { creditNotes } = (await setUp().read()).observed;
      expect(creditNotes[0]).not.toHaveProperty('updateInventory');
    });

    it('is the same when it is read again', async () => {
      const { read } = setUp();
      const [first, second] = [await read(), await read()];
      expect(second.observed).toEqual(first.observed);
    });

    it('that is not there is not found', async () => {
      await expect(setUp().client.order(999_999_999)).rejects.toThrow(EcomNotFoundError);
    });
  });
}
