import type { ReconciliationMessage } from '../../shared/stores/reconciliation-message.ts';
import { reconcileRefund } from './reconcile-refund.ts';
import { type ReconcileDependencies, reconcileTask } from './reconcile-task.ts';

/** Does what a message of the reconciliation queue asks for. */
export function reconcile(dependencies: ReconcileDependencies, message: ReconciliationMessage): Promise<void> {
  switch (message.kind) {
    case 'reconcile_task':
      return reconcileTask(dependencies, message);
    case 'reconcile_refund':
      return reconcileRefund(dependencies, message);
  }
}
