import { restMinorOf } from '../../shared/domain/refund-task.ts';
import { tagRequired, tagStale } from '../../shared/lambda/entity-tag.ts';
import { type HttpAnswer, notAvailable, ProblemError } from '../../shared/lambda/problem.ts';
import { type StoredDifference, tagOfDifference } from '../../shared/stores/difference-store.ts';
import { type StoredMatch, tagOfMatch } from '../../shared/stores/match-store.ts';
import type { StoredTask } from '../../shared/stores/refund-task-store.ts';
import { tagOfTask } from '../../shared/stores/task-tag.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import type { PaymentNow } from './ask-about-payment.ts';
import type { MatchDecisionOutcome } from './decide-on-match.ts';
import type { TaskDecisionOutcome } from './decide-on-task.ts';
import type { NotDecided } from './record-decision.ts';
import type { SettlementOutcome } from './settle-difference.ts';

/** The answer to a decision about a task: how it stands now, with the tag that the next decision has to show. */
export function answerOfTask(
  outcome: TaskDecisionOutcome,
  more: Readonly<{ payment?: PaymentNow | undefined }> = {},
): HttpAnswer {
  if (outcome.kind !== 'decided') throw problemOf(outcome, 'task_unknown');
  return answered({ ...decidedTask(outcome.task), ...more });
}

/** A task after a decision about it. */
export function decidedTask(task: StoredTask) {
  const { facts, state } = task;
  const { taskId, caseId, taken, report, closed } = facts;
  const restMinor = Math.max(0, restMinorOf(facts));
  return { taskId, caseId, state, restMinor, taken, report, closed, etag: tagOfTask(task) };
}

/** The answer to a decision about a match, with the state of its task. */
export function answerOfMatch(outcome: MatchDecisionOutcome): HttpAnswer {
  if (outcome.kind !== 'decided') throw problemOf(outcome, 'match_unknown');
  return answered(decidedMatch(outcome));
}

/** A match after a decision about it, with the state of its task. */
export function decidedMatch({ match, task }: Readonly<{ match: StoredMatch; task: StoredTask }>) {
  const { schema: _, version: __, ...shown } = match;
  return { ...shown, taskState: task.state, etag: tagOfMatch(match) };
}

/** The answer to a decision about a difference; one that waits for a second person is accepted, not settled. */
export function answerOfDifference(outcome: SettlementOutcome): HttpAnswer {
  if (outcome.kind !== 'decided') throw problemOf(outcome, 'difference_unknown');
  const { state, settlement, caseId } = outcome.difference;
  const isWaiting = state === 'open' && settlement !== undefined;
  const answer = { ...answered(decidedDifference(outcome.difference)), caseId };
  return isWaiting ? { ...answer, status: 202 } : answer;
}

/** A difference after a decision about it. */
export function decidedDifference(difference: StoredDifference) {
  const { differenceId, reason, state, settlement } = difference;
  return { differenceId, reason, state, settlement, etag: tagOfDifference(difference) };
}

const answered = (body: Readonly<{ etag: string; caseId?: string }>): HttpAnswer => ({
  status: 200,
  body,
  headers: { etag: `"${body.etag}"` },
  caseId: body.caseId,
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
