import type { ProviderRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import { reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';

/** What matching needs. */
export type MatchRefundsDependencies = Readonly<{ table: Table; settings: Settings; clock: Clock }>;

/** An event named a refund whose row is not there. The event is an attribute of that row, so this is a fault. */
class UnknownSeenRefundError extends Error {
  override readonly name = 'UnknownSeenRefundError';
}

/**
 * Matches a refund that was seen, or that stands otherwise than before, with the tasks that it may settle. The event only
 * says where to look: what is stored decides, so the same event again, or an older one late, changes nothing more.
 */
export async function matchRefunds(
  { table, settings, clock }: MatchRefundsDependencies,
  { metadata, data: { provider, account, refundId } }: ProviderRefundSeenV1,
): Promise<void> {
  const shop = await reconciledShop(settings, shopIdSchema.parse(metadata.shopId));
  const outcome = await reconcileAround({ table, clock }, shop, {
    kind: 'refund',
    refund: { provider, account, refundId },
  });
  if (outcome === 'missing') throw new UnknownSeenRefundError('The event names a refund that is not there.');
}
