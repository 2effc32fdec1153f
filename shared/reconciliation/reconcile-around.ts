import { taskOf } from '../domain/ids.ts';
import type { Block } from '../domain/matching/matching-block.ts';
import { defaultMatchingRules, type MatchingRules } from '../domain/matching/matching-rules.ts';
import { moneyFindings } from '../domain/matching/money-findings.ts';
import { reconcileBlock } from '../domain/matching/reconcile-block.ts';
import { identityOf } from '../domain/provider-refund.ts';
import { dayInShop } from '../domain/shop-day.ts';
import type { Clock } from '../ports/clock.ts';
import { type Table, TransactionRefusedError } from '../ports/table.ts';
import { blockWrites } from './block-writes.ts';
import { coveredIn } from './covered-in.ts';
import { expectedHoursOf } from './expected-hours.ts';
import { type BlockSeed, gatherBlock } from './gather-block.ts';
import type { GatheredBlock } from './gathered-block.ts';
import type { ReconciledShop } from './reconciled-shop.ts';

/** What reconciling needs. */
export type ReconcilingDependencies = Readonly<{ table: Table; clock: Clock }>;

/** The rows were changed by others again and again; whoever asked may ask again. */
class BlockContendedError extends Error {
  override readonly name = 'BlockContendedError';
}

const mostAttempts = 8;

/**
 * Brings a task or a refund up to date with all that may have to do with it: locates payments, matches, raises and takes
 * back differences, in one transaction on the versions of all rows that it changes and of those that a difference follows
 * from. Again, late or out of turn it writes what follows from what is stored then, or nothing. `nextCheckOf` says when the
 * seed is looked at next, or that it never is.
 */
export async function reconcileAround(
  { table, clock }: ReconcilingDependencies,
  shop: ReconciledShop,
  seed: BlockSeed,
  nextCheckOf?: (seed: GatheredBlock) => string | undefined,
): Promise<'written' | 'unchanged' | 'missing'> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const now = clock.now();
    const gathered = await gatherBlock(table, shop, seed);
    if (!holds(gathered, seed)) return 'missing';
    const block = blockOf(gathered, seed);
    const result = reconcileBlock(block, rulesOf(shop, gathered, now), now);
    const isCovered = await coveredIn(table, shop, result);
    const findings = moneyFindings(result, {
      now,
      today: dayInShop(now, shop.timeZone),
      noteGraceHours: shop.noteGraceHours,
      expectWithinHours: (provider) => expectedHoursOf(shop, provider),
      isCovered,
    });
    const writes = await blockWrites(table, {
      shopId: shop.shopId,
      now,
      gathered,
      result,
      findings,
      seed,
      nextCheck: nextCheckOf && { at: nextCheckOf(gathered) },
    });
    if (writes.length === 0) return 'unchanged';
    try {
      await table.transact(writes);
      return 'written';
    } catch (error) {
      // Somebody changed one of the rows meanwhile: what is there now decides.
      if (!(error instanceof TransactionRefusedError)) throw error;
    }
  }
  throw new BlockContendedError('The rows were changed by others again and again.');
}

const holds = ({ tasks, refunds }: GatheredBlock, seed: BlockSeed): boolean =>
  seed.kind === 'task' ? tasks.has(taskOf(seed.caseId, seed.paymentNumber)) : refunds.has(identityOf(seed.refund));

function blockOf(gathered: GatheredBlock, seed: BlockSeed): Block {
  return {
    tasks: [...gathered.tasks.values()].map(({ facts }) => {
      const customer = gathered.customers.get(facts.orderNumber);
      return { facts, customerName: customer?.name, customerEmail: customer?.email };
    }),
    payments: [...gathered.payments.values()].map(({ facts, claimedBy }) =>
      // A payment that an order has located names that order from then on.
      claimedBy === undefined ? facts : { ...facts, references: [...facts.references, claimedBy] },
    ),
    refunds: [...gathered.refunds.values()],
    focus: {
      taskIds: new Set(seed.kind === 'task' ? [taskOf(seed.caseId, seed.paymentNumber)] : []),
      refundNames: new Set(seed.kind === 'refund' ? [identityOf(seed.refund)] : []),
    },
  };
}

function rulesOf(shop: ReconciledShop, { tasks }: GatheredBlock, now: string): MatchingRules {
  const decidedAgainst = [...tasks.values()].flatMap(({ facts: { taskId, matches = [] } }) =>
    matches
      .filter(({ state, decidedByPerson }) => decidedByPerson && (state === 'rejected' || state === 'revoked'))
      .map(({ refund }) => ({ taskId, refundId: refund.refundId })),
  );
  return {
    ...defaultMatchingRules,
    nameRule: shop.nameRule,
    autoConfirmLimitMinor: shop.autoConfirmLimitMinor,
    orderPrefix: shop.orderPrefix,
    exclusiveAccounts: shop.providers
      .filter(({ exclusive }) => exclusive)
      .map(({ provider, account }) => `${provider}/${account}`),
    noteGraceHours: shop.noteGraceHours,
    notesUntil: now,
    rejected: decidedAgainst,
  };
}
