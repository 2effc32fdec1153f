import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../../shared/providers/provider-questions.ts';
import { refundListOf } from '../../../shared/providers/refund-lists.ts';
import { listing } from '../../support/listed-refunds.ts';
import { aProviderRefund } from '../../support/provider-world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('a refund that was under way when it was told', () => {
  it('is asked about at its next look, for no list shows it again', async () => {
    const world = listing('mollie');
    await world.refund('P1');
    const refundId = await world.newestRefundId();
    const toldAt = world.clock.now();
    world.pass(minute);
    await world.say({
      refunds: [
        aProviderRefund({
          provider: 'mollie',
          refundId,
          paymentId: 'P1',
          status: 'pending',
          createdAt: toldAt,
          statusAt: toldAt,
        }),
      ],
    });
    const look = JSON.stringify({
      kind: 'reconcile_refund',
      shopId: 'demo',
      provider: 'mollie',
      account: 'main',
      refundId,
    });
    world.silence(true);
    await world.handle(look);
    expect((await world.readRefund(refundId))?.facts.status).toBe('pending');
    world.silence(false);
    await world.handle(look);
    expect((await world.readRefund(refundId))?.facts.status).toBe('done');
  });
});

describe('the list of an account’s refunds', () => {
  it.each(['paypal', 'stripe', 'mollie'] as const)(
    'shows a refund at %s that nobody told of and no task waits for',
    async (provider) => {
      const world = listing(provider);
      await world.chase();
      await world.refund('P1');
      world.pass(5 * minute);
      expect(await world.chase()).toMatchObject({ accountCount: 1 });
      await world.work();
      expect(await world.refunds()).toBe(1);
    },
  );

  it.each(['paypal', 'stripe', 'mollie', 'klarna', 'adyen'])('is known of %s as its adapter has it', (provider) => {
    expect(refundListOf(provider) !== undefined).toBe(questionsOf(provider)?.refundsOf !== undefined);
  });

  it('is not believed for what it may show late: PayPal is seen until three hours ago', async () => {
    const world = listing('paypal');
    await world.chase();
    const begun = await world.seenUntil();
    world.pass(2 * 60 * minute);
    await world.chase();
    await world.work();
    expect(await world.seenUntil()).toBe(begun);
    world.pass(2 * 60 * minute);
    await world.chase();
    await world.work();
    expect(await world.seenUntil()).toBe('2026-11-12T10:30:00.000Z');
  });

  it('is asked for every five minutes, and begins with now', async () => {
    const world = listing('stripe');
    await world.refund('P0');
    world.pass(3 * 60 * minute);
    expect(await world.chase()).toMatchObject({ accountCount: 0 });
    world.pass(4 * minute);
    expect(await world.chase()).toMatchObject({ accountCount: 0 });
    world.pass(minute);
    expect(await world.chase()).toMatchObject({ accountCount: 1 });
    expect(await world.chase()).toMatchObject({ accountCount: 0 });
    await world.work();
    expect(await world.refunds()).toBe(0);
  });

  it('moves on only when it was read, and catches up after an outage', async () => {
    const world = listing('mollie');
    await world.chase();
    const before = await world.seenUntil();
    world.silence(true);
    await world.refund('P1');
    for (let turn = 0; turn < 3; turn += 1) {
      world.pass(20 * 60 * minute);
      await world.chase();
      await expect(world.work()).rejects.toThrow('did not answer');
    }
    expect(await world.seenUntil()).toBe(before);
    world.silence(false);
    for (let turn = 0; turn < 4; turn += 1) {
      world.pass(5 * minute);
      await world.chase();
      await world.work();
    }
    expect(await world.refunds()).toBe(1);
    expect(await world.seenUntil()).toBe(world.clock.now());
  });

  it('read twice, late and by two at once changes nothing more', async () => {
    const world = listing('paypal');
    await world.chase();
    await world.refund('P1');
    world.pass(5 * minute);
    await Promise.all([world.chase(), world.chase()]);
    expect(world.queue.sent).toHaveLength(1);
    const { body = '' } = world.queue.sent[0] ?? {};
    await Promise.all([world.work(), world.handle(body)]);
    const rows = JSON.stringify(world.table.rows());
    await world.handle(body);
    expect(JSON.stringify(world.table.rows())).toBe(rows);
  });

  it('covers the days that it saw whole, and no others', async () => {
    const world = listing('stripe');
    await world.chase();
    for (let hour = 0; hour < 50; hour += 1) {
      world.pass(60 * minute);
      await world.chase();
      await world.work();
    }
    expect(await world.coverage()).toEqual([{ from: '2026-11-13', until: '2026-11-13' }]);
  });

  it('goes on day by day after a long outage, so that no window is too large', async () => {
    const world = listing('paypal');
    await world.chase();
    await world.refund('P1');
    world.pass(40 * day);
    for (let turn = 0; turn < 50; turn += 1) {
      await world.chase();
      await world.work();
      world.pass(5 * minute);
    }
    expect(await world.refunds()).toBe(1);
  });
});
