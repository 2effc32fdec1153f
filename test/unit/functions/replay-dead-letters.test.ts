import { beforeEach, describe, expect, it } from 'vitest';
import { discardDeadLetter } from '../../../functions/replay-dead-letters/discard-dead-letter.ts';
import { cancelReplay, replayDeadLetters } from '../../../functions/replay-dead-letters/replay-dead-letters.ts';
import { QueueUnavailableError } from '../../../shared/ports/queue.ts';
import { listDeadLetters, readDeadLetter, reopenDeadLetter } from '../../../shared/stores/dead-letter-store.ts';
import { readReplay, type StoredReplay } from '../../../shared/stores/replay-store.ts';
import { anEventBody, aReplayWorld, orderBody, type ReplayWorld, taskBody } from './replay-world.ts';

let world: ReplayWorld;
beforeEach(() => {
  world = aReplayWorld();
});

const aLetter: ReplayWorld['store'] = (letterId, changes) => world.store(letterId, changes);
const plan: ReplayWorld['plan'] = (selection, ratePerSecond) => world.plan(selection, ratePerSecond);

async function run(replay: StoredReplay): Promise<StoredReplay> {
  let current = replay;
  while (current.progress.state !== 'done') {
    current = await replayDeadLetters(world, current, 'user-1');
    world.clock.advance(1_000);
  }
  return current;
}

const stateOf = async (letterId: string, queueName = 'reconciliation') =>
  (await readDeadLetter(world.table, { queueName, letterId }))?.state;
const audit = () => world.table.rows().filter(({ pk }) => pk.startsWith('AUDIT#'));

describe('a run', () => {
  it('sends each letter back to its queue, once, with the letter it is for', async () => {
    await aLetter('1');
    const done = await run(await plan());
    expect(done.progress.counts).toEqual({ sent: 1, skipped: 0, kept: 0, refused: 0 });
    expect(world.sent()).toEqual([{ body: taskBody, attributes: { DeadLetter: 'reconciliation/1' } }]);
    expect(await stateOf('1')).toBe('replayed');
    expect((await listDeadLetters(world.table, 100)).items).toEqual([]);
  });

  it('sends nothing more when it is asked for again, and another replay finds nothing to send', async () => {
    await aLetter('1');
    const [first, second] = [await plan(), await plan()];
    await run(await run(first));
    expect((await run(second)).progress.counts).toMatchObject({ sent: 0, skipped: 1 });
    expect(world.sent()).toHaveLength(1);
  });

  it('publishes what the stream carried, as it was first published', async () => {
    await aLetter('7', { kind: 'stream_record', queueName: 'failures', body: anEventBody() });
    await run(await plan());
    expect(world.published()).toMatchObject([{ source: 'avoir', detailType: 'RefundCaseOpened.v1' }]);
    expect(JSON.parse(world.published()[0]?.detail ?? '')).toEqual(JSON.parse(anEventBody()).detail);
  });

  it('takes an undelivered event to the one queue that did not get it', async () => {
    await aLetter('e-1', {
      kind: 'undelivered_event',
      queueName: 'a-dead-letter-queue',
      targetQueueName: 'reconciliation',
    });
    await run(await plan());
    expect(world.sent()).toHaveLength(1);
    expect(world.published()).toEqual([]);
  });

  it('puts a letter of a queue that keeps an order back behind those of its group', async () => {
    await aLetter('o-1', { queueName: 'orders.fifo', body: orderBody });
    const { plan: planned } = await run(await plan());
    expect(world.sent()).toMatchObject([
      { body: orderBody, groupId: 'demo#1000001', deduplicationId: `${planned.replayId}~o-1` },
    ]);
  });

  it('settles a missed schedule without sending anything: the next run does it', async () => {
    await aLetter('s-1', { kind: 'undelivered_schedule', queueName: 'missed', body: '{}' });
    expect((await run(await plan())).progress.counts.sent).toBe(1);
    expect([world.sent(), world.published(), await stateOf('s-1', 'missed')]).toEqual([[], [], 'replayed']);
  });

  it('keeps what it can take nowhere', async () => {
    await aLetter('1', { queueName: 'unheard-of' });
    const failure = { requestContext: { condition: 'x' }, DDBStreamBatchInfo: { shardId: 'shard-1' } };
    await aLetter('2', { queueName: 'failures', body: JSON.stringify(failure) });
    expect((await run(await plan())).progress.counts).toMatchObject({ sent: 0, kept: 2 });
    expect((await listDeadLetters(world.table, 100)).items).toHaveLength(2);
  });

  it('opens a letter again that the bus refuses, with its code', async () => {
    await aLetter('7', { kind: 'stream_record', queueName: 'failures', body: anEventBody() });
    world.bus.publish = async () => [{ published: false, code: 'InternalException' }];
    expect((await run(await plan())).progress.counts).toMatchObject({ sent: 0, refused: 1 });
    expect(await readDeadLetter(world.table, { queueName: 'failures', letterId: '7' })).toMatchObject({
      state: 'open',
      attempts: [{ attempt: 5 }, { attempt: 6, errorCode: 'InternalException' }],
    });
  });

  it('goes on after the queue was away, and counts each letter once', async () => {
    await aLetter('1');
    await aLetter('2');
    const planned = await plan();
    world.failNextSend(new QueueUnavailableError('Away.'));
    await expect(replayDeadLetters(world, planned, 'user-1')).rejects.toBeInstanceOf(QueueUnavailableError);
    world.clock.advance(20_000);
    const again = await readReplay(world.table, planned.plan.replayId);
    const done = await run(again ?? planned);
    expect(done.progress.counts).toEqual({ sent: 2, skipped: 0, kept: 0, refused: 0 });
  });

  it('keeps to its rate, however often it is asked', async () => {
    for (const letterId of ['1', '2', '3', '4', '5']) await aLetter(letterId);
    let replay = await plan({}, 2);
    for (let asking = 0; asking < 5; asking += 1) replay = await replayDeadLetters(world, replay, 'user-1');
    expect(world.sent()).toHaveLength(2);
    world.clock.advance(1_000);
    replay = await replayDeadLetters(world, replay, 'user-1');
    expect([world.sent().length, replay.progress.state]).toEqual([4, 'running']);
  });

  it('is not done by two at once: the second waits for the slice of the first', async () => {
    for (const letterId of ['1', '2', '3']) await aLetter(letterId);
    const replay = await plan();
    await Promise.all([replayDeadLetters(world, replay, 'user-1'), replayDeadLetters(world, replay, 'user-2')]);
    expect(world.sent()).toHaveLength(3);
  });

  it('sends nothing more once it is cancelled', async () => {
    for (const letterId of ['1', '2', '3']) await aLetter(letterId);
    const replay = await replayDeadLetters(world, await plan({}, 1), 'user-1');
    const cancelled = await cancelReplay(world, replay.plan.replayId, 'user-2');
    world.clock.advance(60_000);
    expect(await replayDeadLetters(world, cancelled ?? replay, 'user-1')).toMatchObject({
      progress: { state: 'cancelled', next: 1 },
    });
    expect(world.sent()).toHaveLength(1);
    expect((await listDeadLetters(world.table, 100)).items).toHaveLength(2);
  });

  it('is in the audit with who, when and where to', async () => {
    await aLetter('1');
    const { plan: made } = await run(await plan());
    const by = { by: 'user-1', at: '2026-11-12T09:30:00.000Z' };
    const details = { replayId: made.replayId, destination: 'queue of reconcile-task' };
    expect(audit()).toEqual([
      expect.objectContaining({ ...by, pk: 'AUDIT#*', action: 'replay_started', subject: made.replayId }),
      expect.objectContaining({ ...by, pk: 'AUDIT#demo', action: 'dead_letter_replayed', details }),
    ]);
  });
});

