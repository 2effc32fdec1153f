import { type DifferenceEnding, differenceRules } from './difference.ts';
import { bySaidRoute, maySayRoute, type PaymentRoute, type SaidRoute } from './payment-route.ts';
import { isOpen, type RefundReport, type RefundTaskFacts, stateOf } from './refund-task.ts';
import { dayInShop, daysAfter } from './shop-day.ts';

/** How a person may end a task otherwise than by a refund that its provider shows. */
export const closingEndings = differenceRules.credit_note_without_refund.endings;
/** One of these endings. */
export type ClosingEnding = (typeof closingEndings)[number];

/** Whether a task may be closed with this ending. */
export const mayClose = (ending: DifferenceEnding): ending is ClosingEnding =>
  closingEndings.some((each) => each === ending);

/** What a person decides about a task. `reopen` takes a closing back. */
export type TaskDecision =
  | Readonly<{ kind: 'take' | 'release' | 'unreport' | 'reopen' }>
  | Readonly<{ kind: 'report'; amountMinor: number; refundedOn: string; refundId?: string | undefined }>
  | Readonly<{ kind: 'close'; ending: ClosingEnding; note?: string | undefined }>
  | Readonly<{ kind: 'say_provider'; route: SaidRoute }>
  | Readonly<{ kind: 'say_payment' } & SaidPayment>;

/** Which transaction of which account a person says that a task gives back. */
export type SaidPayment = Readonly<{ provider: string; account: string; paymentId: string }>;

/** Who decides, when, which day that is in the shop and in which time zone; an admin may release what somebody else took. */
export type DecisionMoment = Readonly<{ by: string; isAdmin: boolean; at: string; today: string; timeZone: string }>;

/** Why a decision about a task cannot be. */
export const taskRefusalCodes = [
  'task_not_open',
  'task_on_hold',
  'task_taken',
  'report_in_future',
  'report_before_payment',
  'task_closed',
  'provider_known',
  'payment_known',
] as const;
export type TaskRefusalCode = (typeof taskRefusalCodes)[number];

/** What becomes of a task by a decision. `same`: it is so already, and nothing is written. */
export type TaskDecided =
  | Readonly<{ kind: 'changed'; facts: RefundTaskFacts }>
  | Readonly<{ kind: 'same' }>
  | Readonly<{ kind: 'refused'; code: TaskRefusalCode }>;

/** Whether the decision is made already by the same person, so that making it again answers as the first time. */
export function isDecided(facts: RefundTaskFacts, decision: TaskDecision, by: string): boolean {
  const { taken, report, closed, payment, located } = facts;
  switch (decision.kind) {
    case 'take':
      return taken?.by === by;
    case 'release':
      return taken === undefined;
    case 'unreport':
      return report === undefined;
    case 'reopen':
      return closed === undefined;
    case 'report':
      return report?.by === by && isSameReport(report, decision);
    case 'close':
      return closed?.by === by && closed.ending === decision.ending && closed.note === decision.note;
    case 'say_provider':
      return isSameRoute(payment, decision.route);
    case 'say_payment':
      return located !== undefined && isSamePayment(located, decision);
  }
}

const isSameRoute = ({ refundMode, provider, account }: PaymentRoute, said: SaidRoute): boolean =>
  refundMode === said.refundMode && provider === said.provider && account === said.account;

const isSamePayment = (known: SaidPayment, said: SaidPayment): boolean =>
  known.provider === said.provider && known.account === said.account && known.paymentId === said.paymentId;

const isSameReport = (report: RefundReport, said: Extract<TaskDecision, { kind: 'report' }>): boolean =>
  report.amountMinor === said.amountMinor && report.refundedOn === said.refundedOn && report.refundId === said.refundId;

/**
 * Lets a person's decision change a task. What providers show goes before: a task whose money is back, or whose dispute is
 * open, is neither taken nor reported, for whoever did so would refund it a second time.
 */
