import { taskOf } from '../../shared/domain/ids.ts';
import { nextCheckAt } from '../../shared/domain/task-checks.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import { reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { takeSaidRoute, waitsForRoute } from '../../shared/reconciliation/take-said-route.ts';
import type { ReconcileTaskMessage } from '../../shared/stores/reconciliation-message.ts';
import type { StoredTask } from '../../shared/stores/refund-task-store.ts';

/** What looking at a task or a refund needs. */
export type ReconcileDependencies = Readonly<{ table: Table; settings: Settings; clock: Clock }>;

/** A message named a task that is not there. Tasks are written before their messages are sent, so this is a fault. */
export class UnknownRefundTaskError extends Error {
  override readonly name = 'UnknownRefundTaskError';
}

/**
 * Looks at one task: where its payment is, which refunds settle it, what is not as it should be; and sets when it is looked
 * at next. Safe to run twice, late and out of turn: all of it follows from what is stored and from now, so a message that
 * changes nothing writes nothing.
 */
export async function reconcileTask(
  { table, settings, clock }: ReconcileDependencies,
  { shopId, caseId, paymentNumber }: ReconcileTaskMessage,
): Promise<void> {
  const shop = await reconciledShop(settings, shopId);
  const seed = { kind: 'task', caseId, paymentNumber } as const;
  let seen: StoredTask | undefined;
  const outcome = await reconcileAround({ table, clock }, shop, seed, ({ tasks }) => {
    seen = tasks.get(taskOf(caseId, paymentNumber));
    return seen && nextCheckAt(seen.facts.openedAt, seen.facts.dueOn, clock.now());
  });
  if (outcome === 'missing') throw new UnknownRefundTaskError('The message names a task that is not there.');
  if (seen === undefined || !waitsForRoute(seen)) return;
  if (await takeSaidRoute({ table, clock }, shop, seen.facts)) await reconcileAround({ table, clock }, shop, seed);
}
