import * as z from 'zod';
import type { LetterName } from '../../shared/domain/dead-letter.ts';
import type { Caller } from '../../shared/lambda/authenticate.ts';
import { type Endpoint, endpoint, ignored, type RequestHeaders } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { ProblemError } from '../../shared/lambda/problem.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import { readDeadLetter, type StoredLetter } from '../../shared/stores/dead-letter-store.ts';
import { letterIdSchema, letterSelectionSchema, queueNameSchema } from '../../shared/stores/letter-selection-schema.ts';
import { readReplay } from '../../shared/stores/replay-store.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { readLetterView, viewOfReplay } from './letter-view.ts';
import { KeyOfOtherPlanError, planReplay } from './plan-replay.ts';
import { cancelReplay, type ReplayDeadLettersDependencies, replayDeadLetters } from './replay-dead-letters.ts';

const letterPath = z.object({ queueName: queueNameSchema, letterId: letterIdSchema });
const replayPath = z.object({ replayId: z.string().regex(/^replay_[\w-]{1,60}$/, 'Not the id of a replay') });
const planBody = z.strictObject({
  selection: letterSelectionSchema.default({}),
  ratePerSecond: z.number().min(0.1).max(100).default(10),
});
const discardBody = z.strictObject({ reason: z.string().trim().min(3).max(500) });

function rethrown(error: unknown): never {
  if (!(error instanceof KeyOfOtherPlanError)) throw error;
  throw new ProblemError(409, 'conflicting_duplicate', 'This id was used for another content before.');
}

// Of the caller's own making; kept in the plan's row, so that a repetition is known for ever.
const keySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'From 1 to 200 visible characters')
  .optional();

function idempotencyKeyOf(headers: RequestHeaders = {}): string | undefined {
  const key = keySchema.safeParse(headers['idempotency-key']);
  if (key.success) return key.data;
  throw new ProblemError(400, 'idempotency_key_invalid', 'The header Idempotency-Key has 1 to 200 visible characters.');
}

/** A letter that somebody gave up, with who it was and why. */
export type DiscardedLetter = LetterName & Readonly<{ state: 'discarded'; discarded: StoredLetter['discarded'] }>;

const letterUnknown = () => new ProblemError(404, 'letter_unknown', 'There is no such dead letter.');
const replayUnknown = () => new ProblemError(404, 'replay_unknown', 'There is no such replay.');

const maySee = (caller: Caller | undefined, shopId: string | undefined): boolean =>
  caller !== undefined && (shopId === undefined ? caller.seesAllShops : caller.maySeeShop(shopId));

/** Every endpoint about single dead letters and their replays. What a caller's shops do not include does not exist for them. */
export function replayEndpoints(
  dependencies: ReplayDeadLettersDependencies & Readonly<{ ids: Ids }>,
): Readonly<Record<string, Endpoint>> {
  const { table, queues } = dependencies;
  const replayableQueues = new Map([...queues].map(([queueName, { functionName }]) => [queueName, functionName]));

  async function seenLetter(name: z.output<typeof letterPath>, caller: Caller | undefined) {
    const letter = await readDeadLetter(table, name);
    if (letter === undefined || !maySee(caller, letter.shopId)) throw letterUnknown();
    return letter;
  }

  async function seenReplay(replayId: string, caller: Caller | undefined) {
    const replay = await readReplay(table, replayId);
    if (!replay?.plan.shopIds.every((shopId) => maySee(caller, shopId))) throw replayUnknown();
    return replay;
  }

  const onReplay = (
    handle: (replay: Awaited<ReturnType<typeof seenReplay>>, by: string) => ReturnType<typeof answer>,
  ) =>
    endpoint({ path: replayPath, query: ignored, body: ignored }, async ({ path: { replayId }, caller }) =>
      handle(await seenReplay(replayId, caller), knownCaller(caller).subject),
    );
  const answer = async (replay: Awaited<ReturnType<typeof readReplay>>) => {
    if (replay === undefined) throw replayUnknown();
    return { status: 200, body: viewOfReplay(replay, dependencies.clock.now()) };
  };

  return {
    'GET /dead-letters/{queueName}/{letterId}': endpoint(
      { path: letterPath, query: ignored, body: ignored },
      async ({ path, caller }) => {
        const letter = await seenLetter(path, caller);
        return { status: 200, body: await readLetterView({ ...dependencies, replayableQueues }, letter) };
      },
    ),
    'POST /dead-letters/{queueName}/{letterId}/discard': endpoint(
      { path: letterPath, query: ignored, body: discardBody },
      async ({ path, body: { reason }, caller }) => {
        await seenLetter(path, caller);
        const letter = await discardDeadLetter(dependencies, path, { by: knownCaller(caller).subject, reason });
        if (letter === undefined) throw letterUnknown();
        const { state, discarded } = letter;
        if (state !== 'discarded') {
          throw new ProblemError(409, 'letter_not_open', 'The letter was replayed, or is being replayed.', { state });
        }
        const body: DiscardedLetter = { ...path, state, discarded };
        return { status: 200, body };
      },
    ),
    'POST /dead-letters/replays': endpoint(
      { path: ignored, query: ignored, body: planBody },
      async ({ body, caller, headers }) => {
        const by = knownCaller(caller).subject;
        const key = idempotencyKeyOf(headers);
        const request = { ...body, by, key, maySee: (shopId: string | undefined) => maySee(caller, shopId) };
        return answer(await planReplay({ ...dependencies, replayableQueues }, request).catch(rethrown));
      },
    ),
    'GET /dead-letters/replays/{replayId}': onReplay((replay) => answer(replay)),
    'POST /dead-letters/replays/{replayId}/run': onReplay(async (replay, by) =>
      answer(await replayDeadLetters(dependencies, replay, by)),
    ),
    'POST /dead-letters/replays/{replayId}/cancel': onReplay(async ({ plan }, by) =>
      answer(await cancelReplay(dependencies, plan.replayId, by)),
    ),
  };
}
