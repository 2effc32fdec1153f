import { changeOf, isAsBefore, isDecidedAgain, withdrawalOf } from './fact-change.ts';
import type { CaseId } from './ids.ts';
import { compareInstants } from './instant-order.ts';
import type { Fact, Finding, ObservedCase, Recorded } from './observed-case.ts';
import type { Order } from './order.ts';
import { afterReturning, type OrderLedger } from './order-ledger.ts';
import { recordNew } from './record-fact.ts';
import { takingOf } from './refund-plan.ts';
import type { ShopSettings } from './shop-settings.ts';

/** All that a reading is recorded over. `mostChanges` bounds how many cases change at once; the rest is left to the next round. */
export type ReadingGround = Readonly<{
  order: Order;
  ledger: OrderLedger;
  shop: ShopSettings;
  cases: readonly ObservedCase[];
  /** Whether what is not known yet was made before Avoir watched the shop: it is recorded without effects. */
  isHistory: (fact: Fact) => boolean;
  /** What was invoiced, captured or returned is other than before. */
  isGroundChanged: boolean;
  mostChanges: number;
}>;

/** What a reading changed: each case with what it was before, if it was known. `isComplete` when nothing was left out. */
export type RecordedReading = Readonly<{
  ledger: OrderLedger;
  changes: readonly Readonly<{ before: ObservedCase | undefined; after: ObservedCase }>[];
  findings: readonly Finding[];
  isComplete: boolean;
}>;

/**
 * Records everything that a reading of an order shows, oldest first: what is gone frees what it took, what changed is
 * decided again, what is new is decided over what is left then. Pure, and the same for the same reading however often
 * it comes. What was objected to is decided again when what stood in its way may be gone, and only then: a later fact
 * that was let pass must not change it.
 */
export function recordReading(ground: ReadingGround, facts: readonly Fact[]): RecordedReading {
  const cases = new Map(ground.cases.map((known) => [known.caseId, known]));
  const fold: Fold = { ledger: ground.ledger, cases, changes: [], findings: [], isComplete: true };
  withdrawWhatIsGone(fold, ground, facts);
  const again = freeWhatWasObjectedTo(fold, ground, facts);
  for (const fact of facts.toSorted(byTime)) {
    const answered = isNewCancellation(fold, fact) ? facts.filter(needsCancellation(fold, again)) : [];
    for (const { caseId } of answered) free(fold, caseId);
    recordOne(fold, ground, fact, again);
    again.delete(fact.caseId);
    for (const one of answered) recordOne(fold, ground, one, new Set([one.caseId]));
  }
  return fold;
}

const isNewCancellation = ({ cases }: Fold, { kind, caseId }: Fact): boolean => {
  const standing = cases.get(caseId)?.standing;
  return kind === 'cancellation' && (standing === undefined || standing === 'withdrawn');
};

/**
 * An order that a gift card paid is cancelled instead of its credit note (design §4). Once it is, the credit note must
 * not keep what the cancellation gives back: the cancellation is decided first, then the credit note over the rest.
 */
const needsCancellation =
  ({ cases }: Fold, again: ReadonlySet<CaseId>) =>
  ({ caseId }: Fact): boolean => {
    const { standing, reasons = [] } = cases.get(caseId) ?? {};
    const isWaiting = reasons.some(({ code }) => code === 'gift_card_requires_cancellation');
    return standing === 'not_allowed' && isWaiting && !again.has(caseId);
  };

function free(fold: Fold, caseId: CaseId): void {
  const known = fold.cases.get(caseId);
  if (known?.standing === 'not_allowed') fold.ledger = afterReturning(fold.ledger, takingOf(caseId, known.plan));
}

type Fold = {
  ledger: OrderLedger;
  readonly cases: Map<CaseId, ObservedCase>;
  readonly changes: { before: ObservedCase | undefined; after: ObservedCase }[];
  readonly findings: Finding[];
  isComplete: boolean;
};

function apply(fold: Fold, recorded: Recorded): void {
  fold.ledger = recorded.ledger;
  const { after } = recorded;
  const before = fold.cases.get(after.caseId);
  if (before !== undefined && isAsBefore(before, after)) return;
  fold.cases.set(after.caseId, after);
  const earlier = fold.changes.find((change) => change.after.caseId === after.caseId);
  if (earlier === undefined) fold.changes.push({ before, after });
  else earlier.after = after;
  fold.findings.push(...recorded.findings);
}

function withdrawWhatIsGone(fold: Fold, ground: ReadingGround, facts: readonly Fact[]): void {
  const present = new Set(facts.map(({ caseId }) => caseId));
  for (const known of ground.cases) {
    const isGone = known.fact !== undefined && known.standing !== 'withdrawn' && !present.has(known.caseId);
    if (isGone) apply(fold, withdrawalOf(fold.ledger, known));
  }
}

/** All of them free at first what they took, so that none stands in the way of one that is older than itself. */
function freeWhatWasObjectedTo(fold: Fold, ground: ReadingGround, facts: readonly Fact[]): Set<CaseId> {
  const factOf = new Map(facts.map((fact) => [fact.caseId, fact]));
  const isEdited = ({ caseId, fact }: ObservedCase): boolean =>
    fact !== undefined && fact.contentHash !== (factOf.get(caseId)?.version.contentHash ?? fact.contentHash);
  const mayBeFree = ground.isGroundChanged || fold.changes.length > 0 || ground.cases.some(isEdited);
  const again = ground.cases.filter(
    (known) => factOf.has(known.caseId) && mayBeFree && isDecidedAgain(known, fold.ledger),
  );
  for (const { caseId } of again) free(fold, caseId);
  return new Set(again.map(({ caseId }) => caseId));
}

function recordOne(fold: Fold, ground: ReadingGround, fact: Fact, again: ReadonlySet<CaseId>): void {
  const { cases, ledger } = fold;
  const { order, shop, mostChanges } = ground;
  const known = cases.get(fact.caseId);
  if (known === undefined && fold.changes.length >= mostChanges) {
    fold.isComplete = false;
    return;
  }
  const cancellation = ledger.cancelledBy === undefined ? undefined : cases.get(ledger.cancelledBy);
  const isNew = known === undefined || known.standing === 'withdrawn';
  const factGround = { order, shop, isHistory: isNew && ground.isHistory(fact), cancellation };
  const isDecided = !isNew && !again.has(known.caseId);
  const recorded = isDecided ? changeOf(factGround, ledger, known, fact) : recordNew(factGround, ledger, fact);
  if (recorded !== undefined) apply(fold, recorded);
}

// A credit note of the same instant is taken for the earlier: the cancellation then moves what it left.
function byTime(a: Fact, b: Fact): number {
  const time = compareInstants(timeOf(a), timeOf(b));
  if (time !== 0) return time;
  if (a.kind !== b.kind) return a.kind === 'credit_note' ? -1 : 1;
  return a.caseId < b.caseId ? -1 : 1;
}

/** When a fact came about in eCom. */
export const timeOf = (fact: Fact): string =>
  fact.kind === 'credit_note' ? fact.observed.issuedAt : fact.observed.cancelledAt;
