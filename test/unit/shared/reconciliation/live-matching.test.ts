import { describe, expect, it } from 'vitest';
import { readRefund } from '../../../../shared/stores/provider-refund-store.ts';
import { aProviderPayment, aProviderRefund, paidWithoutId, providerWorld } from '../../../support/provider-world.ts';

const order = (number: string) => ({ orderNumber: number, payments: paidWithoutId });

describe('a refund that a provider shows', () => {
  it('settles the task of its payment', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund()] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    expect(await world.differences()).toEqual([]);
  });

  it('settles it as well when it was there before the credit note', async () => {
    const world = providerWorld();
    await world.say({ refunds: [aProviderRefund()] });
    await world.credit();
    expect((await world.task()).state).toEqual({ name: 'matched' });
  });

  it('settles nothing twice, by whatever channel and however often it is told', async () => {
    const world = providerWorld();
    await world.credit();
    for (const channel of ['webhook', 'poll', 'report', 'webhook'] as const) {
      await world.say({ refunds: [aProviderRefund()] }, channel);
    }
    await world.look('CN-1');
    const { facts, version } = await world.task();
    expect(facts.matches).toHaveLength(1);
    await world.match(aProviderRefund());
    expect((await world.task()).version).toBe(version);
  });

  it('is found over the payment that names the order, where eCom knows no id', async () => {
    const world = providerWorld();
    await world.say({ payments: [aProviderPayment({ references: ['Order ORD00123 of our shop'] })] });
    await world.credit({}, order('ORD00123'));
    expect((await world.task()).facts.located).toMatchObject({ paymentId: 'CAP-1', by: 'reference' });
    await world.say({ refunds: [aProviderRefund()] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
  });

  it('is found over the payment of that value, customer and day, which then belongs to that order alone', async () => {
    const world = providerWorld();
    await world.say({ payments: [aProviderPayment()] });
    await world.credit({}, order('ORD00123'));
    expect((await world.task()).facts.located).toMatchObject({ paymentId: 'CAP-1', by: 'value' });
    await world.credit({ creditNoteId: 'CN-2', orderNumber: 'ORD00124' }, order('ORD00124'));
    expect((await world.task('CN-2')).facts.located).toBeUndefined();
    await world.say({ refunds: [aProviderRefund()] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    expect((await world.task('CN-2')).state).toEqual({ name: 'awaiting_refund' });
  });

  it('of another amount is proposed, and somebody must decide', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund({ amountMinor: 900 })] });
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
    expect((await world.task()).facts.matches).toMatchObject([{ state: 'proposed', amountMinor: 900 }]);
    expect(await world.differences()).toEqual(['amount_mismatch CN-1~1 100']);
    await world.say({
      refunds: [aProviderRefund({ amountMinor: 900, status: 'failed', statusAt: '2026-11-13T10:00:00.000Z' })],
    });
    expect((await world.task()).facts.matches).toBeUndefined();
    expect(await world.differences()).toEqual([]);
  });

  it('that is not finished is waited for, and settles the task when it is', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund({ status: 'pending' })] });
    expect((await world.task()).state).toEqual({ name: 'pending_at_provider' });
    await world.say({ refunds: [aProviderRefund({ statusAt: '2026-11-13T10:00:00.000Z' })] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
  });

  it('failure mode 4: that comes back after it was done opens the task again, and says so', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund()] });
    await world.say({ refunds: [aProviderRefund({ status: 'returned', statusAt: '2026-11-15T10:00:00.000Z' })] });
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
    expect(await world.differences()).toEqual(['refund_returned CN-1~1 1000']);
    await world.say({
      refunds: [aProviderRefund({ refundId: 'RF-2', createdAt: '2026-11-16T10:00:00.000Z' })],
    });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    expect(await world.differences()).toEqual([]);
  });

  it('failure mode 1: that an old report shows as it was is not put back', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund({ status: 'failed', statusAt: '2026-11-15T10:00:00.000Z' })] });
    await world.say({ refunds: [aProviderRefund()] }, 'report');
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
  });

  it('failure mode 13: two of them settle one task, and one settles two', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({
      refunds: [aProviderRefund({ amountMinor: 400 }), aProviderRefund({ refundId: 'RF-2', amountMinor: 600 })],
    });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    const other = providerWorld();
    await other.credit();
    await other.credit({ creditNoteId: 'CN-2', lines: [], refundShipping: true });
    await other.say({ refunds: [aProviderRefund({ amountMinor: 1500 })] });
    expect([(await other.task()).state, (await other.task('CN-2')).state]).toEqual([
      { name: 'matched' },
      { name: 'matched' },
    ]);
  });
});

