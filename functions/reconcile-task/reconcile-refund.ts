import { identityOf } from '../../shared/domain/provider-refund.ts';
import { judgedAtOf } from '../../shared/domain/seen-refund.ts';
import { nextLookAt } from '../../shared/domain/task-checks.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import { reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import type { ReconcileRefundMessage } from '../../shared/stores/reconciliation-message.ts';
import type { ReconcileDependencies } from './reconcile-task.ts';

/** A message named a refund that is not there. Refunds are written before anybody is told of them, so this is a fault. */
class UnknownProviderRefundError extends Error {
  override readonly name = 'UnknownProviderRefundError';
}

/**
 * Looks at one refund that nothing explains: does a task want it by now, is it a second one, is its credit note late; and
 * sets when it is looked at next. Safe to run twice, late and out of turn.
 */
export async function reconcileRefund(
  { table, settings, clock }: ReconcileDependencies,
  { shopId, ...refund }: ReconcileRefundMessage,
): Promise<void> {
  const shop = await reconciledShop(settings, shopId);
  const { provider, account, refundId } = refund;
  const identity = { provider, account, refundId };
  const outcome = await reconcileAround({ table, clock }, shop, { kind: 'refund', refund: identity }, ({ refunds }) => {
    const known = refunds.get(identityOf(identity));
    return known && nextLookAt(known.firstSeenAt, judgedAtOf(known.facts, shop.noteGraceHours), clock.now());
  });
  if (outcome === 'missing') throw new UnknownProviderRefundError('The message names a refund that is not there.');
}
