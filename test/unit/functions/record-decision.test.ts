import { describe, expect, it } from 'vitest';
import { recordMatchDecision } from '../../../functions/record-decision/decide-on-match.ts';
import { identityOf } from '../../../shared/domain/provider-refund.ts';
import { restMinorOf } from '../../../shared/domain/refund-task.ts';
import { auditOfCase } from '../../../shared/stores/audit-store.ts';
import { readRefund } from '../../../shared/stores/provider-refund-store.ts';
import { decisionWorld, otherPayment } from '../../support/decision-world.ts';
import { id } from '../../support/orders.ts';
import { aProviderRefund } from '../../support/provider-world.ts';

const caseId = id.refundCase('CN-1');

describe('whoever takes a refund', () => {
  it('has it, and nobody else can take it meanwhile', async () => {
    const { decide, task } = await decisionWorld();
    expect(await decide({ kind: 'take' })).toMatchObject({ kind: 'decided' });
    expect((await task()).facts.taken).toMatchObject({ by: 'anna' });
    expect(await decide({ kind: 'take' }, 'ben')).toEqual({ kind: 'refused', code: 'task_taken' });
    expect(await decide({ kind: 'release' }, 'ben')).toEqual({ kind: 'refused', code: 'task_taken' });
  });

  it('takes it once, however often they press', async () => {
    const { decide, task } = await decisionWorld();
    await decide({ kind: 'take' });
    const { version } = await task();
    expect(await decide({ kind: 'take' }, 'anna', 'a tag of yesterday')).toMatchObject({ kind: 'decided' });
    expect((await task()).version).toBe(version);
  });

  it('may be away: an admin gives it back', async () => {
    const { decide, task } = await decisionWorld();
    await decide({ kind: 'take' });
    expect(await decide({ kind: 'release' }, 'chief', undefined, true)).toMatchObject({ kind: 'decided' });
    expect((await task()).facts.taken).toBeUndefined();
  });

  it('cannot take one that its provider has shown as refunded, nor one in dispute', async () => {
    const settled = await decisionWorld();
    await settled.say({ refunds: [aProviderRefund()] });
    expect(await settled.decide({ kind: 'take' })).toEqual({ kind: 'refused', code: 'task_not_open' });
    const disputed = await decisionWorld();
    await disputed.say({ refunds: [aProviderRefund({ kind: 'chargeback', status: 'pending', amountMinor: 2500 })] });
    expect(await disputed.decide({ kind: 'take' })).toEqual({ kind: 'refused', code: 'task_on_hold' });
  });
});

describe('a refund that somebody says they made', () => {
  const report = { kind: 'report', amountMinor: 1000, refundedOn: '2026-11-12', refundId: 'RF-9' } as const;

  it('is reported, and matched as soon as the provider shows the refund with that id', async () => {
    const { decide, task, say } = await decisionWorld();
    await decide(report);
    expect((await task()).state).toEqual({ name: 'reported' });
    await say({ refunds: [aProviderRefund({ refundId: 'RF-9', paymentId: undefined })] });
    expect((await task()).state).toEqual({ name: 'matched' });
  });

  it('is taken back as if it had not been said', async () => {
    const { decide, task } = await decisionWorld();
    await decide(report);
    await decide({ kind: 'unreport' });
    expect((await task()).state).toEqual({ name: 'awaiting_refund' });
  });

  it('was not made tomorrow, nor before the payment, nor by a refund that settles something else', async () => {
    const { decide, say, credit } = await decisionWorld();
    expect(await decide({ ...report, refundedOn: '2026-11-13' })).toEqual({
      kind: 'refused',
      code: 'report_in_future',
    });
    expect(await decide({ ...report, refundedOn: '2020-01-01' })).toEqual({
      kind: 'refused',
      code: 'report_before_payment',
    });
    await credit(
      { creditNoteId: 'CN-2', orderNumber: 'ORD00124' },
      { orderNumber: 'ORD00124', payments: otherPayment },
    );
    await say({ refunds: [aProviderRefund({ refundId: 'RF-9', paymentId: 'CAP-2' })] });
    expect(await decide(report)).toEqual({ kind: 'refused', code: 'refund_already_matched' });
  });

  it('is not said over what somebody else said since', async () => {
    const { decide, tag } = await decisionWorld();
    const seenBefore = await tag();
    await decide(report);
    const second = await decide({ ...report, amountMinor: 900 }, 'ben', seenBefore);
    expect(second).toEqual({ kind: 'stale', current: await tag() });
  });
});

