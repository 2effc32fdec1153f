import * as z from 'zod';
import type { previewOfRevoking } from '../../../functions/record-decision/decide-on-match.ts';
import type { decidedMatch } from '../../../functions/record-decision/decision-answers.ts';
import { matchIdSchema, taskIdSchema } from '../../../shared/stores/id-schemas.ts';
import { matchRow } from '../../../shared/stores/match-store.ts';
import type { MatchView } from '../../../shared/views/case-view.ts';
import { component } from './component.ts';
import { taskState } from './task-answers.ts';

const shown = matchRow
  .omit({ schema: true, version: true })
  .extend({ etag: z.string().describe('What If-Match of the next decision has to say.') });

/** A pair of a refund task and a provider's refund. */
export const match = component<MatchView>()(
  'Match',
  'A refund task and a refund of the provider, with what speaks for the two and every state that the pair had.',
  shown,
);

/** A match after a decision about it. */
export const matchAfterDecision = component<ReturnType<typeof decidedMatch>>()(
  'DecidedMatch',
  'A match after a decision about it, with the state of its task.',
  shown.extend({ taskState }),
);

/** What taking a match back would do. */
export const revocation = component<NonNullable<Awaited<ReturnType<typeof previewOfRevoking>>>>()(
  'Revocation',
  'What taking a match back would reopen. Nothing is done.',
  z.object({
    matchId: matchIdSchema,
    taskId: taskIdSchema,
    wouldBe: z.enum(['revoked']),
    taskState,
    restMinor: z.int().describe('What the task would ask for again, in minor units.'),
    unexplainedMinor: z.int().describe('What nothing would explain of the refund, in minor units.'),
    currency: z.string(),
  }),
);
