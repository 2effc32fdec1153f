import { compareInstants } from '../instant-order.ts';
import { type RefundTaskFacts, restMinorOf } from '../refund-task.ts';
import type { SeenRefund } from '../seen-refund.ts';
import type { TaskChargeback } from '../task-match.ts';

/**
 * The tasks with the disputes of their payments. An open or a won dispute concerns every task of the payment; money that
 * was lost settles them in the order in which they were opened, each as far as it goes, so that no euro settles two.
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
    let leftMinor = facts.amountMinor;
    for (const task of concerned) {
      const taken = status === 'done' ? Math.min(leftMinor, Math.max(0, restMinorOf(task))) : facts.amountMinor;
      if (status === 'done') leftMinor -= taken;
      const known = found.get(task.taskId) ?? [];
      found.set(task.taskId, [...known, { refund: { provider, account, refundId }, amountMinor: taken, status }]);
    }
  }
  return tasks.map((task) => {
    const chargebacks = found.get(task.taskId);
    return chargebacks === undefined ? task : { ...task, chargebacks };
  });
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
