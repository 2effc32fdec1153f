import { identityOf } from '../provider-refund.ts';
import { expectedOf, isOpen, type RefundTaskFacts, restMinorOf, stateOf } from '../refund-task.ts';
import { type SeenRefund, unallocatedMinorOf } from '../seen-refund.ts';
import type { TaskMatch } from '../task-match.ts';
import type { Block, BlockTask } from './matching-block.ts';
import { MatchingRows, type MatchingTask } from './matching-rows.ts';
import type { MatchingRules } from './matching-rules.ts';

/** A block as the rows that matching works on, with what each row of a task stands for. */
export type BlockRows = Readonly<{
  rows: MatchingRows;
  /** By row: the task, and whether the row is what it still gives back (else it is a part that stands). */
  taskRows: readonly Readonly<{ task: BlockTask; isOpen: boolean }>[];
}>;

/**
 * Lays a block out. What confirmed matches settle stands: each is a row that names its refund, so that the same money is
 * not taken again and its repetition is seen. What a task still gives back is a row of its own. A refund of which a person
 * gave a part to a task is there with the rest of it, and that part is not.
 */
export function rowsOf({ tasks, payments, refunds }: Omit<Block, 'focus'>): BlockRows {
  const rows = new MatchingRows();
  const taskRows: { task: BlockTask; isOpen: boolean }[] = [];
  const add = (task: BlockTask, isOpenRow: boolean, part: Pick<MatchingTask, 'amountMinor' | 'refundId'>): void => {
    rows.addTask({ ...commonOf(task), ...part });
    taskRows.push({ task, isOpen: isOpenRow });
  };
  const whole = refunds.filter((refund) => !isPartlyTaken(refund));
  const seen = new Set(whole.map(({ facts }) => identityOf(facts)));
  for (const task of tasks) {
    const { facts } = task;
    for (const { refund, amountMinor } of standing(facts, seen))
      add(task, false, { amountMinor, refundId: refund.refundId });
    const restMinor = restMinorOf(facts);
    if (restMinor > 0 && mayBeRefunded(facts)) {
      add(task, true, { amountMinor: restMinor, refundId: facts.report?.refundId });
    }
  }
  for (const payment of payments) rows.addPayment(payment);
  for (const refund of refunds) {
    const amountMinor = isPartlyTaken(refund) ? unallocatedMinorOf(refund) : refund.facts.amountMinor;
    rows.addRefund({ ...refund.facts, amountMinor });
  }
  return { rows, taskRows };
}

/** A refund may be seen after the dispute was lost that is about the same money: it is the task's all the same. */
function mayBeRefunded(facts: RefundTaskFacts): boolean {
  const state = stateOf(facts);
  return isOpen(state) || state.name === 'settled_by_chargeback';
}

/**
 * The pairs of which somebody gave only a part: neither is a row, so the rest of the refund is not for the same task again.
 * What was given by hand stands as it was said.
 */
export function pairsTakenInPart({ tasks, refunds }: Pick<Block, 'tasks' | 'refunds'>): MatchingRules['rejected'] {
  const inPart = new Set(refunds.filter(isPartlyTaken).map(({ facts }) => identityOf(facts)));
  return tasks.flatMap(({ facts: { taskId, matches = [] } }) =>
    matches
      .filter(({ state, refund }) => state === 'confirmed' && inPart.has(identityOf(refund)))
      .map(({ refund: { refundId } }) => ({ taskId, refundId })),
  );
}

function isPartlyTaken(refund: SeenRefund): boolean {
  const leftMinor = unallocatedMinorOf(refund);
  return 0 < leftMinor && leftMinor < refund.facts.amountMinor;
}

const standing = ({ matches = [] }: RefundTaskFacts, seen: ReadonlySet<string>): readonly TaskMatch[] =>
  matches.filter(
    ({ state, kind, refund }) => state === 'confirmed' && kind === 'refund' && seen.has(identityOf(refund)),
  );

function commonOf({ facts, customerName, customerEmail }: BlockTask): Omit<MatchingTask, 'amountMinor' | 'refundId'> {
  const { taskId, orderNumber, orderTotalMinor, payment, openedAt, located } = facts;
  return {
    taskId,
    orderNumber,
    provider: payment.provider,
    account: payment.account,
    paymentId: located?.paymentId ?? payment.providerPaymentId,
    currency: expectedOf(facts).currency,
    issuedAt: openedAt,
    orderTotalMinor,
    paidAt: payment.paidAt,
    customerName,
    customerEmail,
  };
}
