import { type ShopId, taskOf } from '../domain/ids.ts';
import type { ConcludedMatch } from '../domain/matching/conclude-matches.ts';
import type { MoneyFinding } from '../domain/matching/money-findings.ts';
import type { ReconciledBlock } from '../domain/matching/reconcile-block.ts';
import { identityOf } from '../domain/provider-refund.ts';
import type { RefundTaskFacts } from '../domain/refund-task.ts';
import type { SeenRefund } from '../domain/seen-refund.ts';
import type { Table, Write } from '../ports/table.ts';
import { type StoredMatch, writeOfMatch } from '../stores/match-store.ts';
import { nameOfPayment, writeOfPayment } from '../stores/provider-payment-store.ts';
import { writeOfRefund } from '../stores/provider-refund-store.ts';
import { writeOfTask } from '../stores/refund-task-store.ts';
import { isSameContent } from '../stores/same-content.ts';
import { checksOfGrounds } from './finding-grounds.ts';
import { writesOfMoneyFindings } from './finding-writes.ts';
import type { BlockSeed } from './gather-block.ts';
import type { GatheredBlock } from './gathered-block.ts';

/** What a block comes to, beside the rows that it came from. */
export type BlockOutcome = Readonly<{
  shopId: ShopId;
  now: string;
  gathered: GatheredBlock;
  result: ReconciledBlock;
  findings: readonly MoneyFinding[];
  seed: BlockSeed;
  /** When the seed is looked at next, `at: undefined` for never; left out, that stays as it is. */
  nextCheck?: Readonly<{ at: string | undefined }> | undefined;
}>;

/** Who decides where no person does. */
const machine = 'machine';

/** The writes that make the rows what a block comes to, each on the version that was read; none where nothing changes. */
export async function blockWrites(table: Table, outcome: BlockOutcome): Promise<readonly Write[]> {
  const { shopId, gathered, result } = outcome;
  const written = await writesOfMoneyFindings(table, outcome);
  const writes = [
    ...result.tasks.flatMap((facts) => writeOfChangedTask(outcome, facts)),
    ...result.refunds.flatMap((refund) => writeOfChangedRefund(outcome, refund)),
    ...writesOfMatches(outcome),
    ...claims(outcome),
    ...written.map(({ write }) => write),
  ];
  const differences = written.map(({ difference }) => difference);
  return [...writes, ...checksOfGrounds(shopId, gathered, { differences, writes })];
}

function writeOfChangedTask({ now, gathered, seed, nextCheck }: BlockOutcome, facts: RefundTaskFacts): Write[] {
  const known = gathered.tasks.get(facts.taskId);
  if (known === undefined) return [];
  const isSeed = seed.kind === 'task' && taskOf(seed.caseId, seed.paymentNumber) === facts.taskId;
  const next = isSeed ? (nextCheck?.at ?? '') : '';
  const nextCheckAt = next > known.nextCheckAt ? next : known.nextCheckAt;
  if (nextCheckAt === known.nextCheckAt && isSameContent(withoutEmpty(facts), withoutEmpty(known.facts))) return [];
  return [writeOfTask(withoutEmpty(facts), { nextCheckAt, now, known })];
}

/** Lists that hold nothing are not kept: a task that nothing happened to stays as it was opened. */
function withoutEmpty({ matches = [], chargebacks = [], ...facts }: RefundTaskFacts): RefundTaskFacts {
  return {
    ...facts,
    ...(matches.length > 0 && { matches }),
    ...(chargebacks.length > 0 && { chargebacks }),
  };
}

function writeOfChangedRefund({ shopId, gathered, seed, nextCheck }: BlockOutcome, refund: SeenRefund): Write[] {
  const name = identityOf(refund.facts);
  const known = gathered.refunds.get(name);
  if (known === undefined) return [];
  const isSeed = seed.kind === 'refund' && identityOf(seed.refund) === name;
  const nextCheckAt = isSeed && nextCheck !== undefined ? nextCheck.at : known.nextCheckAt;
  if (nextCheckAt === known.nextCheckAt && isSameContent(refund.allocations, known.allocations)) return [];
  return [writeOfRefund(shopId, { ...known, allocations: refund.allocations, nextCheckAt }, { known })];
}

function writesOfMatches({ shopId, now, gathered, result }: BlockOutcome): Write[] {
  const made = result.concluded.flatMap((concluded) => {
    const known = gathered.matches.get(concluded.matchId);
    if (known && known.state === concluded.state && isSameContent(known.explanation, concluded.explanation)) return [];
    return [writeOfMatch(shopId, { ...asRow(concluded), history: historyOf(known, concluded.state, now) }, known)];
  });
  return [...made, ...takenBack({ shopId, now, gathered, result })];
}

/** Proposals that the machine no longer makes: their tasks do not list them any more. */
function takenBack({
  shopId,
  now,
  gathered,
  result,
}: Pick<BlockOutcome, 'shopId' | 'now' | 'gathered' | 'result'>): Write[] {
  return result.tasks.flatMap((facts) => {
    const before = gathered.tasks.get(facts.taskId)?.facts.matches ?? [];
    const listed = new Set((facts.matches ?? []).map(({ matchId }) => matchId));
    return before.flatMap(({ matchId }) => {
      const known = gathered.matches.get(matchId);
      if (listed.has(matchId) || known === undefined) return [];
      const { schema: _, version: __, ...match } = known;
      return [writeOfMatch(shopId, { ...match, state: 'revoked', history: historyOf(known, 'revoked', now) }, known)];
    });
  });
}

function asRow(concluded: ConcludedMatch): Omit<StoredMatch, 'schema' | 'version' | 'history'> {
  const { matchId, taskId, caseId, paymentNumber, amountMinor, state, explanation, refund } = concluded;
  const { provider, account, refundId } = refund.facts;
  const { signals, togetherWith, ...rest } = explanation;
  return {
    matchId,
    taskId,
    caseId,
    paymentNumber,
    refund: { provider, account, refundId },
    amountMinor,
    state,
    explanation: { ...rest, signals: [...signals], ...(togetherWith && { togetherWith: [...togetherWith] }) },
  };
}

const historyOf = (known: StoredMatch | undefined, state: StoredMatch['state'], at: string): StoredMatch['history'] =>
  known?.state === state ? known.history : [...(known?.history ?? []), { state, at, by: machine }];

/** A payment that was located by its value belongs to one order from then on. */
function claims({ shopId, gathered, result }: BlockOutcome): Write[] {
  const claimed = new Set<string>();
  return result.tasks.flatMap(({ located, orderNumber }) => {
    const known = located && gathered.payments.get(nameOfPayment(located));
    if (known === undefined || located?.by !== 'value' || known.claimedBy !== undefined) return [];
    const name = nameOfPayment(known.facts);
    if (claimed.has(name)) return [];
    claimed.add(name);
    return [writeOfPayment(shopId, { ...known, claimedBy: orderNumber }, known)];
  });
}
