import { partsOfTask, type TaskId } from '../../shared/domain/ids.ts';
import { expectedOf, type LocatedPayment } from '../../shared/domain/refund-task.ts';
import { ProviderRefusedError, ProviderUnavailableError } from '../../shared/providers/provider-errors.ts';
import { type AskProviderDependencies, askProvider } from '../../shared/reconciliation/ask-provider.ts';
import { reconcileAround } from '../../shared/reconciliation/reconcile-around.ts';
import type { ReconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import { readTask, type StoredTask } from '../../shared/stores/refund-task-store.ts';

/** Why a provider was not asked, or did not answer. */
export const notAskedReasons = [
  'payment_not_located',
  'provider_cannot_be_asked',
  'provider_unavailable',
  'provider_refused',
] as const;
export type NotAskedReason = (typeof notAskedReasons)[number];

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
 * Asks the provider, before somebody refunds, what was given back of the task's payment already, and lets what it says
 * settle the task if it does. A provider that does not answer hinders nobody: what was last known is said instead.
 */
export async function askBeforeRefund(
  dependencies: AskProviderDependencies,
  shop: ReconciledShop,
  task: StoredTask,
): Promise<Readonly<{ task: StoredTask; payment: PaymentNow }>> {
  const reason = await notAnswered(dependencies, shop, task);
  const now = reason === undefined ? await upToDate(dependencies, shop, task.facts.taskId) : task;
  const payment = { ...lastKnown(now.facts.located), currency: expectedOf(now.facts).currency };
  return {
    task: now,
    payment: reason === undefined ? { kind: 'answered', ...payment } : { kind: 'not_asked', reason, ...payment },
  };

  async function upToDate({ table, clock }: AskProviderDependencies, of: ReconciledShop, taskId: TaskId) {
    const { caseId, paymentNumber } = partsOfTask(taskId);
    await reconcileAround({ table, clock }, of, { kind: 'task', caseId, paymentNumber });
    return (await readTask(table, of.shopId, caseId, paymentNumber)) ?? task;
  }
}

async function notAnswered(
  dependencies: AskProviderDependencies,
  { shopId, providers }: ReconciledShop,
  { facts }: StoredTask,
): Promise<NotAskedReason | undefined> {
  const { located } = facts;
  if (located === undefined) return 'payment_not_located';
  const { provider, account, paymentId } = located;
  const isOurs = providers.some((each) => each.provider === provider && each.account === account);
  if (!isOurs || dependencies.questionsOf(provider) === undefined) return 'provider_cannot_be_asked';
  try {
    await askProvider(dependencies, { kind: 'ask_provider', shopId, provider, account, question: { paymentId } });
    return undefined;
  } catch (error) {
    if (error instanceof ProviderUnavailableError) return 'provider_unavailable';
    if (error instanceof ProviderRefusedError) return 'provider_refused';
    throw error;
  }
}

function lastKnown(located: LocatedPayment | undefined) {
  const { capturedMinor, refundedMinor, asOf } = located ?? {};
  if (capturedMinor === undefined || refundedMinor === undefined) return { asOf };
  return { refundedMinor, refundableMinor: Math.max(0, capturedMinor - refundedMinor), asOf };
}