export function decideOnTask(facts: RefundTaskFacts, decision: TaskDecision, moment: DecisionMoment): TaskDecided {
  if (isDecided(facts, decision, moment.by)) return { kind: 'same' };
  const { by, at } = moment;
  switch (decision.kind) {
    case 'take':
      return changedUnless(refusalOfTaking(facts, moment), { ...facts, taken: { by, at } });
    case 'release':
      return changedUnless(isTakenByOther(facts, moment) && !moment.isAdmin && 'task_taken', {
        ...facts,
        taken: undefined,
      });
    case 'report': {
      const { amountMinor, refundedOn, refundId } = decision;
      const report = { by, at, amountMinor, refundedOn, refundId };
      return changedUnless(refusalOfReport(facts, refundedOn, moment), { ...facts, report });
    }
    case 'unreport':
      return changedUnless(!isOpen(stateOf(facts)) && 'task_not_open', { ...facts, report: undefined });
    case 'close': {
      const closed = { ending: decision.ending, by, at, note: decision.note };
      return changedUnless(!isOpen(stateOf(facts)) && 'task_not_open', { ...facts, closed, taken: undefined });
    }
    case 'reopen':
      return { kind: 'changed', facts: { ...facts, closed: undefined } };
    case 'say_provider': {
      const { payment } = facts;
      const paidOn = payment.paidAt && dayInShop(payment.paidAt, moment.timeZone);
      const next = { ...facts, payment: bySaidRoute(payment, decision.route, paidOn) };
      return changedUnless(refusalOfRoute(facts, decision.route), next);
    }
    case 'say_payment': {
      const { provider, account, paymentId } = decision;
      const located = { provider, account, paymentId, by: 'person', at } as const;
      return changedUnless(refusalOfPayment(facts), { ...facts, located });
    }
  }
}

function changedUnless(code: TaskRefusalCode | false | undefined, facts: RefundTaskFacts): TaskDecided {
  return code ? { kind: 'refused', code } : { kind: 'changed', facts };
}

const isTakenByOther = ({ taken }: RefundTaskFacts, { by }: DecisionMoment): boolean =>
  taken !== undefined && taken.by !== by;

function refusalOfTaking(facts: RefundTaskFacts, moment: DecisionMoment): TaskRefusalCode | undefined {
  const { name } = stateOf(facts);
  if (name === 'closed_by_operator') return 'task_closed';
  if (name === 'on_hold') return 'task_on_hold';
  if (name !== 'awaiting_refund' && name !== 'reported') return 'task_not_open';
  return isTakenByOther(facts, moment) ? 'task_taken' : undefined;
}

function refusalOfRoute(facts: RefundTaskFacts, route: SaidRoute): TaskRefusalCode | undefined {
  if (!maySayRoute(facts.payment, route)) return 'provider_known';
  return isOpen(stateOf(facts)) ? undefined : 'task_not_open';
}

/** The order itself may name its payment; and once a refund settles a part of it, it is proven. */
function refusalOfPayment(facts: RefundTaskFacts): TaskRefusalCode | undefined {
  if (!isOpen(stateOf(facts))) return 'task_not_open';
  const isProven = facts.matches?.some(({ state }) => state === 'confirmed') ?? false;
  return isProven || facts.payment.providerPaymentId !== undefined ? 'payment_known' : undefined;
}

function refusalOfReport(
  facts: RefundTaskFacts,
  refundedOn: string,
  { today }: DecisionMoment,
): TaskRefusalCode | undefined {
  const state = stateOf(facts);
  if (state.name === 'closed_by_operator') return 'task_closed';
  if (!isOpen(state)) return 'task_not_open';
  if (refundedOn > today) return 'report_in_future';
  const paidOn = facts.payment.paidAt?.slice(0, 10);
  // A day around midnight may be the next one in the shop.
  return paidOn !== undefined && refundedOn < daysAfter(paidOn, -1) ? 'report_before_payment' : undefined;
}
