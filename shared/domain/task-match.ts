import type { MatchId } from './ids.ts';
import {
  identityOf,
  type ProviderRefund,
  type ProviderRefundKind,
  type ProviderRefundStatus,
  type RefundIdentity,
} from './provider-refund.ts';

/** Where a match stands: the machine proposes or confirms, a person confirms, rejects or takes back. */
export const matchStates = ['proposed', 'confirmed', 'rejected', 'revoked'] as const;
export type MatchState = (typeof matchStates)[number];

/**
 * A match as its task knows it: which refund, how much of it, where the match stands, and how the refund stood when that
 * was last looked at. The whole match, with its explanation, is a row of its own.
 */
export type TaskMatch = Readonly<{
  matchId: MatchId;
  refund: RefundIdentity;
  amountMinor: number;
  state: MatchState;
  kind: ProviderRefundKind;
  status: ProviderRefundStatus;
  /** A person decided it; the machine leaves it alone. */
  decidedByPerson?: true | undefined;
}>;

/** A chargeback of the task's payment: pending while the dispute is open, done when the shop lost it, canceled when it won. */
export type TaskChargeback = Readonly<{
  refund: RefundIdentity;
  amountMinor: number;
  status: ProviderRefundStatus;
}>;

const sumOf = (matches: readonly TaskMatch[]): number => matches.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** How much of a task confirmed matches have given back for good, as far as anything is for good. */
export const settledMinorOf = (matches: readonly TaskMatch[]): number =>
  sumOf(matches.filter(({ state, kind, status }) => state === 'confirmed' && kind === 'refund' && status === 'done'));

/** How much of a task confirmed matches give back that the provider has not finished. */
export const pendingMinorOf = (matches: readonly TaskMatch[]): number =>
  sumOf(
    matches.filter(({ state, kind, status }) => state === 'confirmed' && kind === 'refund' && status === 'pending'),
  );

/** The matches with what their refunds say now; a refund that is not among those looked at stays as it was known. */
export function refreshedMatches(
  matches: readonly TaskMatch[],
  refunds: ReadonlyMap<string, Pick<ProviderRefund, 'kind' | 'status'>>,
): readonly TaskMatch[] {
  return matches.map((match) => {
    const now = refunds.get(identityOf(match.refund));
    return now === undefined ? match : { ...match, kind: now.kind, status: now.status };
  });
}

const isLive = ({ state, kind, status }: TaskMatch): boolean =>
  state === 'confirmed' && kind === 'refund' && (status === 'done' || status === 'pending');

/**
 * The matches as they stand now, without those that are more than the task gives back: a refund that had failed, and
 * succeeds after another one took its place, is a second one, and the one that took its place stays. So does what a
 * person decided.
 */
export function withoutSurplus(
  before: readonly TaskMatch[],
  after: readonly TaskMatch[],
  expectedMinor: number,
): readonly TaskMatch[] {
  const wasLive = new Set(before.filter(isLive).map(({ matchId }) => matchId));
  const live = after.filter(isLive);
  const machineMade = live.filter(({ decidedByPerson }) => !decidedByPerson);
  const byAge = machineMade.toSorted((a, b) => Number(wasLive.has(b.matchId)) - Number(wasLive.has(a.matchId)));
  let leftMinor = expectedMinor - sumOf(live.filter(({ decidedByPerson }) => decidedByPerson));
  const surplus = new Set<MatchId>();
  for (const { matchId, amountMinor } of byAge) {
    if (amountMinor > leftMinor) surplus.add(matchId);
    else leftMinor -= amountMinor;
  }
  return after.filter(({ matchId }) => !surplus.has(matchId));
}