describe('a letter whose replay died again', () => {
  it('is open with its history, and the next replay takes it', async () => {
    const { queueName, letterId } = await aLetter('1');
    await run(await plan());
    const attempts = [{ attempt: 1, failedAt: world.clock.now(), errorCode: 'Timeout' }];
    await reopenDeadLetter(
      world.table,
      { queueName, letterId },
      { messageId: 'm-2', attempts, lastSeenAt: world.clock.now() },
    );
    expect(await readDeadLetter(world.table, { queueName, letterId })).toMatchObject({
      state: 'open',
      attempts: [{ errorCode: 'UnknownRefundTaskError' }, { errorCode: 'Timeout' }],
      replays: [{ by: 'user-1' }],
    });
    await run(await plan());
    expect(world.sent()).toHaveLength(2);
  });
});

describe('discarding', () => {
  it('ends a letter with a reason, once, and for the audit', async () => {
    const name = await aLetter('1');
    const why = { by: 'user-1', reason: 'A test order' };
    expect(await discardDeadLetter(world, name, why)).toMatchObject({ state: 'discarded', discarded: why });
    await discardDeadLetter(world, name, { by: 'user-2', reason: 'Another reason' });
    expect(audit()).toMatchObject([
      { action: 'dead_letter_discarded', by: 'user-1', details: { reason: 'A test order' } },
    ]);
    expect((await run(await plan({ letters: [name] }))).plan.letters).toEqual([]);
  });

  it('does not end one that went back', async () => {
    const name = await aLetter('1');
    await run(await plan());
    expect(await discardDeadLetter(world, name, { by: 'user-1', reason: 'Too late' })).toMatchObject({
      state: 'replayed',
    });
  });
});
