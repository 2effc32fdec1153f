import { storeDeadLetter } from '../../../shared/stores/dead-letter-store.ts';
import { apiWorld } from './api-world.ts';

const letter = '/dead-letters/{queueName}/{letterId}';
const replays = '/dead-letters/replays';
const body = JSON.stringify({ kind: 'reconcile_task', shopId: 'demo', caseId: 'CN-1', paymentNumber: 1 });

/** Letters that are looked at, given up, planned, sent back and left where they are. */
export async function letterStory() {
  const { call, given, table, clock } = await apiWorld();
  const seenAt = clock.now();
  const attempts = [{ attempt: 5, failedAt: seenAt, errorCode: 'UnknownRefundTaskError' }];
  const failed = {
    queueName: 'reconciliation',
    kind: 'queue_message',
    body,
    attempts,
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
  } as const;
  for (const letterId of ['L-1', 'L-2', 'L-3']) {
    await storeDeadLetter(table, { ...failed, letterId, shopId: 'demo', caseId: 'CN-1' });
  }
  const named = (letterId: string) => ({ path: { queueName: 'reconciliation', letterId } });
  const reason = { reason: 'the order was a test' };
  await call('GET /dead-letters');
  await call(`GET ${letter}`, named('L-1'));
  await call(`GET ${letter}`, named('L-9'));
  await call(`POST ${letter}/discard`, { ...named('L-1'), body: reason });
  await call(`POST ${letter}/discard`, { ...named('L-9'), body: reason });
  await call(`GET ${letter}`, named('L-1'));
  const key = { headers: { 'Idempotency-Key': 'of-monday' } };
  const only = { selection: { letters: [{ queueName: 'reconciliation', letterId: 'L-2' }] } };
  const planned = await call(`POST ${replays}`, { ...key, body: only });
  await call(`POST ${replays}`, { ...key, body: {} });
  await call(`POST ${replays}`, { headers: { 'Idempotency-Key': 'no key' }, body: {} });
  const path = { replayId: planned.body.replayId };
  await call(`GET ${replays}/{replayId}`, { path });
  await call(`POST ${replays}/{replayId}/run`, { path });
  await call(`GET ${letter}`, named('L-2'));
  await call(`POST ${letter}/discard`, { ...named('L-2'), body: reason });
  const other = await call(`POST ${replays}`, { body: {} });
  await call(`POST ${replays}/{replayId}/cancel`, { path: { replayId: other.body.replayId } });
  await call(`GET ${replays}/{replayId}`, { path: { replayId: 'replay_none' } });
  return given;
}
