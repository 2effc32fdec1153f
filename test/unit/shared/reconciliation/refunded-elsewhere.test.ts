import { describe, expect, it } from 'vitest';
import { recordMatchDecision } from '../../../../functions/record-decision/decide-on-match.ts';
import { settleDifference } from '../../../../functions/record-decision/settle-difference.ts';
import type { MatchDecision } from '../../../../shared/domain/match-decision.ts';
import { listDifferences } from '../../../../shared/stores/difference-list.ts';
import { aShop } from '../../../support/orders.ts';
import { aProviderPayment, aProviderRefund, providerWorld } from '../../../support/provider-world.ts';

const graceMs = 49 * 3_600_000;
const paidAt = '2026-11-02T15:00:00.000Z';
const paid = (providerPaymentId: string, amountMinor: number) => ({
  kind: 'provider',
  provider: 'paypal',
  account: 'main',
  providerPaymentId,
  amountMinor,
  paidAt,
});
/** The order was paid by two payments; its credit note gives back the first. */
const twice = { payments: [paid('CAP-1', 1000), paid('CAP-2', 1500)] };
const second = aProviderPayment({ paymentId: 'CAP-2', amountMinor: 1500, references: ['ORD00123'] });
const onSecond = aProviderRefund({ paymentId: 'CAP-2' });
const elsewhere = 'refunded_elsewhere CN-1~1 1000';

const decide = async (world: ReturnType<typeof providerWorld>, decision: MatchDecision) => {
  const { table, clock, shopId } = world;
  const decider = { shop: { ...aShop(), shopId }, by: 'anna', isAdmin: false, seen: '*' };
  const [match] = (await world.task()).facts.matches ?? [];
  if (match === undefined) throw new Error('Nothing is proposed.');
  await recordMatchDecision({ table, clock }, decider, { matchId: match.matchId, decision, reason: 'so' });
};

async function refundedElsewhere() {
  const world = providerWorld();
  await world.credit({}, twice);
  await world.say({ payments: [second], refunds: [onSecond] });
  world.clock.advance(graceMs);
  await world.lookAtRefund(onSecond);
  return world;
}

describe('a refund through another payment of the order', () => {
  it('is proposed at once, and a difference that names both when no credit note of its own came', async () => {
    const world = providerWorld();
    await world.credit({}, twice);
    await world.say({ payments: [second], refunds: [onSecond] });
    expect((await world.task()).facts.matches).toMatchObject([{ state: 'proposed', amountMinor: 1000 }]);
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
    expect(await world.differences()).toEqual([]);
    world.clock.advance(graceMs);
    await world.lookAtRefund(onSecond);
    expect(await world.differences()).toEqual([elsewhere]);
    const { items } = await listDifferences(world.table, world.shopId, 10);
    expect(items[0]?.evidence).toEqual({
      paymentId: 'CAP-1',
      refundId: 'RF-1',
      otherPaymentId: 'CAP-2',
      otherAccount: 'paypal/main',
    });
  });

  it('is the same in whatever order its facts come, and however often', async () => {
    const credit = (world: ReturnType<typeof providerWorld>) => world.credit({}, twice);
    const pay = (world: ReturnType<typeof providerWorld>) => world.say({ payments: [second] });
    const refund = (world: ReturnType<typeof providerWorld>) => world.say({ refunds: [onSecond] }, 'report');
    const orders = [
      [credit, pay, refund],
      [credit, refund, pay],
      [pay, credit, refund],
      [pay, refund, credit],
      [refund, credit, pay],
      [refund, pay, credit],
    ];
    for (const steps of orders) {
      const world = providerWorld();
      for (const step of steps) await step(world);
      await refund(world);
      world.clock.advance(graceMs);
      for (let round = 0; round < 2; round += 1) {
        await world.look('CN-1');
        await world.lookAtRefund(onSecond);
        await world.look('CN-1');
        expect(await world.differences()).toEqual([elsewhere]);
      }
    }
  });

  it('settles the task when a person says yes', async () => {
    const world = await refundedElsewhere();
    await decide(world, 'confirm');
    expect((await world.task()).state).toEqual({ name: 'matched' });
    expect(await world.differences()).toEqual([]);
  });

  it('is a refund without credit note when a person says no, and is not brought up again', async () => {
    const world = await refundedElsewhere();
    await decide(world, 'reject');
    await world.look('CN-1');
    await world.lookAtRefund(onSecond);
    expect((await world.task()).state).toEqual({ name: 'awaiting_refund' });
    expect(await world.differences()).toEqual(['refund_without_credit_note paypal:main:RF-1 1000']);
  });

  it('is no longer one when the refund comes back', async () => {
    const world = await refundedElsewhere();
    await world.say({ refunds: [{ ...onSecond, status: 'returned', statusAt: '2026-11-20T10:00:00.000Z' }] });
    expect(await world.differences()).toEqual([]);
    expect((await world.task()).facts.matches).toBeUndefined();
  });

  it('is no longer one when its own credit note comes', async () => {
    const world = await refundedElsewhere();
    await world.credit({ creditNoteId: 'CN-2' }, twice, 2);
    expect((await world.task('CN-2', 2)).state).toEqual({ name: 'matched' });
    await world.look('CN-1');
    expect((await world.task()).facts.matches).toBeUndefined();
    expect(await world.differences()).toEqual([]);
  });

  it('is a refund without credit note once the payment itself gives the task back', async () => {
    const world = await refundedElsewhere();
    await world.say({ refunds: [aProviderRefund({ refundId: 'RF-2' })] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    await world.lookAtRefund(onSecond);
    expect(await world.differences()).toEqual(['refund_without_credit_note paypal:main:RF-1 1000']);
  });

  it('ends the task too when a person says that the customer was paid otherwise', async () => {
    const world = await refundedElsewhere();
    const { table, clock, shopId } = world;
    const [difference] = (await listDifferences(table, shopId, 10)).items;
    if (difference === undefined) throw new Error('No difference is open.');
    const decider = { shop: { ...aShop(), shopId }, by: 'anna', isAdmin: false, seen: '*' };
    const { differenceId } = difference;
    await settleDifference({ table, clock }, decider, { differenceId, ending: 'refunded_in_cash' });
    expect((await world.task()).state).toEqual({ name: 'closed_by_operator' });
  });
});