describe('a task that a person closes', () => {
  it('failure mode 8: was given back outside the provider, which says how; it asks again once it is opened again', async () => {
    const { decide, task } = await decisionWorld();
    await decide({ kind: 'close', ending: 'refunded_by_transfer' });
    expect((await task()).state).toEqual({ name: 'closed_by_operator' });
    expect(await decide({ kind: 'take' })).toEqual({ kind: 'refused', code: 'task_closed' });
    await decide({ kind: 'reopen' });
    expect((await task()).state).toEqual({ name: 'awaiting_refund' });
  });

  it('leaves a line in the audit trail for each thing that was done, and none for what changed nothing', async () => {
    const { decide, table, shopId, clock } = await decisionWorld();
    await decide({ kind: 'take' });
    await decide({ kind: 'take' });
    clock.advance(1000);
    await decide({ kind: 'close', ending: 'exchanged', note: 'for a blue one' });
    const trail = await auditOfCase(table, shopId, caseId);
    expect(trail.map(({ action, by }) => `${action} ${by}`)).toEqual(['task_taken anna', 'task_closed anna']);
    expect(trail[1]?.details).toEqual({ ending: 'exchanged', note: 'for a blue one' });
  });
});

describe('a proposed match', () => {
  const short = aProviderRefund({ amountMinor: 900 });

  it('settles its part of the task once a person confirms it; the rest is still to be refunded', async () => {
    const { say, judge, task, differences } = await decisionWorld();
    await say({ refunds: [short] });
    expect(await differences()).toEqual(['amount_mismatch CN-1~1 100']);
    expect(await judge('confirm')).toMatchObject({ kind: 'decided', match: { state: 'confirmed', amountMinor: 900 } });
    const { facts, state } = await task();
    expect(state).toEqual({ name: 'awaiting_refund' });
    expect(facts.matches).toMatchObject([{ state: 'confirmed', amountMinor: 900, decidedByPerson: true }]);
    expect(await differences()).toEqual([]);
  });

  it('stays rejected, whatever the provider says and however often it is looked at', async () => {
    const { say, judge, task, look, proposed } = await decisionWorld();
    await say({ refunds: [short] });
    await judge('reject');
    await say({ refunds: [aProviderRefund({ amountMinor: 900, statusAt: '2026-11-12T11:00:00.000Z' })] }, 'report');
    await look('CN-1');
    expect((await task()).facts.matches).toMatchObject([{ state: 'rejected' }]);
    expect(await proposed()).toMatchObject({ state: 'rejected', history: [{ by: 'machine' }, { by: 'anna' }] });
  });

  it('is not confirmed over what changed since it was seen', async () => {
    const { say, judge, proposed } = await decisionWorld();
    await say({ refunds: [short] });
    expect(await judge('confirm', { seen: '7' })).toEqual({ kind: 'stale', current: '1' });
    expect(await proposed()).toMatchObject({ state: 'proposed' });
  });
});

describe('a confirmed match that a person takes back', () => {
  it('opens the task again and leaves its refund without explanation; the machine does not match them again', async () => {
    const { say, judge, task, table, shopId, look, lookAtRefund } = await decisionWorld();
    await say({ refunds: [aProviderRefund()] });
    expect((await task()).state).toEqual({ name: 'matched' });
    await judge('revoke');
    await look('CN-1');
    await lookAtRefund(aProviderRefund());
    expect((await task()).state).toEqual({ name: 'awaiting_refund' });
    expect((await readRefund(table, shopId, aProviderRefund()))?.allocations).toEqual([]);
  });

  it('may be confirmed by a person again', async () => {
    const { say, judge, task } = await decisionWorld();
    await say({ refunds: [aProviderRefund()] });
    await judge('revoke');
    await judge('confirm');
    expect((await task()).state).toEqual({ name: 'matched' });
  });
});

