import { matchOf } from '../domain/ids.ts';
import type { MatchExplanation } from '../domain/matching/conclude-matches.ts';
import { type Comparison, comparePair } from '../domain/matching/pair-comparison.ts';
import { identityOf, type ProviderRefund } from '../domain/provider-refund.ts';
import { expectedOf, type RefundTaskFacts, restMinorOf } from '../domain/refund-task.ts';
import { unallocatedMinorOf } from '../domain/seen-refund.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Table } from '../ports/table.ts';
import { matchesOfCase, type StoredMatch, tagOfMatch } from '../stores/match-store.ts';
import { namesOfCustomers } from '../stores/order-store.ts';
import { listOpenRefunds, readRefund, readRefundNamed, type StoredRefund } from '../stores/provider-refund-store.ts';
import type { StoredTask } from '../stores/refund-task-store.ts';
import type { ViewedShop } from './viewed-shop.ts';

/** One refund that may settle a task: what agrees, what differs, and how sure the machine is. */
export type Candidate = Readonly<{
  matchId: StoredMatch['matchId'];
  etag: string;
  refund: ProviderRefund;
  comparisons: readonly Comparison[];
  explanation: MatchExplanation;
}>;

/** A task with the refunds that may settle it, the likeliest first. */
export type ProposalView = Readonly<{
  task: RefundTaskFacts;
  customerName: string | undefined;
  candidates: readonly [Candidate, ...Candidate[]];
}>;

/** Whose proposals, and how order numbers and days look there. */
export type ProposalGround = ViewedShop & Pick<ShopSettings, 'orderPrefix' | 'timeZone'>;

/** Whether the machine proposes a refund for a task. */
export const hasProposal = ({ facts }: StoredTask): boolean =>
  facts.matches?.some(({ state }) => state === 'proposed') ?? false;

/** What the machine proposes about tasks and leaves to a person: nothing of it counts before somebody confirms it. */
export async function proposalsOf(
  table: Table,
  shop: ProposalGround,
  tasks: readonly StoredTask[],
): Promise<readonly ProposalView[]> {
  const proposed = tasks.filter(hasProposal);
  const names = await namesOfCustomers(table, shop.shopId, [
    ...new Set(proposed.map(({ facts }) => facts.orderNumber)),
  ]);
  const views = await Promise.all(
    proposed.map(({ facts }) => proposalOf(table, shop, facts, names.get(facts.orderNumber))),
  );
  return views.flatMap((view) => view ?? []);
}

async function proposalOf(
  table: Table,
  { shopId, orderPrefix, timeZone }: ProposalGround,
  task: RefundTaskFacts,
  customerName: string | undefined,
): Promise<ProposalView | undefined> {
  const matches = await matchesOfCase(table, shopId, task.caseId);
  const open = matches.filter(({ taskId, state }) => taskId === task.taskId && state === 'proposed');
  const found = await Promise.all(
    open.map(async (match): Promise<Candidate | undefined> => {
      const refund = await readRefund(table, shopId, match.refund);
      if (refund === undefined) return undefined;
      const comparisons = comparePair(task, refund.facts, { customerName, orderPrefix, timeZone });
      const { matchId, explanation } = match;
      return { matchId, etag: tagOfMatch(match), refund: refund.facts, comparisons, explanation };
    }),
  );
  const [first, ...others] = found
    .flatMap((candidate) => candidate ?? [])
    .toSorted((a, b) => b.explanation.score - a.explanation.score);
  return first && { task, customerName, candidates: [first, ...others] };
}

/** Refunds of a shop that nothing explains, up to some: those not judged yet, and those that differences are about. */
export async function unexplainedRefunds(
  table: Table,
  { shopId }: Pick<ViewedShop, 'shopId'>,
  namedByDifferences: readonly string[],
): Promise<readonly StoredRefund[]> {
  const [page, ...named] = await Promise.all([
    listOpenRefunds(table, shopId, mostOffered),
    ...namedByDifferences.slice(0, mostOffered).map((name) => readRefundNamed(table, shopId, name)),
  ]);
  const byName = new Map(
    [...page.items, ...named.flatMap((refund) => refund ?? [])].map((refund) => [identityOf(refund.facts), refund]),
  );
  return [...byName.values()].filter((refund) => refund.facts.kind === 'refund' && unallocatedMinorOf(refund) > 0);
}

const mostOffered = 50;

/** The pair of a task and a refund, where a person may put them together; one that was decided before stays decided. */
export function offeredPair(task: RefundTaskFacts, refund: StoredRefund): StoredMatch['matchId'] | undefined {
  if (refund.facts.currency !== expectedOf(task).currency || restMinorOf(task) <= 0) return undefined;
  const matchId = matchOf(task.taskId, identityOf(refund.facts));
  return task.matches?.some((match) => match.matchId === matchId) ? undefined : matchId;
}
