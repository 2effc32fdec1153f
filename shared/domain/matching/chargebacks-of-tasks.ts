import { compareInstants } from '../instant-order.ts';
import { expectedOf, type RefundTaskFacts, restMinorOf } from '../refund-task.ts';
import type { SeenRefund } from '../seen-refund.ts';
import type { TaskChargeback } from '../task-match.ts';

/**
 * The tasks with the disputes of their payments. An open or a won dispute concerns every task of the payment; money that
 * was lost settles them in the order in which they were opened, each as far as it goes, so that no euro settles two. What is
 * left then went back a second time, where a refund had given it back.
 */
export function withChargebacks(
  tasks: readonly RefundTaskFacts[],
  refunds: readonly SeenRefund[],
): readonly RefundTaskFacts[] {
  const disputes = refunds.filter(({ facts: { kind } }) => kind === 'chargeback' || kind === 'reversal');
  if (disputes.length === 0) return tasks;
  const found = new Map<string, TaskChargeback[]>();
  for (const { facts } of disputes) {
    const concerned = tasks
      .filter((task) => isOfPayment(task, facts))
      .toSorted((a, b) => compareInstants(a.openedAt, b.openedAt) || (a.taskId < b.taskId ? -1 : 1));
    const { provider, account, refundId, status } = facts;
    const taken = status === 'done' ? lostOf(concerned, facts.amountMinor) : concerned.map(() => facts.amountMinor);
    for (const [index, { taskId }] of concerned.entries()) {
      const amountMinor = taken[index] ?? 0;
      const known = found.get(taskId) ?? [];
      found.set(taskId, [...known, { refund: { provider, account, refundId }, amountMinor, status }]);
    }
  }
  return tasks.map((task) => {
    const chargebacks = found.get(task.taskId);
    return chargebacks === undefined ? task : { ...task, chargebacks };
  });
}

/** What each task loses: first what it still gives back, then, of what is left, what it gave back already. */
function lostOf(tasks: readonly RefundTaskFacts[], amountMinor: number): readonly number[] {
  let leftMinor = amountMinor;
  const upTo = (mostMinor: number): number => {
    const taken = Math.min(leftMinor, Math.max(0, mostMinor));
    leftMinor -= taken;
    return taken;
  };
  const settled = tasks.map((task) => upTo(restMinorOf(task)));
  return tasks.map((task, index) => (settled[index] ?? 0) + upTo(expectedOf(task).amountMinor - restMinorOf(task)));
}

function isOfPayment(
  { located, payment }: RefundTaskFacts,
  { provider, account, paymentId }: SeenRefund['facts'],
): boolean {
  const known = located ?? {
    provider: payment.provider,
    account: payment.account,
    paymentId: payment.providerPaymentId,
  };
  return (
    paymentId !== undefined && known.paymentId === paymentId && known.provider === provider && known.account === account
  );
}
