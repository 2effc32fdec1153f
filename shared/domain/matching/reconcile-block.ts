import type { ProviderPayment } from '../provider-payment.ts';
import { identityOf, type ProviderRefund } from '../provider-refund.ts';
import { expectedOf, type LocatedPayment, type RefundTaskFacts } from '../refund-task.ts';
import { type RefundAllocation, type SeenRefund, unallocatedMinorOf } from '../seen-refund.ts';
import { refreshedMatches, type TaskMatch, withoutSurplus } from '../task-match.ts';
import { withChargebacks } from './chargebacks-of-tasks.ts';
import { type ConcludedMatch, concludedMatches } from './conclude-matches.ts';
import { matchAndLocate } from './match.ts';
import { type Block, type BlockFocus, type BlockTask, isInFocus } from './matching-block.ts';
import { type BlockRows, pairsTakenInPart, rowsOf } from './matching-block-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { withoutOvertaken } from './overtaken-matches.ts';
import type { Verdict } from './verdict.ts';

/** What a block comes to: its tasks and refunds as they stand then, the matches that are new, and all verdicts. */
export type ReconciledBlock = Readonly<{
  tasks: readonly RefundTaskFacts[];
  refunds: readonly SeenRefund[];
  concluded: readonly ConcludedMatch[];
  blockRows: BlockRows;
  verdicts: readonly Verdict[];
  focus: BlockFocus;
  /** The tasks of which the block says how they stand: those it was gathered for, and those that stand otherwise now. */
  judged: ReadonlySet<string>;
}>;

/**
 * Brings a block up to date: each task knows how its refunds and the disputes of its payment stand, where its payment is,
 * and which refunds settle it. A function of the block alone: again over what came of it, it changes nothing more.
 */
export function reconcileBlock(block: Block, rules: MatchingRules, now: string): ReconciledBlock {
  const statuses = new Map(block.refunds.map(({ facts }) => [identityOf(facts), facts]));
  const refreshed = block.tasks.map((task) => ({
    ...task,
    facts: refreshedFacts(task.facts, statuses, block.refunds),
  }));
  const released = releasedMatches(block.tasks, refreshed);
  const refunds = block.refunds.toSorted(byIdentity).map((refund) => ({
    ...refund,
    allocations: refund.allocations.filter(({ matchId }) => !released.has(matchId)),
  }));
  // Most looks find that no provider shows anything yet: there is nothing to match then.
  const isEmpty = refunds.length === 0 && block.payments.length === 0;
  const blockRows = isEmpty ? noRows : rowsOf({ tasks: refreshed, payments: block.payments, refunds });
  const rejected = [...rules.rejected, ...pairsTakenInPart({ tasks: refreshed, refunds })];
  const matching = isEmpty ? nothing : matchAndLocate(blockRows.rows, { ...rules, rejected });
  const verdicts = [...matching.verdicts];
  const pairs = concludedMatches(blockRows, refunds, { verdicts, rules }).filter(({ taskId, refund }) =>
    isInFocus(block.focus, { taskId, refundName: identityOf(refund.facts) }),
  );
  const concluded = agreeing(pairs, refunds);
  // A task that only stands by is located by its own look, around which all is gathered that competes with it.
  const judged = new Set([...block.focus.taskIds, ...concluded.map(({ taskId }) => taskId)]);
  const located = new Map(
    blockRows.taskRows.flatMap(({ task }, row) => {
      const found = matching.locatedPayment(row);
      const payment = block.payments[found?.payment ?? -1];
      if (found === undefined || payment === undefined || !judged.has(task.facts.taskId)) return [];
      return [[task.facts.taskId, locatedAt(task.facts, payment, found.by, now)] as const];
    }),
  );
  const matched = refreshed.map(({ facts }) =>
    withMatches({ ...facts, located: located.get(facts.taskId) ?? facts.located }, concluded, block.focus),
  );
  const tasks = withChargebacks(matched, refunds);
  return {
    tasks,
    judged: new Set([...judged, ...standingOtherwise(block.tasks, tasks)]),
    refunds: refunds.map((refund) => withAllocations(refund, concluded)),
    concluded,
    blockRows,
    verdicts,
    focus: block.focus,
  };
}

function standingOtherwise(before: readonly BlockTask[], after: readonly RefundTaskFacts[]): readonly string[] {
  const known = new Map(before.map(({ facts }) => [facts.taskId, facts]));
  const isOther = (facts: RefundTaskFacts): boolean => {
    const { matches, chargebacks } = known.get(facts.taskId) ?? {};
    return !(isSameList(matches, facts.matches) && isSameList(chargebacks, facts.chargebacks));
  };
  return after.filter(isOther).map(({ taskId }) => taskId);
}

