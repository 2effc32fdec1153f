import { beforeEach, describe, expect, it } from 'vitest';
import { EcomUnauthorisedError } from '../../../shared/ecom/ecom-errors.ts';
import { readEcomOrder } from '../../../shared/stores/ecom-order-store.ts';
import { ecomWorld } from '../../support/ecom-world.ts';
import { id } from '../../support/orders.ts';
import { lampAndRug } from '../../support/simulated-ecom.ts';

const shopId = id.shop('demo');
let world: Awaited<ReturnType<typeof ecomWorld>>;

beforeEach(async () => {
  world = await ecomWorld();
});

const kinds = (observations: readonly Readonly<{ kind: string }>[]) => observations.map(({ kind }) => kind);

describe('webhooks of eCom', () => {
  it('in a burst are read once, and the last change of the burst is seen', async () => {
    const { backOffice, ecom, table, clock } = world;
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }] });
    await world.deliverWebhooks();
    ecom.calls.splice(0);
    const observations = await world.work();
    expect(kinds(observations).filter((kind) => kind === 'recorded')).toHaveLength(1);
    expect(kinds(observations).filter((kind) => kind === 'collapsed').length).toBeGreaterThan(3);
    expect(ecom.calls.filter((call) => call.includes(`/orders/${orderId}.json`))).toHaveLength(1);
    expect((await readEcomOrder(table, shopId, orderId)).changedAt?.slice(0, 19)).toBe(clock.now().slice(0, 19));
  });

  it('of a change that comes after a reading began are read again', async () => {
    const { backOffice } = world;
    const { orderId } = backOffice.place(lampAndRug);
    await world.deliverWebhooks();
    await world.work();
    world.later(1);
    backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }] });
    await world.deliverWebhooks();
    expect(kinds(await world.work())).toContain('recorded');
  });

  it('that are forged cost a reading at most', async () => {
    const { backOffice, queue } = world;
    backOffice.press('forge', {});
    await expect(world.deliverWebhooks()).rejects.toMatchObject({ status: 401 });
    expect(queue.sent).toEqual([]);
  });
});

describe('a credit note that is set back to Not paid', () => {
  it('is an alarm where the provider’s app refunds such ones, with each reading until somebody settles it', async () => {
    const paymentMethods = [
      { ecomPaymentId: 'paypal', provider: 'paypal', account: 'main', refundMode: 'app' },
    ] as const;
    world = await ecomWorld({ shop: { paymentMethods } });
    const { backOffice } = world;
    const { orderId } = backOffice.place(lampAndRug);
    const { invoiceId } = backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }] });
    const alarms: boolean[] = [];
    const observe = async () => {
      world.later(1);
      await world.deliverWebhooks();
      alarms.push((await world.work()).some((each) => each.kind === 'recorded' && each.mayRefundAgain));
    };
    await observe();
    for (const status of ['paid', 'not_paid', 'paid', 'not_paid']) {
      backOffice.press('set-invoice', { invoice: invoiceId, status });
      await observe();
    }
    expect(alarms).toEqual([false, false, true, true, true]);
    const hint = { ecomOrderId: orderId, heardAt: world.clock.now(), source: 'webhook' } as const;
    world.later(1);
    const counted = { missed: false, mayRefundAgain: true };
    expect(await world.observe(hint)).toEqual({ kind: 'recorded', ...counted });
    expect(await world.observe(hint), 'the first count may be lost').toEqual({ kind: 'collapsed', ...counted });
  });
});

describe('an order that cannot be read now', () => {
  it('is tried again by a due date while eCom does not find it, and believed to be gone after an hour', async () => {
    const { backOffice, table, clock } = world;
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.press('hide', { order: orderId, reads: 1000 });
    const message = { ecomOrderId: orderId, heardAt: clock.now(), source: 'webhook' } as const;
    expect(await world.observe(message)).toEqual({ kind: 'waiting' });
    expect((await readEcomOrder(table, shopId, orderId)).waiting).toMatchObject({ attempts: 1 });
    let last = 'waiting';
    for (let minute = 0; minute < 120 && last === 'waiting'; minute += 1) {
      world.later(60);
      await world.sweep();
      const observations = await world.work();
      last = observations.at(-1)?.kind ?? last;
    }
    expect(last).toBe('gone');
    expect((await readEcomOrder(table, shopId, orderId)).waiting).toBeUndefined();
  });

  it('is recorded as soon as eCom shows it', async () => {
    const { backOffice } = world;
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.press('hide', { order: orderId, reads: 100 });
    await world.deliverWebhooks();
    expect(new Set(kinds(await world.work()))).toEqual(new Set(['waiting']));
    backOffice.press('hide', { order: orderId, reads: 0 });
    world.later(300);
    await world.sweep();
    expect(await world.work()).toEqual([{ kind: 'recorded', missed: false, mayRefundAgain: false }]);
  });

  it('waits exactly as long as a limit says', async () => {
    const { backOffice, table, clock } = world;
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.press('fault', { faults: ['limited'] });
    await world.observe({ ecomOrderId: orderId, heardAt: clock.now(), source: 'webhook' });
    const { waiting } = await readEcomOrder(table, shopId, orderId);
    expect(Date.parse(waiting?.dueAt ?? '') - clock.nowMilliseconds()).toBe(1000);
  });

  it('waits for a shop that is down for as long as it takes', async () => {
    const { backOffice, clock, table } = world;
    const { orderId } = backOffice.place(lampAndRug);
    for (let hour = 0; hour < 5; hour += 1) {
      backOffice.press('fault', { faults: ['unavailable', 'unavailable'] });
      expect(await world.observe({ ecomOrderId: orderId, heardAt: clock.now(), source: 'webhook' })).toEqual({
        kind: 'waiting',
      });
      world.later(3600);
    }
    expect((await readEcomOrder(table, shopId, orderId)).waiting?.attempts).toBe(5);
    expect(await world.observe({ ecomOrderId: orderId, heardAt: clock.now(), source: 'webhook' })).toMatchObject({
      kind: 'recorded',
    });
    expect((await readEcomOrder(table, shopId, orderId)).waiting).toBeUndefined();
  });

  it('for want of a right key fails, for no waiting heals that', async () => {
    const { backOffice, clock } = world;
    const { orderId } = backOffice.place(lampAndRug);
    const message = { ecomOrderId: orderId, heardAt: clock.now(), source: 'webhook' } as const;
    await expect(world.observe(message, { apiSecret: 'another' })).rejects.toThrow(EcomUnauthorisedError);
  });
});
