import type { DifferenceEnding } from './difference.ts';
import type { CaseId, OrderNumber, ShopId, TaskId } from './ids.ts';
import type { PlannedPayment } from './refund-plan.ts';
import { dayInShop } from './shop-day.ts';
import { pendingMinorOf, settledMinorOf, type TaskChargeback, type TaskMatch } from './task-match.ts';

/** How the provider's own record of a task's payment was found, the surest first. */
export const locatedBy = ['order', 'person', 'reference', 'value'] as const;
export type LocatedBy = (typeof locatedBy)[number];

/** The provider's own record of the payment that a task gives back. */
export type LocatedPayment = Readonly<{
  provider: string;
  account: string;
  paymentId: string;
  by: LocatedBy;
  at: string;
  /** What the payment brought in, and what the provider said was given back of it, when it said so. */
  capturedMinor?: number | undefined;
  refundedMinor?: number | undefined;
  asOf?: string | undefined;
}>;

/** What a person says about a refund that they made; the provider has not shown it for that. */
export type RefundReport = Readonly<{
  by: string;
  at: string;
  amountMinor: number;
  /** Day of the shop. */
  refundedOn: string;
  refundId?: string | undefined;
}>;

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
  located?: LocatedPayment | undefined;
  /** Matches with refunds, also those that were rejected or taken back. */
  matches?: readonly TaskMatch[] | undefined;
  /** Chargebacks of its payment. */
  chargebacks?: readonly TaskChargeback[] | undefined;
  /** Who said that they see to it, so that nobody else refunds it too. */
  taken?: Readonly<{ by: string; at: string }> | undefined;
  report?: RefundReport | undefined;
  /** A person ended it otherwise than by a refund that the provider shows. */
  closed?: Readonly<{ ending: DifferenceEnding; by: string; at: string; note?: string | undefined }> | undefined;
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

/** All of a task that its state depends on. */
export type TaskStateGround = Pick<
  RefundTaskFacts,
  'payment' | 'withdrawnAt' | 'matches' | 'chargebacks' | 'report' | 'closed'
>;

/** What the provider is expected to give back, in the currency of the payment: the proposed share where that is another one. */
export const expectedOf = ({ payment, currency }: Pick<RefundTaskFacts, 'payment' | 'currency'>) =>
  payment.proposed ?? { amountMinor: payment.amountMinor, currency };

/** The provider that gives a task back, as far as anybody knows: the one where its payment was found goes before. */
export const providerOf = ({ located, payment }: Pick<RefundTaskFacts, 'located' | 'payment'>): string | undefined =>
  located?.provider ?? payment.provider;

const expectedMinorOf = ({ proposed, amountMinor }: PlannedPayment): number => proposed?.amountMinor ?? amountMinor;

/** What a task still gives back: what is expected without what confirmed matches have given back or are about to. */
export const restMinorOf = ({ payment, matches = [] }: Pick<RefundTaskFacts, 'payment' | 'matches'>): number =>
  expectedMinorOf(payment) - settledMinorOf(matches) - pendingMinorOf(matches);

/**
 * The state that follows from the facts alone, so that it cannot drift from them. What the provider shows goes before
 * what people say, and money that is back goes before a dispute about it.
 */
export function stateOf(facts: TaskStateGround): RefundTaskState {
  const { payment, withdrawnAt, matches = [], chargebacks = [], report, closed } = facts;
  if (expectedMinorOf(payment) <= settledMinorOf(matches)) return { name: 'matched' };
  if (withdrawnAt !== undefined) return { name: 'withdrawn' };
  if (closed !== undefined) return { name: 'closed_by_operator' };
  if (payment.refundMode === 'unknown') return { name: 'on_hold', reason: 'provider_unknown' };
  if (chargebacks.some(({ status }) => status === 'pending')) return { name: 'on_hold', reason: 'dispute_open' };
  const restMinor = restMinorOf(facts);
  if (restMinor <= 0) return { name: 'pending_at_provider' };
  if (restMinor <= lostMinorOf(chargebacks)) return { name: 'settled_by_chargeback' };
  return { name: report === undefined ? 'awaiting_refund' : 'reported' };
}

const lostMinorOf = (chargebacks: readonly TaskChargeback[]): number =>
  chargebacks.filter(({ status }) => status === 'done').reduce((sum, { amountMinor }) => sum + amountMinor, 0);

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

/**
 * Whether a person is asked if eCom has refunded: it does so only where the credit note's Refund switch was on, which its
 * API does not tell. Asked once, from the day after on, while nothing confirms it.
 */
export const asksWhetherRefunded = (
  facts: TaskStateGround & Pick<RefundTaskFacts, 'openedAt'>,
  { today, timeZone }: Readonly<{ today: string; timeZone: string }>,
): boolean =>
  facts.payment.refundMode === 'native' &&
  stateOf(facts).name === 'awaiting_refund' &&
  dayInShop(facts.openedAt, timeZone) < today;

/** Whether a payment of a plan becomes a task: a gift card gets its part back by the cancellation itself. */
export const needsTask = ({ kind }: Pick<PlannedPayment, 'kind'>): boolean => kind !== 'gift_card';
