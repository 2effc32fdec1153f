import type { Refused } from '../domain/credit-note.ts';
import type { CaseId, OrderNumber, ShopId } from '../domain/ids.ts';
import type { Customer, Order } from '../domain/order.ts';
import { emptyLedger, type OrderLedger } from '../domain/order-ledger.ts';
import type { Accepted, RefundPlan } from '../domain/refund-plan.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../ports/table.ts';
import type { StoredOrder } from '../stores/order-store.ts';
import { openCase, readForDecision } from '../stores/refund-case-store.ts';
import { contentHashOf } from './content-hash.ts';

// A lost race costs one read and one decision; an order that five others change meanwhile is better tried later.
const maximumAttempts = 5;

/** An order that comes along with a request, for the case that it is not known yet. */
export type Snapshot = Readonly<{ order: Order; customer: Customer }>;

/** What came of asking eCom for an order that is not known. */
export type FetchedOrder =
  | Readonly<{ kind: 'found'; snapshot: Snapshot }>
  | Readonly<{ kind: 'unknown' }>
  | Readonly<{ kind: 'unavailable'; retryAfterSeconds: number }>;

/** What is asked for: which case, on which order, and how the rules decide it. `content` tells a repetition from another request. */
export type RefundRequest = Readonly<{
  shopId: ShopId;
  caseId: CaseId;
  orderNumber: OrderNumber;
  content: unknown;
  /** In the words of whoever asks; two requests that differ in it alone are the same. */
  reason?: string | undefined;
  /** Who asks; whoever was first stays. */
  by?: string | undefined;
  snapshot?: Snapshot | undefined;
  /** Asks eCom for the order, where it is neither known nor sent along. */
  fetchOrder?: (() => Promise<FetchedOrder>) | undefined;
  dryRun: boolean;
  /** Reasons that can be told without the order; said together with `order_unknown`, so that all come at once. */
  refusalsWithoutOrder?: readonly Refusal[];
  decide: (order: Order, ledger: OrderLedger) => Accepted | Refused;
}>;

/** What became of a request. `planned` is a dry run's answer; `contended` means that nothing was written and it may be sent again. */
export type Acceptance =
  | Readonly<{ kind: 'opened' | 'repeated' | 'planned'; caseId: CaseId; plan: RefundPlan }>
  | Readonly<{ kind: 'refused'; reasons: readonly Refusal[]; currency?: string | undefined }>
  | Readonly<{ kind: 'conflict'; code: 'conflicting_duplicate' | 'conflicting_order' }>
  | Readonly<{ kind: 'contended' }>
  /** eCom could not be asked for the order now; nothing was stored. */
  | Readonly<{ kind: 'order_unavailable'; retryAfterSeconds: number }>;

/**
 * Decides a request against the order's ledger and opens its case in one transaction. Sent again with the same
 * content it answers the same case; a refusal leaves no trace. Whoever loses a race reads and decides again.
 */
export async function acceptRefundCase(
  { table, clock }: Readonly<{ table: Table; clock: Clock }>,
  request: RefundRequest,
): Promise<Acceptance> {
  const contentHash = contentHashOf(request.content);
  let { snapshot } = request;
  for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
    const acceptance = await attemptOnce({ table, clock }, { ...request, snapshot }, contentHash);
    if (acceptance === 'lost_race') continue;
    if (acceptance !== 'order_unknown') return acceptance;
    const fetched = (await request.fetchOrder?.()) ?? { kind: 'unknown' };
    if (fetched.kind === 'unavailable') return { ...fetched, kind: 'order_unavailable' };
    if (fetched.kind === 'unknown') return unknownOrder(request);
    snapshot = fetched.snapshot;
  }
  return { kind: 'contended' };
}

async function attemptOnce(
  { table, clock }: Readonly<{ table: Table; clock: Clock }>,
  { shopId, caseId, orderNumber, reason, by, snapshot, dryRun, decide }: RefundRequest,
  contentHash: string,
): Promise<Acceptance | 'lost_race' | 'order_unknown'> {
  const { known, stored } = await readForDecision(table, shopId, caseId, orderNumber);
  if (known) {
    if (known.contentHash !== contentHash) return { kind: 'conflict', code: 'conflicting_duplicate' };
    return { kind: 'repeated', caseId, plan: known.plan };
  }
  if (stored && snapshot && !isSameOrder(stored, snapshot)) return { kind: 'conflict', code: 'conflicting_order' };
  const order = stored?.order ?? snapshot?.order;
  if (order === undefined) return 'order_unknown';

  const decision = decide(order, stored?.ledger ?? emptyLedger);
  if (decision.kind === 'refused') return { ...decision, currency: order.currency };
  const { plan, ledger } = decision;
  if (dryRun) return { kind: 'planned', caseId, plan };

  const refundCase = { caseId, openedAt: clock.now(), contentHash, plan, reason, requestedBy: by };
  const outcome = await openCase(table, {
    shopId,
    refundCase,
    ledger,
    newOrder: stored === undefined ? snapshot : undefined,
  });
  return outcome === 'opened' ? { kind: 'opened', caseId, plan } : outcome;
}

const unknownOrder = ({ orderNumber, refusalsWithoutOrder = [] }: RefundRequest): Acceptance => ({
  kind: 'refused',
  reasons: [{ code: 'order_unknown', asked: orderNumber }, ...refusalsWithoutOrder],
});

/** The first snapshot of an order stays; one with other lines or payments is another order under the same number. */
function isSameOrder({ order }: StoredOrder, snapshot: Snapshot): boolean {
  const essence = ({ currency, lines, payments }: Order) => contentHashOf({ currency, lines, payments });
  return essence(order) === essence(snapshot.order);
}