const isSameList = (a: readonly unknown[] = [], b: readonly unknown[] = []): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

function refreshedFacts(
  facts: RefundTaskFacts,
  statuses: ReadonlyMap<string, Pick<ProviderRefund, 'kind' | 'status'>>,
  refunds: readonly SeenRefund[],
): RefundTaskFacts {
  const before = facts.matches ?? [];
  const after = refreshedMatches(before, statuses);
  const fitting = withoutSurplus(before, after, expectedOf(facts).amountMinor);
  return { ...facts, matches: withoutOvertaken(fitting, refunds) };
}

/** Matches that their tasks no longer hold: what they took of a refund is free again. */
function releasedMatches(before: readonly BlockTask[], after: readonly BlockTask[]): ReadonlySet<string> {
  const idsOf = (tasks: readonly BlockTask[]): readonly string[] =>
    tasks.flatMap(({ facts }) => (facts.matches ?? []).map(({ matchId }) => matchId));
  return new Set(idsOf(before)).difference(new Set(idsOf(after)));
}

const noRows = rowsOf({ tasks: [], payments: [], refunds: [] });
const nothing = { verdicts: [], locatedPayment: () => undefined };

const byIdentity = (a: SeenRefund, b: SeenRefund): number => (identityOf(a.facts) < identityOf(b.facts) ? -1 : 1);

/** Nothing is taken twice: a group that wants more of a refund than it can still give is not concluded at all. */
function agreeing(concluded: readonly ConcludedMatch[], refunds: readonly SeenRefund[]): readonly ConcludedMatch[] {
  const left = new Map(refunds.map((refund) => [identityOf(refund.facts), unallocatedMinorOf(refund)]));
  const groups = Map.groupBy(concluded, ({ group, matchId }) => (group > 0 ? group : matchId));
  return [...groups.values()].flatMap((group) => {
    if (group.every(({ state }) => state === 'proposed')) return group;
    const wanted = Map.groupBy(group, ({ refund }) => identityOf(refund.facts));
    const after = [...wanted].map(([name, parts]) => [name, (left.get(name) ?? 0) - sumOf(parts)] as const);
    if (after.some(([, leftMinor]) => leftMinor < 0)) return [];
    for (const [name, leftMinor] of after) left.set(name, leftMinor);
    return group;
  });
}

const sumOf = (parts: readonly ConcludedMatch[]): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function locatedAt(
  { located }: RefundTaskFacts,
  { provider, account, paymentId, amountMinor, refunded }: ProviderPayment,
  by: LocatedPayment['by'],
  now: string,
): LocatedPayment {
  const isSame = located?.paymentId === paymentId && located.account === account && located.provider === provider;
  return {
    provider,
    account,
    paymentId,
    // How it was found first is what explains it; later it is found by the id that was kept.
    by: isSame ? located.by : by,
    at: isSame ? located.at : now,
    capturedMinor: amountMinor,
    refundedMinor: refunded?.amountMinor,
    asOf: refunded?.asOf,
  };
}

function withMatches(facts: RefundTaskFacts, concluded: readonly ConcludedMatch[], focus: BlockFocus): RefundTaskFacts {
  const own = concluded.filter(({ taskId }) => taskId === facts.taskId);
  const isConcluded = new Set(own.map(({ matchId }) => matchId));
  // A proposal that the machine no longer makes is taken back; what was confirmed or a person decided stands.
  const kept = (facts.matches ?? []).filter(
    ({ matchId, state, refund }) =>
      !isConcluded.has(matchId) &&
      (state !== 'proposed' || !isInFocus(focus, { taskId: facts.taskId, refundName: identityOf(refund) })),
  );
  const added = own.map(({ matchId, refund, amountMinor, state }): TaskMatch => {
    const { provider, account, refundId, kind, status } = refund.facts;
    return { matchId, refund: { provider, account, refundId }, amountMinor, state, kind, status };
  });
  return { ...facts, matches: [...kept, ...added].toSorted((a, b) => (a.matchId < b.matchId ? -1 : 1)) };
}

function withAllocations(refund: SeenRefund, concluded: readonly ConcludedMatch[]): SeenRefund {
  const name = identityOf(refund.facts);
  const added = concluded
    .filter((match) => match.state === 'confirmed' && identityOf(match.refund.facts) === name)
    .filter(({ matchId }) => !refund.allocations.some((known) => known.matchId === matchId))
    .map(({ matchId, caseId, paymentNumber, amountMinor }): RefundAllocation => {
      return { matchId, caseId, paymentNumber, amountMinor };
    });
  return added.length === 0 ? refund : { ...refund, allocations: [...refund.allocations, ...added] };
}
