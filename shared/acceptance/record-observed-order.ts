import { mayRefundAgain } from '../domain/fact-change.ts';
import { type CaseId, caseOfCancellation, caseOfCreditNote, type ShopId } from '../domain/ids.ts';
import { compareInstants } from '../domain/instant-order.ts';
import type { Fact, Finding } from '../domain/observed-case.ts';
import type { ObservedCopyCandidate, ObservedOrder } from '../domain/observed-order.ts';
import type { Order } from '../domain/order.ts';
import { copyOf } from '../domain/order-copy.ts';
import { emptyLedger, type OrderLedger } from '../domain/order-ledger.ts';
import { readingOfOrder } from '../domain/reading-facts.ts';
import { findingsOfOrder } from '../domain/reading-findings.ts';
import { type RecordedReading, recordReading, timeOf } from '../domain/record-reading.ts';
import type { ShopSettings } from '../domain/shop-settings.ts';
import type { Clock } from '../ports/clock.ts';
import { type Row, type Table, TransactionRefusedError, type Write } from '../ports/table.ts';
import { differencesIn } from '../stores/difference-store.ts';
import { orderPartition } from '../stores/keys.ts';
import {
  observationIn,
  type StoredObservation,
  writeOfFactVersion,
  writeOfObservation,
} from '../stores/observation-store.ts';
import { orderIn, readOrder, type StoredOrder, writeOfLedger, writesOfSnapshot } from '../stores/order-store.ts';
import { readPartition } from '../stores/partition.ts';
import { writesOfChangedCase } from './changed-case.ts';
import { contentHashOf } from './content-hash.ts';
import { writesOfFindings } from './found-differences.ts';
import { type LoadedCase, loadCases } from './observed-cases.ts';

// A transaction holds 100 writes: a case with its version, its tasks and its differences takes about five.
const mostChangesAtOnce = 8;
const maximumRounds = 40;

/** How a reading came about: a webhook's hint, the sweep for what webhooks missed, or history brought in without effects. */
export type ReadingSource = 'webhook' | 'sweep' | 'backfill';

/**
 * A reading of an order to be recorded. What was made in eCom before `watchedSince` is history, whoever reads it, and what
 * was made later is not; where that instant is not known, what a backfill finds is history.
 */
export type Reading = Readonly<{
  shopId: ShopId;
  shop: ShopSettings;
  observed: ObservedOrder;
  source: ReadingSource;
  watchedSince?: string | undefined;
}>;

/** What became of a reading. `changed` names the cases that are other than before; none when all of it was known already. */
export type RecordedObservation =
  /**
   * The cases of `mayRefundAgain`, where there are any, a provider's app may refund a second time: somebody has to look now.
   * Each reading says so for as long as nobody has, for whoever stored it may have died before anything was counted.
   */
  | Readonly<{ kind: 'recorded'; changed: readonly CaseId[]; mayRefundAgain?: readonly CaseId[] }>
  /** A newer reading was recorded before: this one says nothing that is still so. */
  | Readonly<{ kind: 'stale' }>
  /** Others were changing the order all the time. What is not recorded yet is, when the order is read again. */
  | Readonly<{ kind: 'contended' }>;

/**
 * The second door: records what eCom shows of an order. Nothing is refused. What the rules would not let pass is kept
 * without effects until a person decides, and everything is decided over the same ledger as requests are, on condition
 * that nobody changed it meanwhile. Recording the same reading again, or an older one, changes nothing.
 */
export async function recordObservedOrder(
  dependencies: Readonly<{ table: Table; clock: Clock }>,
  reading: Reading,
): Promise<RecordedObservation> {
  const changed = new Set<CaseId>();
  const again = new Set<CaseId>();
  for (let round = 1; round <= maximumRounds; round += 1) {
    const outcome = await recordRound(dependencies, reading);
    for (const caseId of outcome.changed) changed.add(caseId);
    for (const caseId of outcome.mayRefundAgain) again.add(caseId);
    if (outcome.kind === 'stale' && changed.size === 0) return { kind: 'stale' };
    if (outcome.kind === 'stale' || outcome.kind === 'complete') {
      return { kind: 'recorded', changed: [...changed], ...(again.size > 0 && { mayRefundAgain: [...again] }) };
    }
  }
  return { kind: 'contended' };
}

