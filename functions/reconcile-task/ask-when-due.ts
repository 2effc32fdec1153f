import { secondsBetween } from '../../shared/domain/instants.ts';
import { isOpen } from '../../shared/domain/refund-task.ts';
import type { Count } from '../../shared/lambda/metrics.ts';
import { askAboutTask } from '../../shared/reconciliation/ask-about-task.ts';
import type { AskProviderDependencies } from '../../shared/reconciliation/ask-provider.ts';
import { reconciledShop } from '../../shared/reconciliation/reconciled-shop.ts';
import type { ReconcileTaskMessage } from '../../shared/stores/reconciliation-message.ts';
import { readTask } from '../../shared/stores/refund-task-store.ts';

// Before that the webhooks of most refunds are here, and a year that is imported would ask for each of its payments.
const firstQuestionSeconds = 3600;

/**
 * Asks the provider about the payment of an open task, from an hour after it was opened at each of its looks; at once where
 * a person has reported the refund. Where a provider sends no webhooks, or one was lost, the refund is seen so. One that does
 * not answer is asked again at the next look; one that refuses is counted, for its key is wrong.
 */
export async function askWhenDue(
  dependencies: AskProviderDependencies & Readonly<{ count: Count }>,
  { shopId, caseId, paymentNumber }: ReconcileTaskMessage,
): Promise<void> {
  const { table, settings, clock, count, questionsOf } = dependencies;
  const shop = await reconciledShop(settings, shopId);
  if (!shop.providers.some(({ provider }) => questionsOf(provider))) return;
  const task = await readTask(table, shopId, caseId, paymentNumber);
  if (task === undefined || !isOpen(task.state)) return;
  const { openedAt, report } = task.facts;
  const isDue = report !== undefined || secondsBetween(openedAt, clock.now()) >= firstQuestionSeconds;
  if (!isDue) return;
  const outcome = await askAboutTask(dependencies, shop, task.facts);
  if (outcome === 'provider_refused') count('ProviderQuestionsRefused');
}
