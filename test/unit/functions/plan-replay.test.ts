import { beforeEach, describe, expect, it } from 'vitest';
import { refundCaseOpenedV1 } from '../../../events/refund-case-opened.v1.ts';
import { openRefundTasks } from '../../../functions/open-refund-tasks/open-refund-tasks.ts';
import { maskedBody } from '../../../functions/replay-dead-letters/masked-body.ts';
import { KeyOfOtherPlanError, planReplay } from '../../../functions/replay-dead-letters/plan-replay.ts';
import type { LetterSelection } from '../../../shared/domain/dead-letter.ts';
import { readDeadLetter } from '../../../shared/stores/dead-letter-store.ts';
import { writeEcomOrder } from '../../../shared/stores/ecom-order-store.ts';
import { shopIdSchema } from '../../../shared/stores/id-schemas.ts';
import { anEventBody, aReplayWorld, orderBody, type ReplayWorld } from './replay-world.ts';

let world: ReplayWorld;
beforeEach(() => {
  world = aReplayWorld();
});

const aLetter: ReplayWorld['store'] = (letterId, changes) => world.store(letterId, changes);
const plan: ReplayWorld['plan'] = (selection, ratePerSecond) => world.plan(selection, ratePerSecond);
const stateOf = async (letterId: string, queueName = 'reconciliation') =>
  (await readDeadLetter(world.table, { queueName, letterId }))?.state;
const audit = () => world.table.rows().filter(({ pk }) => pk.startsWith('AUDIT#'));

describe('a plan', () => {
  it('says how many go where and touches none of them', async () => {
    await aLetter('1');
    await aLetter('2', { queueName: 'unheard-of' });
    await aLetter('3', { kind: 'stream_record', queueName: 'failures', body: anEventBody() });
    const { plan: made } = await plan();
    expect(made.groups).toEqual([
      {
        queueName: 'reconciliation',
        destination: 'queue of reconcile-task',
        letterCount: 1,
        verdicts: { would_fail_again: 1 },
      },
      { queueName: 'unheard-of', destination: 'stays: queue_unknown', letterCount: 1, verdicts: { cannot_tell: 1 } },
      { queueName: 'failures', destination: 'bus', letterCount: 1, verdicts: { cannot_tell: 1 } },
    ]);
    expect(await Promise.all([stateOf('1'), stateOf('2', 'unheard-of')])).toEqual(['open', 'open']);
    expect(world.sent()).toEqual([]);
    expect(audit()).toEqual([]);
  });

  it.each<[string, LetterSelection, readonly string[]]>([
    ['a queue', { queue: 'reconciliation' }, ['1', '2']],
    ['a shop', { shopId: 'other' }, ['3']],
    ['an error', { errorCode: 'Timeout' }, ['2']],
    ['a time', { from: '2026-11-12T09:31:00.000Z' }, ['2', '3']],
    ['names', { letters: [{ queueName: 'reconciliation', letterId: '1' }] }, ['1']],
    ['all of these at once', { queue: 'reconciliation', errorCode: 'Timeout', to: '2026-11-12T09:30:30.000Z' }, []],
  ])('takes those that fit %s', async (_, selection, wanted) => {
    await aLetter('1');
    world.clock.advance(60_000);
    await aLetter('2', { attempts: [{ attempt: 5, failedAt: world.clock.now(), errorCode: 'Timeout' }] });
    await aLetter('3', { queueName: 'open-refund-tasks', shopId: 'other' });
    expect((await plan(selection)).plan.letters.map(({ letterId }) => letterId)).toEqual(wanted);
  });

  it('is made once for each key of its maker, however often and by however many at once it is asked for', async () => {
    await aLetter('1');
    const request = { selection: {}, ratePerSecond: 10, by: 'user-1', key: 'mine', maySee: () => true };
    const asked = await Promise.all([planReplay(world, request), planReplay(world, request)]);
    await aLetter('2');
    const later = await planReplay(world, request);
    expect(new Set([...asked, later].map(({ plan: { replayId } }) => replayId)).size).toBe(1);
    expect(later.plan.letters.map(({ letterId }) => letterId)).toEqual(['1']);
    await expect(planReplay(world, { ...request, ratePerSecond: 5 })).rejects.toThrow(KeyOfOtherPlanError);
    const ofSomebodyElse = await planReplay(world, { ...request, by: 'user-2' });
    expect(ofSomebodyElse.plan.letters).toHaveLength(2);
  });

  it('leaves letters out that its maker may not see', async () => {
    await aLetter('1');
    await aLetter('2', { shopId: 'other' });
    const maySee = (shopId: string | undefined) => shopId === 'demo';
    const { plan: made } = await planReplay(world, { selection: {}, ratePerSecond: 1, by: 'user-1', maySee });
    expect(made.letters.map(({ letterId }) => letterId)).toEqual(['1']);
  });
});