type Round = Readonly<{
  kind: 'stale' | 'lost_race' | 'complete' | 'more';
  changed: readonly CaseId[];
  mayRefundAgain: readonly CaseId[];
}>;

const nothingChanged = { changed: [], mayRefundAgain: [] } as const;

async function recordRound(
  { table, clock }: Readonly<{ table: Table; clock: Clock }>,
  reading: Reading,
): Promise<Round> {
  const ground = await groundOf(table, reading);
  if (ground === undefined) return { kind: 'stale', ...nothingChanged };
  const recorded = decide(reading, ground);
  try {
    await table.transact(writesOf(reading, ground, recorded, clock.now()));
  } catch (error) {
    if (error instanceof TransactionRefusedError) return { kind: 'lost_race', ...nothingChanged };
    throw error;
  }
  const changed = recorded.changes.map(({ after }) => after.caseId);
  const kind = recorded.isComplete ? 'complete' : 'more';
  return { kind, changed, mayRefundAgain: mayRefundAgainAfter(ground, recorded.findings) };
}

/** The cases whose app may refund a second time: as found now, or stored before and still open. */
function mayRefundAgainAfter({ loaded }: Ground, findings: readonly Finding[]): readonly CaseId[] {
  const known = [...loaded.values()].flatMap(({ differences }) => differences);
  const stillOpen = known.filter(({ state }) => state === 'open');
  const found = findings.filter(({ isSo }) => isSo);
  const again = [...stillOpen, ...found].filter(({ subject }) => subject === mayRefundAgain);
  return again.flatMap(({ caseId }) => caseId ?? []);
}

/** What a reading is decided over, as it is stored now. */
type Ground = Readonly<{
  rows: readonly Row[];
  known: StoredObservation | undefined;
  stored: StoredOrder | undefined;
  ledger: OrderLedger;
  order: Order;
  facts: readonly Fact[];
  loaded: ReadonlyMap<CaseId, LoadedCase>;
  /** Cases of another order under the number of one of our credit notes. */
  taken: ReadonlySet<CaseId>;
  /** The suspected copy, where it is not known yet: whoever answers needs it. */
  unknownCopy: ObservedCopyCandidate | undefined;
}>;

async function groundOf(table: Table, { shopId, observed }: Reading): Promise<Ground | undefined> {
  const { orderNumber } = observed.order;
  const rows = await readPartition(table, orderPartition(shopId, orderNumber));
  const known = observationIn(rows);
  if (known !== undefined && compareInstants(known.fetchedAt, observed.fetchedAt) >= 0) return undefined;
  const stored = orderIn(rows);
  const ledger = stored?.ledger ?? emptyLedger;
  const facts = factsOf(observed);
  const caseIds = new Set([...ledger.cases, ...facts.map(({ caseId }) => caseId)]);
  const loaded = await loadCases(table, shopId, [...caseIds]);
  const others = [...loaded.values()].filter((one) => one.observed.plan.orderNumber !== orderNumber);
  // The first snapshot stays once something was decided over it; before that the newest is the better one.
  const isDecidedOver = ledger.cases.length > 0 || stored?.order.paymentsFrom !== undefined;
  const order = stored !== undefined && isDecidedOver ? stored.order : observed.order;
  return {
    rows,
    known,
    stored,
    ledger,
    order,
    facts,
    loaded,
    taken: new Set(others.map((one) => one.observed.caseId)),
    unknownCopy: await unknownCopyOf(table, shopId, observed, facts),
  };
}

async function unknownCopyOf(
  table: Table,
  shopId: ShopId,
  { copyCandidates }: ObservedOrder,
  facts: readonly Fact[],
): Promise<ObservedCopyCandidate | undefined> {
  const numbers = facts.flatMap((fact) => (fact.kind === 'cancellation' ? [fact.copyOrderNumber] : []));
  const copy = copyCandidates.find(({ order }) => numbers.includes(order.orderNumber));
  if (copy === undefined) return undefined;
  const stored = await readOrder(table, shopId, copy.order.orderNumber);
  return stored === undefined ? copy : undefined;
}

