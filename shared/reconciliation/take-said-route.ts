import { bySaidRoute } from '../domain/payment-route.ts';
import { isOpen } from '../domain/refund-task.ts';
import { dayInShop } from '../domain/shop-day.ts';
import { ConditionRefusedError } from '../ports/table.ts';
import { readTask, type StoredTask, writeOfTask } from '../stores/refund-task-store.ts';
import { readSaidRoutes } from '../stores/said-route-store.ts';
import type { ReconcilingDependencies } from './reconcile-around.ts';
import type { ReconciledShop } from './reconciled-shop.ts';

/** Whether nobody knows who gives the payment of an open task back, and somebody may have said it of its method. */
export const waitsForRoute = ({ facts: { payment }, state }: Pick<StoredTask, 'facts' | 'state'>): boolean =>
  isOpen(state) && payment.refundMode === 'unknown' && payment.method !== undefined;

/**
 * Lets a task that waits for it take the way that a person said for its payment method; answers whether it did. Again, or
 * where somebody else was faster, it changes nothing.
 */
export async function takeSaidRoute(
  { table, clock }: ReconcilingDependencies,
  { shopId, timeZone }: ReconciledShop,
  { caseId, payment: { paymentNumber } }: StoredTask['facts'],
): Promise<boolean> {
  const task = await readTask(table, shopId, caseId, paymentNumber);
  const method = task?.facts.payment.method;
  if (task === undefined || method === undefined || !waitsForRoute(task)) return false;
  const said = (await readSaidRoutes(table, shopId, [method])).get(method);
  if (said === undefined) return false;
  const { facts } = task;
  const paidOn = facts.payment.paidAt && dayInShop(facts.payment.paidAt, timeZone);
  const now = clock.now();
  const known = { ...facts, payment: bySaidRoute(facts.payment, said, paidOn) };
  const { row, condition } = writeOfTask(known, { nextCheckAt: now, now, known: task });
  try {
    await table.put(row, condition);
    return true;
  } catch (error) {
    if (error instanceof ConditionRefusedError) return false;
    throw error;
  }
}
