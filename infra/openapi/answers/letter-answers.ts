import * as z from 'zod';
import { comparisonVerdicts } from '../../../functions/replay-dead-letters/compare-with-state.ts';
import type { LetterView, viewOfReplay } from '../../../functions/replay-dead-letters/letter-view.ts';
import type { DiscardedLetter } from '../../../functions/replay-dead-letters/replay-endpoints.ts';
import { letterRow } from '../../../shared/stores/dead-letter-store.ts';
import { planRow, progressRow } from '../../../shared/stores/replay-store.ts';
import type { LetterSummary } from '../../../shared/views/letter-summary.ts';
import { component } from './component.ts';

const summary = letterRow.pick({
  queueName: true,
  letterId: true,
  kind: true,
  state: true,
  attempts: true,
  firstSeenAt: true,
  lastSeenAt: true,
  shopId: true,
  caseId: true,
  orderNumber: true,
  replays: true,
});

/** A dead letter as a list shows it. */
export const letterSummary = component<LetterSummary>()(
  'DeadLetterSummary',
  'A piece of work that exhausted its retries, as a list shows it.',
  summary,
);

/** A dead letter whole. */
export const deadLetter = component<LetterView>()(
  'DeadLetter',
  'A piece of work that exhausted its retries: why each try failed, where a replay would take it, and what that would do.',
  summary.extend({
    destination: z.string(),
    comparison: z.object({ verdict: z.enum(comparisonVerdicts), because: z.string() }),
    claim: letterRow.shape.claim,
    discarded: letterRow.shape.discarded,
    body: z.unknown().describe('As it was, with every text masked that is no id, code, time or amount.'),
  }),
);

/** A dead letter that was given up. */
export const discardedLetter = component<DiscardedLetter>()(
  'DiscardedLetter',
  'A dead letter that somebody gave up, with who it was and why.',
  letterRow.pick({ queueName: true, letterId: true, discarded: true }).extend({ state: z.literal('discarded') }),
);

/** A replay, and how far it is. */
export const replay = component<ReturnType<typeof viewOfReplay>>()(
  'Replay',
  'A replay: which letters it sends, what that would do as far as could be told, and how far it is.',
  planRow.omit({ schema: true, letters: true, shopIds: true }).extend({
    state: progressRow.shape.state,
    letterCount: z.int(),
    doneCount: z.int(),
    ...progressRow.shape.counts.shape,
    waitMilliseconds: z.number().describe('How long to wait before it is asked to go on.'),
  }),
);
