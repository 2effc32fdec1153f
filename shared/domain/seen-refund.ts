import type { CaseId, MatchId } from './ids.ts';
import { secondsAfter } from './instants.ts';
import type { ProviderRefund } from './provider-refund.ts';

/** A part of a refund that a confirmed match has taken for one task. */
export type RefundAllocation = Readonly<{
  matchId: MatchId;
  caseId: CaseId;
  paymentNumber: number;
  amountMinor: number;
}>;

/** A refund that was seen at a provider, with what it settles. The parts never exceed its amount. */
export type SeenRefund = Readonly<{
  facts: ProviderRefund;
  allocations: readonly RefundAllocation[];
  firstSeenAt: string;
  /** When it is looked at next, while nothing explains it. */
  nextCheckAt?: string | undefined;
}>;

/** How much of a refund confirmed matches have taken. */
export const allocatedMinorOf = ({ allocations }: Pick<SeenRefund, 'allocations'>): number =>
  allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** What is left of a refund that no match has taken, in minor units. */
export const unallocatedMinorOf = (refund: Pick<SeenRefund, 'facts' | 'allocations'>): number =>
  refund.facts.amountMinor - allocatedMinorOf(refund);

/** Whether money left the shop by it, or is about to: what failed, was withdrawn or came back needs no explanation. */
const movesMoney = ({ kind, status }: Pick<ProviderRefund, 'kind' | 'status'>): boolean =>
  kind === 'refund' && (status === 'done' || status === 'pending');

/** Whether tasks account for all of it, or there is nothing to account for. */
export const isExplained = (refund: Pick<SeenRefund, 'facts' | 'allocations'>): boolean =>
  !movesMoney(refund.facts) || allocatedMinorOf(refund) >= refund.facts.amountMinor;

const secondsPerHour = 3600;

/** From when on a refund is judged that no credit note explains: many shops refund first and write the note afterwards. */
export const judgedAtOf = ({ createdAt }: Pick<ProviderRefund, 'createdAt'>, noteGraceHours: number): string =>
  secondsAfter(createdAt, noteGraceHours * secondsPerHour);
