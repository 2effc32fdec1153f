import { settlementRefusalCodes } from '../../../shared/domain/difference-settlement.ts';
import { matchRefusalCodes } from '../../../shared/domain/match-decision.ts';
import { taskRefusalCodes } from '../../../shared/domain/task-decision.ts';
import { differenceAfterDecision } from './difference-answers.ts';
import { matchAfterDecision, revocation } from './match-answers.ts';
import type { DescribedRoute, RouteAnswers, TagNeed } from './route-answers.ts';
import { taskAfterDecision } from './task-answers.ts';

const contended = ['decision_contended'];
const says = 'Decided, or decided so before';

const onTask = (tag: TagNeed, further: readonly string[] = []): RouteAnswers => ({
  answers: { 200: { says, content: taskAfterDecision, hasTag: true } },
  problems: { 404: ['task_unknown'], 409: [...taskRefusalCodes, ...further], 503: contended },
  tag,
});
/** The provider is asked with the shop's keys after the decision. */
const askingOnTask = (tag: TagNeed, further: readonly string[] = []): RouteAnswers => {
  const onlyDeciding = onTask(tag, further);
  return { ...onlyDeciding, problems: { ...onlyDeciding.problems, 503: [...contended, 'secrets_unavailable'] } };
};
const onMatch = (tag: TagNeed): RouteAnswers => ({
  answers: { 200: { says, content: matchAfterDecision, hasTag: true } },
  problems: { 404: ['match_unknown'], 409: matchRefusalCodes, 503: contended },
  tag,
});
const onDifference: RouteAnswers = {
  answers: { 200: { says, content: differenceAfterDecision, hasTag: true } },
  problems: { 404: ['difference_unknown'], 409: settlementRefusalCodes, 503: contended },
  tag: 'required',
};

type Decided = Extract<DescribedRoute, `${string}/${'refund-tasks' | 'matches' | 'differences'}/${string}`>;

/** What the routes answer by which people decide about tasks, matches and differences. */
export const decisionRoutes: Readonly<Record<Decided, RouteAnswers>> = {
  'POST /shops/{shopId}/refund-tasks/{taskId}/take': askingOnTask('optional'),
  'POST /shops/{shopId}/refund-tasks/{taskId}/release': onTask('optional'),
  'POST /shops/{shopId}/refund-tasks/{taskId}/report': askingOnTask('required', ['refund_already_matched']),
  'POST /shops/{shopId}/refund-tasks/{taskId}/unreport': onTask('required'),
  'POST /shops/{shopId}/refund-tasks/{taskId}/close': onTask('required'),
  'POST /shops/{shopId}/refund-tasks/{taskId}/reopen': onTask('required'),
  'POST /shops/{shopId}/refund-tasks/{taskId}/say-provider': onTask('required', ['account_not_known']),
  'POST /shops/{shopId}/refund-tasks/{taskId}/say-payment': askingOnTask('required', [
    'account_not_known',
    'payment_of_other_order',
  ]),
  // A pair that the machine never put together has no version that anybody could have seen.
  'POST /shops/{shopId}/matches/{matchId}/confirm': onMatch('optional'),
  'POST /shops/{shopId}/matches/{matchId}/reject': onMatch('optional'),
  'POST /shops/{shopId}/matches/{matchId}/revoke': onMatch('required'),
  'GET /shops/{shopId}/matches/{matchId}/revocation': {
    answers: { 200: { says: 'What it would reopen; nothing is done', content: revocation } },
    problems: { 409: ['match_not_confirmed'] },
  },
  'POST /shops/{shopId}/differences/{differenceId}/settle': {
    ...onDifference,
    answers: {
      ...onDifference.answers,
      202: { says: 'Waits for a second person', content: differenceAfterDecision, hasTag: true },
    },
  },
  'POST /shops/{shopId}/differences/{differenceId}/reopen': onDifference,
  'POST /shops/{shopId}/differences/{differenceId}/say-item': onDifference,
};
