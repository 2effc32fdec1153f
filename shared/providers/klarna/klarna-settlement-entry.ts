import type { ProviderRefundKind } from '../../domain/provider-refund.ts';
import { type ReportEntry, skipped } from '../../reports/report-format.ts';
import { RejectedRowError } from '../../reports/report-source.ts';

/** A settlement transaction of Klarna, whichever way it was read. Amounts are minor units and positive. */
export type KlarnaTransaction = Readonly<{
  type: string;
  amountMinor: number;
  currency: string;
  orderId: string;
  refundId: string;
  at: string;
  references: readonly string[];
}>;

// A reversal is a dispute that was lost: Klarna took the money, nobody refunded.
const kinds: Readonly<Record<string, ProviderRefundKind>> = { RETURN: 'refund', REVERSAL: 'reversal' };

/** What a settlement transaction is. Fees, holdbacks and their like are skipped. The sign of a return is not documented, so the type decides. */
export function entryOfKlarna(transaction: KlarnaTransaction, account: string): ReportEntry {
  const { type, amountMinor, currency, orderId, refundId, at, references } = transaction;
  const common = { provider: 'klarna', account, amountMinor, currency, references } as const;
  if (type === 'SALE') {
    if (orderId === '') throw new RejectedRowError('order_id_missing');
    return { kind: 'payment', payment: { ...common, paymentId: orderId, paidAt: at } };
  }
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) return skipped(type);
  if (refundId === '' && kind === 'refund') throw new RejectedRowError('refund_id_missing');
  return {
    kind: 'refund',
    refund: {
      ...common,
      // A reversal has no refund id: the order and the day are what tells it from others.
      refundId: refundId === '' ? `${type}:${orderId}:${at}` : refundId,
      kind,
      paymentId: orderId === '' ? undefined : orderId,
      status: 'done',
      createdAt: at,
      statusAt: at,
    },
  };
}
