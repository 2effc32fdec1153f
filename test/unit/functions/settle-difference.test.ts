import { describe, expect, it } from 'vitest';
import { reopenDifference, settleDifference } from '../../../functions/record-decision/settle-difference.ts';
import { decisionWorld } from '../../support/decision-world.ts';
import { aProviderRefund } from '../../support/provider-world.ts';

describe('a difference that a person settles', () => {
  it('ends with its task, which has nothing left to refund', async () => {
    const { clock, look, task, difference, decider, ...rest } = await decisionWorld();
    clock.advance(20 * 24 * 3600 * 1000);
    await look('CN-1');
    const open = await difference();
    if (open === undefined) throw new Error('Nothing is overdue.');
    const { differenceId } = open;
    const said = { differenceId, ending: 'refunded_in_cash', note: 'at the counter' } as const;
    expect(await settleDifference({ clock, ...rest }, decider('anna', undefined), said)).toEqual({
      kind: 'tag_required',
    });
    const outcome = await settleDifference({ clock, ...rest }, decider('anna', '1'), said);
    expect(outcome).toMatchObject({ kind: 'decided', difference: { state: 'settled' } });
    expect((await task()).state).toEqual({ name: 'closed_by_operator' });
    expect(await difference()).toBeUndefined();
    // Again, with what they saw then: the answer of the first time.
    expect(await settleDifference({ clock, ...rest }, decider('anna', '1'), said)).toEqual(outcome);

    const putBack = { differenceId, reason: 'it was another customer' };
    await reopenDifference({ clock, ...rest }, decider('anna', '2'), putBack);
    expect((await task()).state).toEqual({ name: 'awaiting_refund' });
    expect(await difference()).toMatchObject({ state: 'open' });
    expect(await difference()).not.toHaveProperty('settlement');
  });

  it('above the limit of the shop waits for a second person', async () => {
    const { say, clock, lookAtRefund, difference, decider, ...rest } = await decisionWorld({ writeOffLimitMinor: 500 });
    await say({ refunds: [aProviderRefund()] });
    clock.advance(1000);
    await say({ refunds: [aProviderRefund({ refundId: 'RF-2' })] });
    clock.advance(3 * 24 * 3600 * 1000);
    await lookAtRefund(aProviderRefund({ refundId: 'RF-2' }));
    const open = await difference();
    if (open === undefined) throw new Error('The second refund is no difference.');
    const said = { differenceId: open.differenceId, ending: 'written_off' } as const;
    const first = await settleDifference({ clock, ...rest }, decider('anna', '1'), said);
    expect(first).toMatchObject({ kind: 'decided', difference: { state: 'open', settlement: { by: 'anna' } } });
    clock.advance(1000);
    expect(await settleDifference({ clock, ...rest }, decider('anna', '2'), said)).toMatchObject({
      difference: { state: 'open' },
    });
    expect(await settleDifference({ clock, ...rest }, decider('ben', '2'), said)).toMatchObject({
      difference: { state: 'settled', settlement: { by: 'anna', confirmedBy: 'ben' } },
    });
  });

  it('ends only as its kind may end', async () => {
    const { clock, look, difference, decider, ...rest } = await decisionWorld();
    clock.advance(20 * 24 * 3600 * 1000);
    await look('CN-1');
    const open = await difference();
    if (open === undefined) throw new Error('Nothing is overdue.');
    const said = { differenceId: open.differenceId, ending: 'goodwill_kept' } as const;
    expect(await settleDifference({ clock, ...rest }, decider('anna', '1'), said)).toEqual({
      kind: 'refused',
      code: 'ending_not_allowed',
    });
  });
});
