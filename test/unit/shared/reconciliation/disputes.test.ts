import { describe, expect, it } from 'vitest';
import { aProviderRefund, providerWorld } from '../../../support/provider-world.ts';

describe('a dispute', () => {
  const dispute = aProviderRefund({ refundId: 'DP-1', kind: 'chargeback', status: 'pending' });

  it('failure mode 6: holds the task up while it is open, settles it when it is lost, and opens it when it is won', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [dispute] });
    expect((await world.task()).state).toEqual({ name: 'on_hold', reason: 'dispute_open' });
    await world.say({ refunds: [{ ...dispute, status: 'done', statusAt: '2026-11-20T10:00:00.000Z' }] });
    expect((await world.task()).state).toEqual({ name: 'settled_by_chargeback' });
    await world.say({ refunds: [{ ...dispute, status: 'canceled', statusAt: '2026-11-25T10:00:00.000Z' }] });
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
  });

  it('that was lost settles no more than it took, the older credit note first', async () => {
    const world = providerWorld();
    await world.credit();
    world.clock.advance(60_000);
    await world.credit({ creditNoteId: 'CN-2' });
    await world.say({ refunds: [{ ...dispute, status: 'done' }] });
    expect([(await world.task()).state, (await world.task('CN-2')).state]).toEqual([
      { name: 'settled_by_chargeback' },
      { name: 'awaiting_refund' },
    ]);
  });

  it('about money that was refunded is a difference that names both', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund()] });
    await world.say({ refunds: [dispute] });
    expect(await world.differences()).toEqual(['refund_and_chargeback CN-1~1 1000']);
  });

  it.each([
    ['before its refund is seen', true],
    ['after its refund was seen', false],
  ])('that was lost %s went back twice, and says how much', async (_, isLostFirst) => {
    const world = providerWorld();
    await world.credit();
    const lost = { ...dispute, status: 'done', amountMinor: 2500 } as const;
    for (const told of isLostFirst ? [lost, aProviderRefund()] : [aProviderRefund(), lost]) {
      await world.say({ refunds: [told] });
    }
    expect((await world.task()).state).toEqual({ name: 'matched' });
    expect(await world.differences()).toEqual(['refund_and_chargeback CN-1~1 1000']);
  });

  it('that was lost, and settles another task with all it took, is no second refund', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund()] });
    world.clock.advance(60_000);
    await world.credit({ creditNoteId: 'CN-2' });
    await world.say({ refunds: [{ ...dispute, status: 'done' }] });
    expect((await world.task('CN-2')).state).toEqual({ name: 'settled_by_chargeback' });
    expect(await world.differences()).toEqual([]);
  });
});
