import type { DifferenceReason } from './difference.ts';
import type { CaseId, OrderNumber } from './ids.ts';
import type { ObservedCancellation, ObservedCreditNote, ObservedPaymentStatus } from './observed-order.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { RefundPlan } from './refund-plan.ts';
import type { Refusal } from './refusal.ts';

/**
 * Where a case stands. `open`: its effects follow. `not_allowed`, `copy_suspected`: a person decides first. `attached`: a
 * cancellation has taken the same already. `history`: recorded without effects. `withdrawn`: deleted in eCom.
 */
export const caseStandings = ['open', 'not_allowed', 'copy_suspected', 'attached', 'history', 'withdrawn'] as const;
/** One of the standings of a case. */
export type CaseStanding = (typeof caseStandings)[number];

/**
 * What is kept of the newest version of the fact behind a case: the hash of all that eCom said, the hash of what it gives
 * back (without the status of its money), and that status.
 */
export type FactVersion = Readonly<{ hash: string; contentHash: string; status: ObservedPaymentStatus }>;

/** A case as the recording of facts sees it. Without `fact` it was asked for through the other door and not seen in eCom yet. */
export type ObservedCase = Readonly<{
  caseId: CaseId;
  standing: CaseStanding;
  plan: RefundPlan;
  fact?: FactVersion | undefined;
  /** Why a request would have been refused. */
  reasons?: readonly Refusal[] | undefined;
  /** The cancellation that has taken the same. */
  attachedTo?: CaseId | undefined;
  /** The order that is suspected to be the cheaper copy of the cancelled one, or that a person said to be it. */
  copyOrderNumber?: OrderNumber | undefined;
  /** A refund of it was reported or seen: what it gives back is not changed any more. */
  isRefundSeen: boolean;
}>;

/** One fact of a reading, with its version, so that a change is told from a repetition. */
export type Fact = Readonly<{ caseId: CaseId; version: FactVersion }> &
  (
    | Readonly<{ kind: 'credit_note'; observed: ObservedCreditNote }>
    | Readonly<{ kind: 'cancellation'; observed: ObservedCancellation; copyOrderNumber?: OrderNumber | undefined }>
  );

/** A difference that a reading shows (`isSo`) or shows to be gone. */
export type Finding = Readonly<{
  /** Missing where the order itself is concerned. */
  caseId?: CaseId | undefined;
  reason: DifferenceReason;
  subject?: string | undefined;
  isSo: boolean;
  amountMinor?: number | undefined;
  evidence: Readonly<Record<string, string | number | boolean>>;
}>;

/** What one fact changed: the case as it is now, the ledger with it, and what somebody has to look at. */
export type Recorded = Readonly<{ ledger: OrderLedger; after: ObservedCase; findings: readonly Finding[] }>;
