import type { MatchId } from './ids.ts';
import { matchOf } from './ids.ts';
import { identityOf, type ProviderRefund } from './provider-refund.ts';
import { expectedOf, type RefundTaskFacts, restMinorOf, stateOf } from './refund-task.ts';
import { type SeenRefund, unallocatedMinorOf } from './seen-refund.ts';
import type { MatchState, TaskMatch } from './task-match.ts';

/** What a person decides about a task and a refund. */
export const matchDecisions = ['confirm', 'reject', 'revoke'] as const;
export type MatchDecision = (typeof matchDecisions)[number];

/** Where each decision leaves a match. */
export const stateAfter = { confirm: 'confirmed', reject: 'rejected', revoke: 'revoked' } as const satisfies Readonly<
  Record<MatchDecision, MatchState>
>;

/** Why a decision about a match cannot be. */
export const matchRefusalCodes = [
  'match_not_proposed',
  'match_not_confirmed',
  'refund_already_matched',
  'task_settled',
  'task_closed',
  'currency_differs',
  'not_a_refund',
] as const;
export type MatchRefusalCode = (typeof matchRefusalCodes)[number];

/** A task with a refund, of which a person decides; `amountMinor` is how much of the refund is the task's. */
export type DecidedPair = Readonly<{ task: RefundTaskFacts; refund: SeenRefund; amountMinor?: number | undefined }>;

/** What becomes of a pair. `same`: it stands so already by a person's decision. */
export type PairDecided =
  | Readonly<{
      kind: 'changed';
      matchId: MatchId;
      task: RefundTaskFacts;
      allocations: SeenRefund['allocations'];
      amountMinor: number;
      state: MatchState;
    }>
  | Readonly<{ kind: 'same' }>
  | Readonly<{ kind: 'refused'; code: MatchRefusalCode }>;

/**
 * Lets a person confirm, reject or take back a pair. From then on the machine leaves it alone. What is confirmed never takes
 * more of a refund than is left of it, nor gives a task more than it still asks for, whoever decides.
 */
export function decideOnPair(pair: DecidedPair, decision: MatchDecision): PairDecided {
  const { task, refund } = pair;
  const matchId = matchOf(task.taskId, identityOf(refund.facts));
  const known = task.matches?.find((match) => match.matchId === matchId);
  const state = stateAfter[decision];
  if (known?.state === state && known.decidedByPerson) return { kind: 'same' };
  switch (decision) {
    case 'confirm':
      return confirmed(pair, matchId, known);
    case 'reject':
      return known?.state === 'confirmed'
        ? { kind: 'refused', code: 'match_not_proposed' }
        : decided(pair, matchId, { state, amountMinor: known?.amountMinor ?? mostOf(pair) });
    case 'revoke':
      return known?.state === 'confirmed'
        ? decided(pair, matchId, { state, amountMinor: known.amountMinor })
        : { kind: 'refused', code: 'match_not_confirmed' };
  }
}

function confirmed(pair: DecidedPair, matchId: MatchId, known: TaskMatch | undefined): PairDecided {
  const { task, refund } = pair;
  if (known?.state === 'confirmed') {
    return decided(pair, matchId, { state: 'confirmed', amountMinor: known.amountMinor });
  }
  const code = refusalOfConfirming(task, refund.facts);
  if (code !== undefined) return { kind: 'refused', code };
  const amountMinor = amountOf(pair);
  if (amountMinor > unallocatedMinorOf(refund) || amountMinor <= 0) {
    return { kind: 'refused', code: 'refund_already_matched' };
  }
  return decided(pair, matchId, { state: 'confirmed', amountMinor });
}

/** As much as both sides still have, if nothing else was said. */
const amountOf = ({ task, refund, amountMinor }: DecidedPair): number =>
  Math.min(amountMinor ?? refund.facts.amountMinor, restMinorOf(task), unallocatedMinorOf(refund));

const mostOf = ({ task, refund }: DecidedPair): number =>
  Math.min(refund.facts.amountMinor, expectedOf(task).amountMinor);

function refusalOfConfirming(task: RefundTaskFacts, refund: ProviderRefund): MatchRefusalCode | undefined {
  if (task.closed !== undefined || task.withdrawnAt !== undefined) return 'task_closed';
  if (refund.kind !== 'refund') return 'not_a_refund';
  if (refund.currency !== expectedOf(task).currency) return 'currency_differs';
  return restMinorOf(task) <= 0 ? 'task_settled' : undefined;
}

function decided(
  { task, refund }: DecidedPair,
  matchId: MatchId,
  { state, amountMinor }: Readonly<{ state: MatchState; amountMinor: number }>,
): PairDecided {
  const { provider, account, refundId, kind, status } = refund.facts;
  const match: TaskMatch = {
    matchId,
    refund: { provider, account, refundId },
    amountMinor,
    state,
    kind,
    status,
    decidedByPerson: true,
  };
  const others = (task.matches ?? []).filter((each) => each.matchId !== matchId);
  const matches = [...others, match].toSorted((a, b) => (a.matchId < b.matchId ? -1 : 1));
  const allocation = { matchId, caseId: task.caseId, paymentNumber: task.payment.paymentNumber, amountMinor };
  const otherAllocations = refund.allocations.filter((each) => each.matchId !== matchId);
  return {
    kind: 'changed',
    matchId,
    task: { ...task, matches },
    allocations: state === 'confirmed' ? [...otherAllocations, allocation] : otherAllocations,
    amountMinor,
    state,
  };
}

/** What taking a match back reopens: how the task stands then, what it asks for again, and what of the refund nothing explains. */
export function reopenedBy({ task, refund }: Pick<DecidedPair, 'task' | 'refund'>) {
  const after = decideOnPair({ task, refund }, 'revoke');
  if (after.kind !== 'changed') return undefined;
  return {
    taskState: stateOf(after.task),
    restMinor: restMinorOf(after.task),
    unexplainedMinor: unallocatedMinorOf({ facts: refund.facts, allocations: after.allocations }),
    currency: expectedOf(after.task).currency,
  };
}
