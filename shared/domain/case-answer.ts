import type { CaseStanding, ObservedCase } from './observed-case.ts';
import type { Order } from './order.ts';
import { isForeign } from './order.ts';
import { differenceOfCopy } from './order-copy.ts';
import { afterReturning, type OrderLedger } from './order-ledger.ts';
import { type OrderValue, valueOf } from './order-value.ts';
import { carriedMinorOf } from './payment-allocation.ts';
import { accept, partsOfPlan, type RefundPlan, takingOf } from './refund-plan.ts';
import type { ShopSettings } from './shop-settings.ts';

/**
 * What a person may answer to a case that waits. `copy`, `real_cancellation`: whether a cancelled order was replaced by
 * its cheaper copy. `let_pass`, `record_only`: whether what the rules object to has effects, as far as the order has it.
 */
export const caseAnswers = ['copy', 'real_cancellation', 'let_pass', 'record_only'] as const;
/** One of the answers. */
export type CaseAnswer = (typeof caseAnswers)[number];

const answersByStanding: Readonly<Partial<Record<CaseStanding, readonly CaseAnswer[]>>> = {
  copy_suspected: ['copy', 'real_cancellation'],
  not_allowed: ['let_pass', 'record_only'],
};

/** The answers that a case waits for; none where it waits for nobody. */
export const answersOf = (standing: CaseStanding): readonly CaseAnswer[] => answersByStanding[standing] ?? [];

/** Whether a case waits for such an answer. */
export const mayAnswer = ({ standing }: Pick<ObservedCase, 'standing'>, answer: CaseAnswer): boolean =>
  answersOf(standing).includes(answer);

/** What an answer makes of a case: its plan and standing, the order's ledger, and for a copy the order that carries on. */
export type Answered = Readonly<{
  ledger: OrderLedger;
  plan: RefundPlan;
  standing: 'open' | 'history';
  /** The copy, with the payment of the original: for all that comes later it is the paid order. */
  copy?: Order | undefined;
}>;

/** What an answer is decided on. `copy` is the cheaper order with its ledger, as far as it is known. */
export type AnswerGround = Readonly<{
  order: Order;
  ledger: OrderLedger;
  shop: ShopSettings;
  copy?: Readonly<{ order: Order; ledger: OrderLedger }> | undefined;
}>;

/** A case as its answer sees it. */
export type AnsweredOver = Pick<ObservedCase, 'caseId' | 'plan'>;

/**
 * Why a case cannot be answered so: what an order is worth cannot be told; something was decided over the copy already, so
 * that its payments cannot become others; or a payment was made in another currency, and what passes on cannot be told.
 */
export const answerObstacles = [
  'order_does_not_add_up',
  'copy_unknown',
  'copy_decided_over',
  'other_currency',
] as const;
/** One of these reasons. */
export type AnswerObstacle = (typeof answerObstacles)[number];

/** What stands in the way of an answer, if anything does. */
export function obstacleTo(answer: CaseAnswer, { order, copy }: AnswerGround): AnswerObstacle | undefined {
  if (answer === 'record_only') return undefined;
  if (valueOf(order) === undefined) return 'order_does_not_add_up';
  if (answer !== 'copy') return undefined;
  if (copy === undefined) return 'copy_unknown';
  if (copy.ledger.cases.length > 0) return 'copy_decided_over';
  return order.payments.some((payment) => isForeign(payment, order)) ? 'other_currency' : undefined;
}

/** Decides what follows from an answer; `undefined` where something stands in its way. */
export function decideAnswer(ground: AnswerGround, known: AnsweredOver, answer: CaseAnswer): Answered | undefined {
  if (obstacleTo(answer, ground) !== undefined) return undefined;
  const { order, ledger, shop } = ground;
  const { caseId, plan } = known;
  if (answer === 'record_only') return { ledger, plan, standing: 'history' };
  const value = valueOf(order);
  if (value === undefined) return undefined;
  if (answer === 'copy') return asCopy(ground, value, known);
  const free = afterReturning(ledger, takingOf(caseId, plan));
  const accepted = accept(order, value, free, shop, partsOfPlan(caseId, plan));
  return { ledger: accepted.ledger, plan: accepted.plan, standing: 'open' };
}

/**
 * Only the difference goes back. No stock moves: what the cancellation brings back, the copy takes out again, in Retail by
 * Lightspeed's link where that writes (`replaced`). The original has given everything away, and what its payments still carry passes to the copy.
 */
function asCopy(
  { order, ledger, shop, copy }: AnswerGround,
  value: OrderValue,
  known: AnsweredOver,
): Answered | undefined {
  if (copy === undefined) return undefined;
  const { caseId, plan } = known;
  const differenceMinor = differenceOfCopy(order, copy.order);
  const free = afterReturning(ledger, takingOf(caseId, plan));
  const accepted = accept(order, value, free, shop, {
    ...partsOfPlan(caseId, plan),
    lines: [],
    shippingMinor: 0,
    paymentCostsMinor: 0,
    adjustmentMinor: differenceMinor,
    totalMinor: differenceMinor,
    computedTotalMinor: differenceMinor,
  });
  const rests = order.payments.map((_, index) => carriedMinorOf(order, accepted.ledger, index + 1));
  const payments = order.payments.flatMap((payment, index) => {
    const restMinor = rests[index] ?? 0;
    return restMinor === 0 ? [] : [{ ...payment, amountMinor: restMinor, capturedMinor: undefined }];
  });
  const givenAway = order.payments.map((_, index) => {
    const number = String(index + 1);
    return [number, (accepted.ledger.payments[number] ?? 0) + (rests[index] ?? 0)] as const;
  });
  return {
    ledger: { ...ledger, payments: { ...ledger.payments, ...Object.fromEntries(givenAway) } },
    plan: {
      ...accepted.plan,
      notes: [...accepted.plan.notes, 'order_copied'],
      replaced: { lines: plan.lines, totalMinor: plan.totalMinor },
    },
    standing: 'open',
    copy: { ...copy.order, payments, paymentsFrom: order.orderNumber },
  };
}
