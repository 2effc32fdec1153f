import {
  type AnswerGround,
  type AnswerObstacle,
  answersOf,
  type CaseAnswer,
  decideAnswer,
  obstacleTo,
} from './case-answer.ts';
import type { CaseId } from './ids.ts';
import type { CaseStanding } from './observed-case.ts';
import type { Order } from './order.ts';
import { type ComparedArticle, comparedArticles, differenceOfCopy } from './order-copy.ts';
import { valueOf } from './order-value.ts';
import type { PlannedPayment, RefundPlan } from './refund-plan.ts';

/** What a case asks a person: whether the order was replaced by its copy, or what becomes of what the rules object to. */
export const questionKinds = ['copy', 'objection'] as const;
/** One of these questions. */
export type QuestionKind = (typeof questionKinds)[number];

/** What would follow from an answer, told by the very rule that decides it. */
export type ForeseenAnswer = Readonly<{
  answer: CaseAnswer;
  /** Why the case cannot be answered so; nothing would follow then. */
  obstacle?: AnswerObstacle | undefined;
  payments: readonly PlannedPayment[];
  /** Pieces that come back to stock. */
  restockedPieces: number;
  /** What the payments of the cancelled order still carry, which counts for its copy from then on. */
  passedOnMinor: number;
}>;

/** The cancelled order and its suspected copy side by side. */
export type ComparedOrders = Readonly<{
  original: OrderHead;
  copy: OrderHead;
  articles: readonly ComparedArticle[];
  /** What the customer gets back if it is a copy. */
  differenceMinor: number;
}>;

/** One of two orders that are compared, without its articles. */
export type OrderHead = Pick<Order, 'orderNumber' | 'placedAt' | 'shippingMinor' | 'paymentCostsMinor'> &
  Readonly<{ discountMinor: number; totalMinor: number }>;

/** What a case asks, with what each answer leads to and what the question rests on. */
export type CaseQuestion = Readonly<{
  kind: QuestionKind;
  answers: readonly ForeseenAnswer[];
  /** Where both orders are known and a copy is asked about. */
  orders?: ComparedOrders | undefined;
}>;

/** What a case that waits asks; `undefined` where it waits for nobody. */
export function questionOf(
  { caseId, standing, plan }: Readonly<{ caseId: CaseId; standing: CaseStanding; plan: RefundPlan }>,
  ground: AnswerGround,
): CaseQuestion | undefined {
  const answers = answersOf(standing);
  if (answers.length === 0) return undefined;
  const { order, copy } = ground;
  return {
    kind: standing === 'copy_suspected' ? 'copy' : 'objection',
    answers: answers.map((answer) => foreseen(answer, ground, { caseId, plan })),
    orders: standing === 'copy_suspected' && copy !== undefined ? comparedOrders(order, copy.order) : undefined,
  };
}

function foreseen(
  answer: CaseAnswer,
  ground: AnswerGround,
  known: Readonly<{ caseId: CaseId; plan: RefundPlan }>,
): ForeseenAnswer {
  const decided = decideAnswer(ground, known, answer);
  const nothing = { answer, payments: [], restockedPieces: 0, passedOnMinor: 0 };
  if (decided === undefined) return { ...nothing, obstacle: obstacleTo(answer, ground) };
  // Recorded without effects: what the plan says does not happen.
  if (decided.standing === 'history') return nothing;
  const { payments, lines, updateInventory } = decided.plan;
  const restocked = updateInventory ? lines.filter(({ restock }) => restock) : [];
  return {
    answer,
    payments,
    restockedPieces: restocked.reduce((sum, { quantity }) => sum + quantity, 0),
    passedOnMinor: decided.copy?.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0) ?? 0,
  };
}

const comparedOrders = (original: Order, copy: Order): ComparedOrders => ({
  original: headOf(original),
  copy: headOf(copy),
  articles: comparedArticles(original, copy),
  differenceMinor: differenceOfCopy(original, copy),
});

function headOf(order: Order): OrderHead {
  const { orderNumber, placedAt, shippingMinor, paymentCostsMinor, discountMinor = 0 } = order;
  const totalMinor = valueOf(order)?.totalMinor ?? order.totalMinor ?? 0;
  return { orderNumber, placedAt, shippingMinor, paymentCostsMinor, discountMinor, totalMinor };
}
