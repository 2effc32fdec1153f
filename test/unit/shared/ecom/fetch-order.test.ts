import { beforeEach, describe, expect, it } from 'vitest';
import { acceptCreditNote } from '../../../../functions/accept-credit-note/accept-credit-note.ts';
import { EcomUnauthorisedError } from '../../../../shared/ecom/ecom-errors.ts';
import { fetchOrder } from '../../../../shared/ecom/fetch-order.ts';
import { readOrder } from '../../../../shared/stores/order-store.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { virtualClock } from '../../../simulation/world/virtual-clock.ts';
import { aShop, id } from '../../../support/orders.ts';
import { aCreditNoteRequest } from '../../../support/requests.ts';
import { lampAndRug, simulatedEcom, testEcomUrl } from '../../../support/simulated-ecom.ts';

const shopId = id.shop('demo');
let clock = virtualClock();
let ecom = simulatedEcom(clock);
let table = simulatedTable();

beforeEach(() => {
  clock = virtualClock();
  ecom = simulatedEcom(clock);
  table = simulatedTable();
});

const account = { baseUrl: testEcomUrl, language: 'fr', apiKey: 'key', apiSecret: 'secret' };
const accept = (changes: Readonly<Record<string, unknown>>, changed: Partial<typeof account> = {}) =>
  acceptCreditNote(
    {
      table,
      clock,
      fetchOrder: (shop, orderNumber) =>
        fetchOrder({ http: ecom.http, clock, account: { ...account, ...changed } }, orderNumber, shop.currency),
    },
    { shopId, shop: aShop(), request: aCreditNoteRequest({ order: undefined, ...changes }), dryRun: false },
  );
const shippingOf = (orderNumber: string) => ({ orderNumber, lines: [], refundShipping: true });

describe('a request about an order that nobody knows', () => {
  it('is decided on the order as eCom has it, which is kept', async () => {
    ecom.backOffice.place(lampAndRug);
    expect(await accept(shippingOf('ORD00001'))).toMatchObject({ kind: 'opened', plan: { totalMinor: 350 } });
    const stored = await readOrder(table, shopId, id.order('ORD00001'));
    expect(stored).toMatchObject({ order: { totalMinor: 14_349 }, customer: { name: 'Ada Example' } });
    ecom.calls.splice(0);
    await accept({ ...shippingOf('ORD00001'), creditNoteId: 'CN-2' });
    expect(ecom.calls).toEqual([]);
  });

  it('is refused when eCom has no such order', async () => {
    ecom.backOffice.place(lampAndRug);
    expect(await accept(shippingOf('ORD00002'))).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'order_unknown', asked: 'ORD00002' }],
    });
  });

  it.each([
    ['limited', 1],
    ['unavailable', 10],
    ['garbage', 10],
    ['applied_no_answer', 10],
  ])('may be sent again when eCom is %s, and leaves nothing behind', async (fault, retryAfterSeconds) => {
    ecom.backOffice.place(lampAndRug);
    ecom.backOffice.press('fault', { faults: [fault] });
    expect(await accept(shippingOf('ORD00001'))).toEqual({ kind: 'order_unavailable', retryAfterSeconds });
    expect(table.rows()).toEqual([]);
    expect(await accept(shippingOf('ORD00001'))).toMatchObject({ kind: 'opened' });
  });

  it('may be sent again when eCom finds the order in its list and not by itself', async () => {
    const { orderId } = ecom.backOffice.place(lampAndRug);
    ecom.backOffice.press('hide', { order: orderId, reads: 1 });
    expect(await accept(shippingOf('ORD00001'))).toEqual({ kind: 'order_unavailable', retryAfterSeconds: 10 });
  });

  it('fails loudly where the key is wrong', async () => {
    await expect(accept(shippingOf('ORD00001'), { apiSecret: 'x' })).rejects.toThrow(EcomUnauthorisedError);
  });
});
