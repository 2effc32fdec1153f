import { type MatchId, partsOfMatch, partsOfTask } from '../../shared/domain/ids.ts';
import {
  decideOnPair,
  type MatchDecision,
  type MatchRefusalCode,
  type PairDecided,
  reopenedBy,
  stateAfter,
} from '../../shared/domain/match-decision.ts';
import { isSeen } from '../../shared/lambda/entity-tag.ts';
import type { Table } from '../../shared/ports/table.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import { type AuditAction, writesOfCaseAudit } from '../../shared/stores/audit-store.ts';
import { readMatch, type StoredMatch, tagOfMatch, writeOfMatch } from '../../shared/stores/match-store.ts';
import { readRefundNamed, type StoredRefund, writeOfRefund } from '../../shared/stores/provider-refund-store.ts';
import { readTask, type StoredTask, writeOfTask } from '../../shared/stores/refund-task-store.ts';
import { type Decider, type DecisionDependencies, type NotDecided, untilDecided } from './record-decision.ts';

/** What a person says about a pair; `amountMinor` is how much of the refund is the task's, all that fits when left out. */
export type MatchDecisionRequest = Readonly<{
  matchId: MatchId;
  decision: MatchDecision;
  reason?: string | undefined;
  amountMinor?: number | undefined;
}>;

/** What became of a decision about a pair. */
export type MatchDecisionOutcome =
  | Readonly<{ kind: 'decided'; task: StoredTask; match: StoredMatch }>
  | NotDecided<MatchRefusalCode>;

const auditActions: Readonly<Record<MatchDecision, AuditAction>> = {
  confirm: 'match_confirmed',
  reject: 'match_rejected',
  revoke: 'match_revoked',
};

/**
 * Lets a person confirm, reject or take back a pair, proposed by the machine or put together by hand: task, refund, match
 * and audit in one transaction on their versions. The same again answers as the first time. The machine never overrules it.
 */
export async function recordMatchDecision(
  dependencies: DecisionDependencies,
  decider: Decider,
  request: MatchDecisionRequest,
): Promise<MatchDecisionOutcome> {
  const { table } = dependencies;
  const { shop } = decider;
  const { taskId } = partsOfMatch(request.matchId);
  const outcome = await untilDecided(() => attempt(dependencies, decider, request));
  if (outcome.kind !== 'decided') return outcome;
  // What the pair no longer or newly explains is worked out at once, and by the next look if that fails.
  await reconcileAround(dependencies, shop, { kind: 'task', ...partsOfTask(taskId) });
  await reconcileAround(dependencies, shop, { kind: 'refund', refund: outcome.match.refund });
  const now = await readPair(table, shop, request.matchId);
  return { kind: 'decided', task: now.task ?? outcome.task, match: now.match ?? outcome.match };
}

async function attempt(
  { table, clock }: DecisionDependencies,
  { shop, by, seen }: Decider,
  request: MatchDecisionRequest,
): Promise<MatchDecisionOutcome> {
  const { matchId, decision, reason, amountMinor } = request;
  const { task, refund, match: known } = await readPair(table, shop, matchId);
  if (task === undefined || refund === undefined) return { kind: 'unknown' };
  const decided = decideOnPair({ task: task.facts, refund, amountMinor }, decision);
  // Only what a person decided is the same; the machine may have come to it by itself, and would go on deciding.
  if (decided.kind === 'same' && known !== undefined) return { kind: 'decided', task, match: known };
  if (known !== undefined && seen === undefined) return { kind: 'tag_required' };
  if (known !== undefined && !isSeen(seen, tagOfMatch(known))) return { kind: 'stale', current: tagOfMatch(known) };
  if (decided.kind !== 'changed') return decided.kind === 'refused' ? decided : { kind: 'unknown' };

  const now = clock.now();
  const match = matchAfter({ matchId, task, refund, known, decided }, { at: now, by, reason });
  const { caseId } = task.facts;
  const audit = { shopId: shop.shopId, caseId, at: now, by, action: auditActions[decision], subject: matchId };
  await table.transact([
    writeOfTask(decided.task, { nextCheckAt: task.nextCheckAt, now, known: task }),
    // What is left of it wants an explanation again.
    writeOfRefund(shop.shopId, { ...refund, allocations: decided.allocations, nextCheckAt: now }, { known: refund }),
    writeOfMatch(shop.shopId, match, known),
    ...writesOfCaseAudit({ ...audit, details: { amountMinor: decided.amountMinor, ...(reason && { reason }) } }),
  ]);
  return { kind: 'decided', task, match: { ...match, schema: 1, version: (known?.version ?? 0) + 1 } };
}

type Pair = Readonly<{
  task: StoredTask | undefined;
  refund: StoredRefund | undefined;
  match: StoredMatch | undefined;
}>;

async function readPair(table: Table, { shopId }: Decider['shop'], matchId: MatchId): Promise<Pair> {
  const { taskId, refundName } = partsOfMatch(matchId);
  const { caseId, paymentNumber } = partsOfTask(taskId);
  const [task, refund, match] = await Promise.all([
    readTask(table, shopId, caseId, paymentNumber),
    readRefundNamed(table, shopId, refundName),
    readMatch(table, shopId, matchId),
  ]);
  return { task, refund, match };
}

type Decided = Readonly<{
  matchId: MatchId;
  task: StoredTask;
  refund: StoredRefund;
  known: StoredMatch | undefined;
  decided: Extract<PairDecided, { kind: 'changed' }>;
}>;

function matchAfter(
  { matchId, task, refund, known, decided }: Decided,
  entry: Readonly<{ at: string; by: string; reason?: string | undefined }>,
): Omit<StoredMatch, 'schema' | 'version'> {
  const { state, amountMinor } = decided;
  const { provider, account, refundId } = refund.facts;
  const { taskId, caseId, payment } = task.facts;
  return {
    matchId,
    taskId,
    caseId,
    paymentNumber: payment.paymentNumber,
    refund: { provider, account, refundId },
    amountMinor,
    state,
    explanation: known?.explanation ?? madeByHand,
    history: [...(known?.history ?? []), { state, ...entry }],
  };
}

/** Two that the machine would not have put together: all that speaks for them is that a person does. */
const madeByHand: StoredMatch['explanation'] = {
  rule: 'refund_id',
  reason: 'exact',
  score: 100,
  signals: [{ name: 'linked_by_a_person', share: 100 }],
};

/** What taking a match back would reopen; `undefined` when it is not confirmed, or not there. Nothing is written. */
export async function previewOfRevoking(
  { table }: Pick<DecisionDependencies, 'table'>,
  { shop }: Pick<Decider, 'shop'>,
  matchId: MatchId,
) {
  const { task, refund } = await readPair(table, shop, matchId);
  if (task === undefined || refund === undefined) return undefined;
  const reopened = reopenedBy({ task: task.facts, refund });
  return reopened && { matchId, taskId: task.facts.taskId, wouldBe: stateAfter.revoke, ...reopened };
}
