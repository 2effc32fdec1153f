import * as z from 'zod';
import type { decidedDifference } from '../../../functions/record-decision/decision-answers.ts';
import {
  concernedParties,
  differenceEndings,
  differenceRules,
  suggestedActions,
} from '../../../shared/domain/difference.ts';
import { differenceRow } from '../../../shared/stores/difference-store.ts';
import type { DifferenceView } from '../../../shared/views/difference-view.ts';
import { component } from './component.ts';

const etag = z.string().describe('What If-Match of the next decision has to say.');
const reason = differenceRow.shape.reason.meta({ enum: Object.keys(differenceRules).toSorted() });

/** Something that somebody must decide on. */
export const difference = component<DifferenceView>()(
  'Difference',
  'Something that somebody must decide on; amountMinor is the amount at risk, evidence what shows it.',
  differenceRow.omit({ schema: true, version: true, bookings: true }).extend({
    reason,
    etag,
    concerns: z.enum(concernedParties),
    action: z.enum(suggestedActions),
    endings: z.array(z.enum(differenceEndings)),
  }),
);

/** A difference after a decision about it. */
export const differenceAfterDecision = component<ReturnType<typeof decidedDifference>>()(
  'DecidedDifference',
  'A difference after a decision about it.',
  differenceRow.pick({ differenceId: true, state: true, settlement: true }).extend({ reason, etag }),
);