function decide({ shop, observed, source, watchedSince }: Reading, ground: Ground): RecordedReading {
  const { order, loaded, taken } = ground;
  const cases = [...loaded.values()].map((one) => one.observed).filter(({ caseId }) => !taken.has(caseId));
  const facts = ground.facts.filter(({ caseId }) => !taken.has(caseId));
  const read = readingOfOrder(order, ground.ledger, observed);
  const isHistory = (fact: Fact): boolean =>
    watchedSince === undefined ? source === 'backfill' : compareInstants(timeOf(fact), watchedSince) < 0;
  const { ledger, isGroundChanged } = read;
  const recorded = recordReading(
    { order, ledger, shop, cases, isHistory, isGroundChanged, mostChanges: mostChangesAtOnce },
    facts,
  );
  const takenNow = ground.facts.filter((fact) => taken.has(fact.caseId) && !isHistory(fact));
  const ofOrder = findingsOfOrder(order, observed.order, cases, read);
  return { ...recorded, findings: [...recorded.findings, ...ofOrder, ...takenNow.map(takenNumber)] };
}

/** A credit note whose number was used for another order before: one number cannot name two cases. */
const takenNumber = ({ caseId }: Fact): Finding => ({
  reason: 'credit_note_not_allowed',
  subject: caseId,
  isSo: true,
  evidence: { codes: 'conflicting_duplicate' },
});

function writesOf(
  { shopId, observed }: Reading,
  ground: Ground,
  recorded: RecordedReading,
  now: string,
): readonly Write[] {
  const { rows, known, stored, order, facts, loaded, unknownCopy } = ground;
  const { orderNumber } = order;
  const cases = recorded.changes.map(({ after }) => after);
  const differences = [...differencesIn(rows), ...[...loaded.values()].flatMap((one) => one.differences)];
  const isKept = facts.length > 0 || loaded.size > 0 || observed.returns.length > 0;
  return [
    ...(isKept && order !== stored?.order ? writesOfNewestSnapshot(shopId, observed, stored) : []),
    ...(isKept ? [writeOfLedger(shopId, orderNumber, { ...recorded.ledger, version: ground.ledger.version + 1 })] : []),
    ...(cases.some(({ standing }) => standing === 'copy_suspected') && unknownCopy
      ? writesOfSnapshot(shopId, unknownCopy.order, unknownCopy.customer)
      : []),
    ...cases.flatMap((after) => writesOfChangedCase(shopId, { loaded: loaded.get(after.caseId), after, now })),
    ...cases.map(({ caseId }) => {
      const fact = facts.find((one) => one.caseId === caseId);
      return writeOfFactVersion(shopId, caseId, observed.fetchedAt, fact);
    }),
    ...writesOfFindings({ shopId, order, now, known: differences }, recorded.findings),
    ...(recorded.isComplete ? [writeOfObservation(shopId, observed, known)] : []),
  ];
}

function writesOfNewestSnapshot(shopId: ShopId, observed: ObservedOrder, stored: StoredOrder | undefined): Write[] {
  const writes = writesOfSnapshot(shopId, observed.order, observed.customer);
  return stored === undefined ? writes : writes.map(({ condition: _, ...write }) => write);
}

/** The facts of a reading, each with its version. When an order was cancelled is not part of what the cancellation says. */
function factsOf(observed: ObservedOrder): readonly Fact[] {
  const { order, customer, creditNotes, cancellation, copyCandidates, paymentStatus } = observed;
  const notes = creditNotes.map((note): Fact => {
    const { status, ...content } = note;
    const version = { hash: contentHashOf(note), contentHash: contentHashOf(content), status };
    return { kind: 'credit_note', caseId: caseOfCreditNote(note.creditNoteId), version, observed: note };
  });
  if (cancellation === undefined) return notes;
  const isPaid = paymentStatus === 'paid';
  const copy = isPaid ? copyOf({ order, customer, candidates: copyCandidates }, cancellation) : undefined;
  const { cancelledAt: _, ...content } = cancellation;
  const contentHash = contentHashOf(content);
  return [
    ...notes,
    {
      kind: 'cancellation',
      caseId: caseOfCancellation(order.orderNumber),
      version: { hash: contentHash, contentHash, status: 'unknown' },
      observed: cancellation,
      copyOrderNumber: copy?.order.orderNumber,
    },
  ];
}
