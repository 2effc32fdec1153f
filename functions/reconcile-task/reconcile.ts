import type { Count } from '../../shared/lambda/metrics.ts';
import { askForRefunds } from '../../shared/reconciliation/ask-for-refunds.ts';
import { type AskProviderDependencies, askProvider } from '../../shared/reconciliation/ask-provider.ts';
import type { ReconciliationMessage } from '../../shared/stores/reconciliation-message.ts';
import { askWhenDue } from './ask-when-due.ts';
import { askWhenPending } from './ask-when-pending.ts';
import { reconcileRefund } from './reconcile-refund.ts';
import { reconcileTask } from './reconcile-task.ts';

/** Does what a message of the reconciliation queue asks for. */
export async function reconcile(
  dependencies: AskProviderDependencies & Readonly<{ count: Count }>,
  message: ReconciliationMessage,
): Promise<void> {
  switch (message.kind) {
    case 'reconcile_task':
      await askWhenDue(dependencies, message);
      return reconcileTask(dependencies, message);
    case 'reconcile_refund':
      await askWhenPending(dependencies, message);
      return reconcileRefund(dependencies, message);
    case 'ask_provider':
      return askProvider(dependencies, message);
    case 'ask_for_refunds':
      return askForRefunds(dependencies, message);
  }
}
