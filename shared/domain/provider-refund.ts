import { providerRowName } from './ids.ts';
import { compareInstants } from './instant-order.ts';

/**
 * What a provider gave back, or took back. A chargeback and a reversal look like a refund and are none; `returned` is
 * money that came back to the shop after it had left.
 */
export const providerRefundKinds = ['refund', 'chargeback', 'reversal', 'returned'] as const;
export type ProviderRefundKind = (typeof providerRefundKinds)[number];

/** Where it stands: none of them is ever quite final, for money that was given back can come back. */
export const providerRefundStatuses = ['pending', 'done', 'failed', 'canceled', 'returned'] as const;
export type ProviderRefundStatus = (typeof providerRefundStatuses)[number];

/**
 * One refund as its provider tells it, whatever the channel: identity is (provider, account, refund id). `createdAt` and
 * `statusAt` are instants in ISO 8601; the amount is gross, in the currency of the payment, and positive.
 */
export type ProviderRefund = Readonly<{
  provider: string;
  account: string;
  refundId: string;
  kind: ProviderRefundKind;
  /** The provider's id of the payment that was given back. */
  paymentId?: string | undefined;
  amountMinor: number;
  currency: string;
  status: ProviderRefundStatus;
  createdAt: string;
  statusAt: string;
  /** Every text that may name the order: reference, invoice number, metadata, note, description. */
  references: readonly string[];
  customerName?: string | undefined;
  customerEmail?: string | undefined;
}>;

/** What tells a refund from every other one of a shop. */
export type RefundIdentity = Pick<ProviderRefund, 'provider' | 'account' | 'refundId'>;

/** What makes two reports of a refund reports of the same one. */
export const identityOf = ({ provider, account, refundId }: RefundIdentity): string =>
  providerRowName(provider, account, refundId);

const ranks: Readonly<Record<ProviderRefundStatus, number>> = {
  pending: 0,
  done: 1,
  canceled: 2,
  failed: 3,
  returned: 4,
};

/**
 * Two reports of the same refund as one: the later status wins by the provider's own time, then by rank, so that neither
 * the order of arrival nor an old file can move it backwards. What one report leaves out comes from the other.
 */
export function merged(a: ProviderRefund, b: ProviderRefund): ProviderRefund {
  const [earlier, later] = isLater(a, b) ? [b, a] : [a, b];
  const kinds = new Set([earlier.kind, later.kind]);
  // A row that says the money came back is about the refund with this id, not a thing of its own.
  const kind = kinds.size === 2 && kinds.has('returned') ? otherThanReturned(earlier.kind, later.kind) : later.kind;
  return {
    ...later,
    kind,
    createdAt: firstOf(earlier.createdAt, later.createdAt),
    paymentId: later.paymentId ?? earlier.paymentId,
    customerName: later.customerName ?? earlier.customerName,
    customerEmail: later.customerEmail ?? earlier.customerEmail,
    references: [...new Set([...earlier.references, ...later.references])].toSorted(),
  };
}

/** Which of two forms of the same instant is kept must not depend on the arrival. */
function firstOf(a: string, b: string): string {
  const order = compareInstants(a, b);
  return order < 0 || (order === 0 && a < b) ? a : b;
}

function isLater(a: ProviderRefund, b: ProviderRefund): boolean {
  // One channel writes milliseconds, another leaves them out: as text the same instant would be a later one.
  const order = compareInstants(a.statusAt, b.statusAt);
  if (order !== 0) return order > 0;
  if (ranks[a.status] !== ranks[b.status]) return ranks[a.status] > ranks[b.status];
  // Neither is later: any order will do, as long as it does not depend on the arrival.
  return JSON.stringify(a) > JSON.stringify(b);
}

const otherThanReturned = (a: ProviderRefundKind, b: ProviderRefundKind): ProviderRefundKind =>
  a === 'returned' ? b : a;