describe('a pair that a person puts together', () => {
  const unlinked = (refundId: string, amountMinor: number) =>
    aProviderRefund({ refundId, amountMinor, paymentId: 'CAP-9' });

  it('settles the task, also by several refunds, each with its part', async () => {
    const { say, judge, task } = await decisionWorld();
    await say({ refunds: [unlinked('RF-1', 600), unlinked('RF-2', 600)] });
    await judge('confirm', { refundId: 'RF-1' });
    await judge('confirm', { refundId: 'RF-2' });
    const { facts, state } = await task();
    expect(state).toEqual({ name: 'matched' });
    expect(facts.matches?.map(({ amountMinor }) => amountMinor)).toEqual([600, 400]);
  });

  it('gives no task more than it asks for, and takes no refund twice', async () => {
    const { say, judge, credit, shop, table, clock } = await decisionWorld();
    await credit(
      { creditNoteId: 'CN-2', orderNumber: 'ORD00124' },
      { orderNumber: 'ORD00124', payments: otherPayment },
    );
    await say({ refunds: [unlinked('RF-1', 1000), unlinked('RF-2', 1000)] });
    await judge('confirm', { refundId: 'RF-1' });
    expect(await judge('confirm', { refundId: 'RF-2' })).toEqual({ kind: 'refused', code: 'task_settled' });
    const other = id.match(`CN-2~1~${identityOf(unlinked('RF-1', 1000))}`);
    const decider = { shop, by: 'anna', isAdmin: false, seen: undefined };
    expect(await recordMatchDecision({ table, clock }, decider, { matchId: other, decision: 'confirm' })).toEqual({
      kind: 'refused',
      code: 'refund_already_matched',
    });
  });

  it('stays as the person said where both sides have something left: the machine neither changes it nor adds to it', async () => {
    const world = await decisionWorld({ providers: [{ provider: 'paypal', account: 'main', exclusive: true }] });
    const refund = aProviderRefund({ refundId: 'RF-20', amountMinor: 2000 });
    await world.say({ refunds: [refund] });
    await world.judge('confirm', { refundId: 'RF-20', amountMinor: 600 });
    world.clock.advance(3 * 24 * 3600 * 1000);
    await world.look('CN-1');
    await world.lookAtRefund(refund);
    await world.match(refund);
    const { facts, state } = await world.task();
    expect(facts.matches).toMatchObject([{ state: 'confirmed', amountMinor: 600, decidedByPerson: true }]);
    expect([state.name, restMinorOf(facts)]).toEqual(['awaiting_refund', 400]);
    expect((await world.proposed('RF-20'))?.state).toBe('confirmed');
    expect(await world.differences()).toEqual([`refund_without_credit_note ${identityOf(refund)} 1400`]);
  });

  it('leaves the rest of a larger refund without explanation, and finds nothing wrong with the part', async () => {
    const world = await decisionWorld({ providers: [{ provider: 'paypal', account: 'main', exclusive: true }] });
    const refund = unlinked('RF-20', 2500);
    await world.say({ refunds: [refund] });
    await world.judge('confirm', { refundId: 'RF-20', amountMinor: 1000 });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    world.clock.advance(20 * 24 * 3600 * 1000);
    await world.lookAtRefund(refund);
    await world.look('CN-1');
    expect(await world.differences()).toEqual([`refund_without_credit_note ${identityOf(refund)} 1500`]);
    await world.credit({ creditNoteId: 'CN-2', orderNumber: 'ORD00124' }, { orderNumber: 'ORD00124' });
    const other = id.match(`CN-2~1~${identityOf(refund)}`);
    await recordMatchDecision(world, world.decider('anna', undefined), { matchId: other, decision: 'confirm' });
    await world.lookAtRefund(refund);
    expect(await world.differences()).toEqual([`refund_without_credit_note ${identityOf(refund)} 500`]);
    expect((await world.task()).state).toEqual({ name: 'matched' });
  });
});
