import * as z from 'zod';
import { type CaseAnswer, caseAnswers } from '../../shared/domain/case-answer.ts';
import type { CaseId } from '../../shared/domain/ids.ts';
import type { RefundPlan } from '../../shared/domain/refund-plan.ts';
import { seenTagOf, tagRequired, tagStale } from '../../shared/lambda/entity-tag.ts';
import { endpoint } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { notAvailable, ProblemError } from '../../shared/lambda/problem.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import { caseIdSchema, shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { type AnswerCaseDependencies, answerCase } from './answer-case.ts';

/** A case with the answer that it has, and the plan that follows. */
export type AnsweredCase = RefundPlan & Readonly<{ caseId: CaseId; answer: CaseAnswer; etag: string }>;

/** `POST /shops/{shopId}/cases/{caseId}/answer`. */
export const answerEndpoint = ({
  settings,
  ...dependencies
}: AnswerCaseDependencies & Readonly<{ settings: Settings }>) =>
  endpoint(
    {
      path: z.object({ shopId: shopIdSchema, caseId: caseIdSchema }),
      query: z.strictObject({}),
      body: z.strictObject({ answer: z.enum(caseAnswers) }),
    },
    async ({ path: { shopId, caseId }, body: { answer }, caller, headers }) => {
      const shop = await knownShop(settings, shopId);
      const asked = { shopId, shop, caseId, answer, by: knownCaller(caller).subject, seen: seenTagOf(headers) };
      const outcome = await answerCase(dependencies, asked);
      switch (outcome.kind) {
        case 'answered':
        case 'repeated': {
          const { plan, etag } = outcome;
          const body: AnsweredCase = { caseId, answer, ...plan, etag };
          return { status: 200, body, headers: { etag: `"${etag}"` }, caseId };
        }
        case 'unknown':
          throw new ProblemError(404, 'case_unknown', 'There is no case with this id.');
        case 'tag_required':
          throw tagRequired();
        case 'stale':
          throw tagStale(outcome.current);
        case 'not_waiting':
          throw new ProblemError(409, 'case_not_waiting', 'This case does not wait for an answer.');
        case 'not_possible':
          throw new ProblemError(409, 'answer_not_possible', 'This case cannot be answered so.');
        case 'contended':
          throw notAvailable('order_contended', 'Others are changing this order right now.');
      }
    },
  );
