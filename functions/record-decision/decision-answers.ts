import { restMinorOf } from '../../shared/domain/refund-task.ts';
import { tagRequired, tagStale } from '../../shared/lambda/entity-tag.ts';
import { type HttpAnswer, notAvailable, ProblemError } from '../../shared/lambda/problem.ts';
import { tagOfDifference } from '../../shared/stores/difference-store.ts';
import { tagOfMatch } from '../../shared/stores/match-store.ts';
import { tagOfTask } from '../../shared/stores/task-tag.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import type { MatchDecisionOutcome } from './decide-on-match.ts';
import type { TaskDecisionOutcome } from './decide-on-task.ts';
import type { NotDecided } from './record-decision.ts';
import type { SettlementOutcome } from './settle-difference.ts';

/** The answer to a decision about a task: how it stands now, with the tag that the next decision has to show. */
export function answerOfTask(outcome: TaskDecisionOutcome, more: Readonly<Record<string, unknown>> = {}): HttpAnswer {
  if (outcome.kind !== 'decided') throw problemOf(outcome, 'task_unknown');
  const { facts, state } = outcome.task;
  const { taskId, caseId, taken, report, closed } = facts;
  const etag = tagOfTask(outcome.task);
  const restMinor = Math.max(0, restMinorOf(facts));
  return answered(etag, { taskId, caseId, state, restMinor, taken, report, closed, etag, ...more }, caseId);
}

/** The answer to a decision about a match, with the state of its task. */
export function answerOfMatch(outcome: MatchDecisionOutcome): HttpAnswer {
  if (outcome.kind !== 'decided') throw problemOf(outcome, 'match_unknown');
  const { match, task } = outcome;
  const { schema: _, version: __, ...shown } = match;
  const etag = tagOfMatch(match);
  return answered(etag, { ...shown, taskState: task.state, etag }, match.caseId);
}

/** The answer to a decision about a difference; one that waits for a second person is accepted, not settled. */
export function answerOfDifference(outcome: SettlementOutcome): HttpAnswer {
  if (outcome.kind !== 'decided') throw problemOf(outcome, 'difference_unknown');
  const { differenceId, reason, state, settlement, caseId } = outcome.difference;
  const etag = tagOfDifference(outcome.difference);
  const isWaiting = state === 'open' && settlement !== undefined;
  const answer = answered(etag, { differenceId, reason, state, settlement, etag }, caseId);
  return isWaiting ? { ...answer, status: 202 } : answer;
}

const answered = (etag: string, body: unknown, caseId: string | undefined): HttpAnswer => ({
  status: 200,
  body,
  headers: { etag: `"${etag}"` },
  caseId,
});

/** A decision that the rules do not allow. */
export const refusedWith = (code: string): ProblemError => problemWith(409, code);

function problemOf(outcome: NotDecided<string>, unknown: string): ProblemError {
  switch (outcome.kind) {
    case 'unknown':
      return problemWith(404, unknown);
    case 'tag_required':
      return tagRequired();
    case 'stale':
      return tagStale(outcome.current);
    case 'contended':
      return notAvailable('decision_contended', 'Others are at this right now.');
    case 'refused':
      return refusedWith(outcome.code);
  }
}

const problemWith = (status: number, code: string): ProblemError =>
  new ProblemError(status, code, problemTexts[code]?.en ?? code);
