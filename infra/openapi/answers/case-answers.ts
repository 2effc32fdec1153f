import * as z from 'zod';
import type { AnsweredCase } from '../../../functions/answer-case/answer-endpoint.ts';
import type { AcceptedCase } from '../../../shared/acceptance/answer.ts';
import { caseAnswers } from '../../../shared/domain/case-answer.ts';
import { caseStandings } from '../../../shared/domain/observed-case.ts';
import { observedPaymentStatuses } from '../../../shared/domain/observed-order.ts';
import { auditRow } from '../../../shared/stores/audit-store.ts';
import { cardCheckRow } from '../../../shared/stores/card-check-store.ts';
import { caseIdSchema, orderNumberSchema } from '../../../shared/stores/id-schemas.ts';
import { returnSchema } from '../../../shared/stores/observation-store.ts';
import { plannedPaymentSchema } from '../../../shared/stores/planned-payment-schema.ts';
import { plannedLineSchema, planSchema, reasonSchema } from '../../../shared/stores/refund-case-store.ts';
import type { CaseSummary, CaseView } from '../../../shared/views/case-view.ts';
import { component, components } from './component.ts';
import { difference } from './difference-answers.ts';
import { match } from './match-answers.ts';
import { caseQuestion } from './question-answer.ts';
import { stockEffect } from './stock-answer.ts';
import { refundTask } from './task-answers.ts';

components.add(plannedLineSchema, { id: 'PlannedLine' });
components.add(plannedPaymentSchema, { id: 'PlannedPayment' });
const { origin, orderNumber, currency, totalMinor, issuedAt, dueOn, notes } = planSchema.shape;

/** A case as a list shows it. */
export const caseSummary = component<CaseSummary>()(
  'CaseSummary',
  'One credit note or cancellation, as a list shows it.',
  z.object({
    caseId: caseIdSchema,
    standing: z.enum(caseStandings),
    origin,
    orderNumber,
    currency,
    totalMinor,
    amount: z.string().describe('The total as decimal text.'),
    issuedAt,
    openedAt: z.string(),
    dueOn,
    notes,
  }),
);

/** A case whole. */
export const wholeCase = component<CaseView>()(
  'Case',
  'All that follows from one credit note or one cancellation: its plan, tasks, stock, differences, matches, and who did what.',
  planSchema.extend({
    caseId: caseIdSchema,
    openedAt: z.string(),
    standing: z.enum(caseStandings),
    statusInEcom: z.enum(observedPaymentStatuses).optional(),
    reason: z.string().optional().describe('Why it was asked for, in the words of whoever did.'),
    requestedBy: z.string().optional().describe('Who asked for it; missing where eCom showed it.'),
    reasons: z.array(reasonSchema).optional().describe('What the rules object to.'),
    attachedTo: caseIdSchema.optional(),
    copyOrderNumber: orderNumberSchema.optional(),
    question: caseQuestion.optional(),
    answer: z.enum(caseAnswers).optional().describe('What a person answered.'),
    tasks: z.array(refundTask),
    stock: z.array(stockEffect),
    differences: z.array(difference),
    matches: z.array(match),
    cards: z.array(
      z.object({
        paymentNumber: z.int(),
        state: cardCheckRow.shape.state,
        isRestored: z.boolean(),
        seen: cardCheckRow.shape.seen,
      }),
    ),
    returns: z.array(returnSchema),
    decisions: z.array(auditRow),
    etag: z.string().describe('What If-Match of an answer has to say.'),
  }),
);

/** What a credit note or a cancellation comes to. */
export const acceptedCase = component<AcceptedCase>()(
  'AcceptedCase',
  'What a credit note or a cancellation comes to: what comes back, and what each payment gives back.',
  planSchema.extend({ caseId: caseIdSchema }),
);

/** A case after somebody answered what it asked. */
export const answeredCase = component<AnsweredCase>()(
  'AnsweredCase',
  'A case after somebody answered what it asked, with the plan that follows.',
  planSchema.extend({ caseId: caseIdSchema, answer: z.enum(caseAnswers), etag: z.string() }),
);
