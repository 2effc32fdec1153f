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
  /** Its credit note was deleted in eCom, or gives this payment nothing back any more. */
  withdrawnAt?: string | undefined;
}>;

/** Where a task can stand (design §3): a closed list. */
export const taskStateNames = [
  'awaiting_refund',
  'on_hold',
  'reported',
  'pending_at_provider',
  'matched',
  'settled_by_chargeback',
  'withdrawn',
  'closed_by_operator',
] as const;
/** One of the states of a task. */
export type TaskStateName = (typeof taskStateNames)[number];

/** Why a task waits for a person or for somebody else's decision: a closed list. */
export const onHoldReasons = ['provider_unknown', 'order_copy_suspected', 'dispute_open', 'not_captured'] as const;
/** One of the reasons for which a task is on hold. */
export type OnHoldReason = (typeof onHoldReasons)[number];

/** The state of a task, with the reason where it is on hold. */
export type RefundTaskState =
  | Readonly<{ name: Exclude<TaskStateName, 'on_hold'> }>
  | Readonly<{ name: 'on_hold'; reason: OnHoldReason }>;

/** The state that follows from the facts alone, so that it cannot drift from them. */
export function stateOf({ payment, withdrawnAt }: Pick<RefundTaskFacts, 'payment' | 'withdrawnAt'>): RefundTaskState {
  if (withdrawnAt !== undefined) return { name: 'withdrawn' };
  return payment.refundMode === 'unknown'
    ? { name: 'on_hold', reason: 'provider_unknown' }
    : { name: 'awaiting_refund' };
}

const openStates: ReadonlySet<TaskStateName> = new Set([
  'awaiting_refund',
  'on_hold',
  'reported',
  'pending_at_provider',
]);

/** Whether somebody or something still has to happen before the task is over. */
export const isOpen = ({ name }: RefundTaskState): boolean => openStates.has(name);

const untouchedStates: ReadonlySet<TaskStateName> = new Set(['awaiting_refund', 'on_hold', 'withdrawn']);

/** Whether a refund was reported or seen: what the task gives back is not changed by its credit note any more. */
export const isRefundSeen = ({ name }: RefundTaskState): boolean => !untouchedStates.has(name);

/** Whether the day of the shop has passed by which the refund should have been made. */
export const isOverdue = ({ dueOn }: Pick<RefundTaskFacts, 'dueOn'>, todayInShop: string): boolean =>
  dueOn < todayInShop;

/** Whether a payment of a plan becomes a task: a gift card gets its part back by the cancellation itself. */
export const needsTask = ({ kind }: Pick<PlannedPayment, 'kind'>): boolean => kind !== 'gift_card';