describe('a second refund', () => {
  const first = aProviderRefund();
  const second = aProviderRefund({ refundId: 'RF-2', createdAt: '2026-11-12T11:00:00.000Z' });

  it('failure mode 12: is a duplicate once a late credit note can no longer explain it', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [first, second] });
    expect(await world.differences()).toEqual([]);
    world.clock.advance(50 * 3600 * 1000);
    await world.match(second);
    expect(await world.differences()).toEqual(['duplicate_refund paypal:main:RF-2 1000']);
  });

  it('is explained by the credit note that comes after it', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [first, second] });
    world.clock.advance(50 * 3600 * 1000);
    await world.match(second);
    await world.credit({ creditNoteId: 'CN-2' });
    expect((await world.task('CN-2')).state).toEqual({ name: 'matched' });
    await world.match(second);
    expect(await world.differences()).toEqual([]);
  });
});

describe('a refund that succeeds after another one took its place', () => {
  it('is a second one', async () => {
    const world = providerWorld();
    await world.credit();
    await world.say({ refunds: [aProviderRefund({ status: 'failed' })] });
    await world.say({ refunds: [aProviderRefund({ refundId: 'RF-2' })] });
    const late = aProviderRefund({ statusAt: '2026-11-13T10:00:00.000Z' });
    await world.say({ refunds: [late] });
    world.clock.advance(50 * 3600 * 1000);
    await world.match(late);
    await world.match(aProviderRefund({ refundId: 'RF-2' }));
    expect((await world.task()).state).toEqual({ name: 'matched' });
    const differences = await world.differences();
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatch(/^duplicate_refund paypal:main:RF-[12] 1000$/);
  });
});

describe('a refund without a credit note', () => {
  const refund = aProviderRefund({ references: ['ORD00999'], paymentId: 'CAP-9' });

  it('is a difference after the grace, if it is the shop’s', async () => {
    const world = providerWorld();
    await world.say({ refunds: [refund] });
    expect(await world.differences()).toEqual([]);
    world.clock.advance(50 * 3600 * 1000);
    await world.match(refund);
    expect(await world.differences()).toEqual(['refund_without_credit_note paypal:main:RF-1 1000']);
  });

  it('is looked at until it is judged, and left alone from then on', async () => {
    const world = providerWorld();
    const identity = { provider: 'paypal', account: 'main', refundId: 'RF-1' };
    await world.say({ refunds: [refund] });
    const nextLooks: (string | undefined)[] = [];
    for (let looks = 0; looks < 12; looks += 1) {
      const at = (await readRefund(world.table, world.shopId, identity))?.nextCheckAt;
      nextLooks.push(at);
      if (at === undefined) break;
      world.clock.advanceTo(Date.parse(at));
      await world.lookAtRefund(identity);
    }
    expect(nextLooks.at(-1)).toBeUndefined();
    expect(nextLooks.length).toBeLessThan(12);
    expect(await world.differences()).toEqual(['refund_without_credit_note paypal:main:RF-1 1000']);
  });

  it('is none of the shop’s where nothing says so', async () => {
    const world = providerWorld();
    const foreign = aProviderRefund({ paymentId: 'CAP-9' });
    await world.say({ refunds: [foreign] });
    world.clock.advance(50 * 3600 * 1000);
    await world.match(foreign);
    expect(await world.differences()).toEqual([]);
  });
});

describe('a task whose day has passed', () => {
  it('is a difference until its refund is seen', async () => {
    const world = providerWorld();
    await world.credit();
    world.clock.advance(16 * 24 * 3600 * 1000);
    await world.look('CN-1');
    expect(await world.differences()).toEqual(['credit_note_without_refund CN-1~1 1000']);
    await world.say({ refunds: [aProviderRefund({ createdAt: world.clock.now(), statusAt: world.clock.now() })] });
    expect(await world.differences()).toEqual([]);
  });
});
