import { isOpen } from '../../shared/domain/refund-task.ts';
import { nextCheckAt } from '../../shared/domain/task-checks.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Table } from '../../shared/ports/table.ts';
import type { ReconcileTaskMessage } from '../../shared/stores/reconciliation-message.ts';
import { readTask, setNextCheck } from '../../shared/stores/refund-task-store.ts';

/** What looking at a task needs. */
export type ReconcileTaskDependencies = Readonly<{ table: Table; clock: Clock }>;

/** A message named a task that is not there. Tasks are written before their messages are sent, so this is a fault. */
export class UnknownRefundTaskError extends Error {
  override readonly name = 'UnknownRefundTaskError';
}

/**
 * Looks at one open task and sets when it is looked at next. Safe to run twice, late and out of turn: the next check
 * follows from when the task was opened and from now, so a message that changes nothing writes nothing.
 */
export async function reconcileTask(
  { table, clock }: ReconcileTaskDependencies,
  { shopId, caseId, paymentNumber }: ReconcileTaskMessage,
): Promise<void> {
  const task = await readTask(table, shopId, caseId, paymentNumber);
  if (task === undefined) throw new UnknownRefundTaskError('The message names a task that is not there.');
  if (!isOpen(task.state)) return;
  const { openedAt, dueOn } = task.facts;
  const next = nextCheckAt(openedAt, dueOn, clock.now());
  // Whoever lost the race was overtaken by another look at the same task, which has set the next one.
  if (next > task.nextCheckAt) await setNextCheck(table, task, next);
}
