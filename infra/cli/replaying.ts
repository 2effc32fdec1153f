import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type AvoirClient, expected } from './avoir-client.ts';

/** A replay of dead letters as the system answers it. */
export const replaySchema = z.looseObject({
  replayId: z.string(),
  state: z.enum(['planned', 'running', 'done', 'cancelled']),
  letterCount: z.int(),
  hasMore: z.boolean(),
  ratePerSecond: z.number(),
  groups: z.array(
    z.object({
      queueName: z.string(),
      destination: z.string(),
      letterCount: z.int(),
      verdicts: z.record(z.string(), z.int()),
    }),
  ),
  doneCount: z.int(),
  sent: z.int(),
  skipped: z.int(),
  kept: z.int(),
  refused: z.int(),
  waitMilliseconds: z.number(),
});
/** One of them, parsed. */
export type Replay = z.infer<typeof replaySchema>;

/** Plans a replay of the letters that fit a selection; nothing is sent yet. */
export async function planReplay(
  client: AvoirClient,
  wanted: Readonly<{ selection: unknown; ratePerSecond: number }>,
): Promise<Replay> {
  return expected(replaySchema, await client.post('/dead-letters/replays', wanted));
}

/**
 * Sends what a replay has planned, slice after slice, and yields it as it stands after each. Whoever aborts `stop` ends it
 * after the slice that is under way, or with an `AbortError` in a pause; what was not sent waits as before.
 */
export async function* runReplay(client: AvoirClient, planned: Replay, stop: AbortSignal): AsyncGenerator<Replay> {
  const path = `/dead-letters/replays/${encodeURIComponent(planned.replayId)}/run`;
  let current = planned;
  while (current.state === 'planned' || current.state === 'running') {
    current = expected(replaySchema, await client.post(path, {}));
    yield current;
    if (stop.aborted) return;
    if (current.waitMilliseconds > 0) await sleep(current.waitMilliseconds, undefined, { signal: stop });
  }
}
