import { partsOfTask } from '../../shared/domain/ids.ts';
import { expectedOf, type LocatedPayment } from '../../shared/domain/refund-task.ts';
import { askAboutTask, type NotAskedReason } from '../../shared/reconciliation/ask-about-task.ts';
import type { AskProviderDependencies } from '../../shared/reconciliation/ask-provider.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import type { ReconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { readTask, type StoredTask } from '../../shared/stores/refund-task-store.ts';

/** What the payment of a task still carries: as the provider says now, or as it was last known. Amounts are of the payment's currency. */
export type PaymentNow = Readonly<
  ({ kind: 'answered' } | { kind: 'not_asked'; reason: NotAskedReason }) & {
    currency: string;
    refundedMinor?: number | undefined;
    refundableMinor?: number | undefined;
    asOf?: string | undefined;
  }
>;

/**
 * Asks the provider what was given back of a task's payment, before somebody refunds or after they say that they did, and
 * lets what it says settle the task. A provider that does not answer hinders nobody: what was last known is said instead.
 */
export async function askAboutPayment(
  dependencies: AskProviderDependencies,
  shop: ReconciledShop,
  task: StoredTask,
): Promise<Readonly<{ task: StoredTask; payment: PaymentNow }>> {
  const outcome = await askAboutTask(dependencies, shop, task.facts);
  const now = outcome === 'answered' ? await upToDate(dependencies, shop, task) : task;
  const payment = { ...lastKnown(now.facts.located), currency: expectedOf(now.facts).currency };
  return {
    task: now,
    payment:
      outcome === 'answered' ? { kind: 'answered', ...payment } : { kind: 'not_asked', reason: outcome, ...payment },
  };
}

async function upToDate(
  { table, clock }: AskProviderDependencies,
  shop: ReconciledShop,
  task: StoredTask,
): Promise<StoredTask> {
  const { caseId, paymentNumber } = partsOfTask(task.facts.taskId);
  await reconcileAround({ table, clock }, shop, { kind: 'task', caseId, paymentNumber });
  return (await readTask(table, shop.shopId, caseId, paymentNumber)) ?? task;
}

function lastKnown(located: LocatedPayment | undefined) {
  const { capturedMinor, refundedMinor, asOf } = located ?? {};
  if (capturedMinor === undefined || refundedMinor === undefined) return { asOf };
  return { refundedMinor, refundableMinor: Math.max(0, capturedMinor - refundedMinor), asOf };
}