describe('the comparison with what is stored by now', () => {
  const verdicts = async () => (await plan()).plan.groups.flatMap((group) => Object.keys(group.verdicts));
  const event = refundCaseOpenedV1.schema.parse(JSON.parse(anEventBody()).detail);
  const ignoringQueue = { send: async () => undefined };

  it('says that nothing would change when every task of the event is there', async () => {
    await world.table.put({ pk: 'CASE#demo#CN-1', sk: 'CASE', schema: 1 });
    await aLetter('1', { queueName: 'open-refund-tasks', body: anEventBody() });
    expect(await verdicts()).toEqual(['would_do_its_work']);
    await openRefundTasks({ ...world, reconciliationQueue: ignoringQueue }, event);
    expect(await verdicts()).toEqual(['would_change_nothing']);
  });

  it('says that nothing would change when the refund sale of the event is open, and else that it cannot tell', async () => {
    await aLetter('1', { queueName: 'open-stock-effects', body: anEventBody() });
    expect(await verdicts()).toEqual(['cannot_tell']);
    await world.table.put({ pk: 'CASE#demo#CN-1', sk: 'EFFECT#SALE', schema: 1 });
    expect(await verdicts()).toEqual(['would_change_nothing']);
  });

  it('says that a message would fail again which nobody can read, or whose task is not there', async () => {
    await aLetter('1', { queueName: 'open-refund-tasks', body: 'not JSON' });
    await aLetter('2');
    expect(await verdicts()).toEqual(['would_fail_again', 'would_fail_again']);
  });

  it('tells a check that is due from one whose next is set already', async () => {
    await openRefundTasks({ ...world, reconciliationQueue: ignoringQueue }, event);
    await aLetter('1');
    expect(await verdicts()).toEqual(['would_change_nothing']);
    world.clock.advance(60_000);
    expect(await verdicts()).toEqual(['would_do_its_work']);
  });

  it('tells an order that was read since from one that nobody read', async () => {
    await world.store('1', { queueName: 'orders.fifo', body: orderBody });
    expect(await verdicts()).toEqual(['would_do_its_work']);
    const read = { version: 0, ecomOrderId: 1_000_001, fetchedAt: '2026-11-12T09:00:01.000Z' };
    await writeEcomOrder(world.table, shopIdSchema.parse('demo'), read);
    expect(await verdicts()).toEqual(['would_change_nothing']);
  });
});

describe('a body that is shown', () => {
  it('keeps ids, codes, times and amounts, and hides every other text', () => {
    expect(maskedBody(anEventBody())).toMatchObject({
      'detail-type': 'RefundCaseOpened.v1',
      detail: {
        metadata: { eventId: 'refund-case-opened/demo/CN-1', shopId: 'demo' },
        data: { orderNumber: 'ORD00123', currency: 'EUR', totalMinor: 1000, payments: [{ provider: 'paypal' }] },
      },
    });
    const personal = {
      customer: { name: 'Smith', email: 'smith@example.com', phone: 5551234 },
      orderNumber: 'A Smith',
    };
    expect(maskedBody(JSON.stringify(personal))).toEqual({
      customer: { name: '(5 characters hidden)', email: '(17 characters hidden)', phone: '(7 characters hidden)' },
      orderNumber: '(7 characters hidden)',
    });
    expect(maskedBody('Dear Smith')).toBe('(10 characters hidden)');
  });
});
