import type { CaseId, OrderNumber, ShopId, TaskId } from './ids.ts';
import type { PlannedPayment } from './refund-plan.ts';

/** What is known of one refund to be made: facts only, from which its state follows. */
export type RefundTaskFacts = Readonly<{
  shopId: ShopId;
  taskId: TaskId;
  caseId: CaseId;
  orderNumber: OrderNumber;
  /** Value of the order: with the customer's name and the date it locates the transaction in the portal. */
  orderTotalMinor: number;
  currency: string;
  payment: PlannedPayment;
  openedAt: string;
  dueOn: string;
}>;

/** Where a task stands (design §3); more states come with the facts that lead to them. */
export type RefundTaskState =
  | Readonly<{ name: 'awaiting_refund' }>
  | Readonly<{ name: 'on_hold'; reason: 'provider_unknown' }>;

/** The state that follows from the facts alone, so that it cannot drift from them. */
export function stateOf({ payment }: Pick<RefundTaskFacts, 'payment'>): RefundTaskState {
  return payment.refundMode === 'unknown'
    ? { name: 'on_hold', reason: 'provider_unknown' }
    : { name: 'awaiting_refund' };
}

/** Whether the day of the shop has passed by which the refund should have been made. */
export const isOverdue = ({ dueOn }: Pick<RefundTaskFacts, 'dueOn'>, todayInShop: string): boolean =>
  dueOn < todayInShop;

/** Whether a payment of a plan becomes a task: a gift card gets its part back by the cancellation itself. */
export const needsTask = ({ kind }: Pick<PlannedPayment, 'kind'>): boolean => kind !== 'gift_card';
