import { beforeEach, describe, expect, it } from 'vitest';
import { ecomWorld } from '../../support/ecom-world.ts';
import { lampAndRug } from '../../support/simulated-ecom.ts';

let world: Awaited<ReturnType<typeof ecomWorld>>;

beforeEach(async () => {
  world = await ecomWorld();
});

describe('the sweep', () => {
  it('begins with today: what was before is for the backfill', async () => {
    const { backOffice, queue } = world;
    backOffice.place(lampAndRug);
    world.later(3600);
    await world.sweep();
    world.later(3600);
    expect(await world.sweep()).toBe(0);
    expect(queue.sent).toEqual([]);
  });

  it('finds what no webhook told of, and says that it was missed', async () => {
    const { backOffice } = world;
    await world.sweep();
    backOffice.press('webhook-mode', { mode: 'lost' });
    world.later(60);
    backOffice.place(lampAndRug);
    world.later(120);
    expect(await world.sweep()).toBe(1);
    expect(await world.work()).toEqual([{ kind: 'recorded', missed: true, mayRefundAgain: false }]);
    world.later(120);
    expect(await world.sweep()).toBe(0);
  });

  it('says again that a webhook was missed when its hint comes again: the first count may be lost', async () => {
    const { backOffice, clock } = world;
    await world.sweep();
    backOffice.press('webhook-mode', { mode: 'lost' });
    world.later(60);
    const { orderId } = backOffice.place(lampAndRug);
    const hint = { ecomOrderId: orderId, heardAt: clock.now(), source: 'sweep' } as const;
    const found = { kind: 'recorded', missed: true, mayRefundAgain: false };
    expect(await world.observe(hint)).toEqual(found);
    expect(await world.observe(hint), 'within the millisecond of its reading').toEqual(found);
    world.later(1);
    expect(await world.observe({ ...hint, heardAt: clock.now() })).toEqual({ ...found, missed: false });
    expect(await world.observe(hint)).toEqual({ ...found, kind: 'collapsed' });
  });

  it('leaves alone what webhooks told of', async () => {
    const { backOffice } = world;
    await world.sweep();
    world.later(60);
    backOffice.place(lampAndRug);
    await world.deliverWebhooks();
    await world.work();
    world.later(120);
    expect(await world.sweep()).toBe(0);
  });

  it('does not call a webhook missed that is only late', async () => {
    const { backOffice } = world;
    await world.sweep();
    world.later(60);
    backOffice.place(lampAndRug);
    await world.deliverWebhooks();
    world.later(120);
    expect(await world.sweep()).toBe(1);
    expect((await world.work()).filter((one) => one.kind === 'recorded')).toEqual([
      { kind: 'recorded', missed: false, mayRefundAgain: false },
    ]);
  });

  it('leaves an order alone that waits to be read again', async () => {
    const { backOffice, queue } = world;
    await world.sweep();
    backOffice.press('webhook-mode', { mode: 'lost' });
    world.later(60);
    const { orderId } = backOffice.place(lampAndRug);
    backOffice.press('hide', { order: orderId, reads: 1000 });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      world.later(61);
      await world.sweep();
      await world.work();
    }
    const sentBefore = queue.sent.length;
    world.later(61);
    expect(await world.sweep()).toBe(0);
    expect(queue.sent.length).toBe(sentBefore);
  });

  it('finds a credit note although its order does not say that it changed', async () => {
    const { backOffice, ecom } = world;
    const { orderId } = backOffice.place(lampAndRug);
    world.later(60);
    await world.sweep();
    world.later(1200);
    backOffice.press('webhook-mode', { mode: 'lost' });
    backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }] });
    world.later(60);
    expect(await world.sweep()).toBe(1);
    expect(ecom.calls.some((call) => call.includes('/invoices.json?'))).toBe(true);
  });

  it('goes on where it stood when eCom is limited', async () => {
    const { backOffice, ecom } = world;
    await world.sweep();
    world.later(60);
    backOffice.press('webhook-mode', { mode: 'lost' });
    backOffice.place(lampAndRug);
    world.later(60);
    backOffice.press('fault', { faults: ['limited'] });
    expect(await world.sweep()).toBe(0);
    world.later(0.5);
    ecom.calls.splice(0);
    expect(await world.sweep()).toBe(0);
    expect(ecom.calls).toEqual([]);
    world.later(0.6);
    expect(await world.sweep()).toBe(1);
  });

  it('looks through a shop less often when its limits run out', async () => {
    world = await ecomWorld({ ecomShop: { limits: [40, 3000, 12_000] } });
    const { ecom } = world;
    await world.sweep();
    world.later(1);
    await world.sweep();
    for (let call = 0; call < 12; call += 1)
      await world.observe({ ecomOrderId: 1, heardAt: world.clock.now(), source: 'webhook' });
    world.later(61);
    await world.sweep();
    ecom.calls.splice(0);
    world.later(61);
    await world.sweep();
    expect(ecom.calls.filter((call) => call.includes('updated_at_min'))).toEqual([]);
  });
});
