import { refundRowKinds, refundStages } from './matching-rows.ts';
import { compareRows, conclude, type MatchingState, timedAmount } from './matching-state.ts';
import { settleAmounts } from './settle-amounts.ts';
import { noRow, type ReasonName, type RuleName } from './verdict.ts';

/** What a block of tasks and refunds is held together by, and so what a match in it rests on. */
export type BlockRules = Readonly<{
  exact: RuleName;
  sum: RuleName;
  exactScore: number;
  sumScore: number;
  /** Whether it rests on an id: then no amount is too high to be confirmed. */
  isById: boolean;
  /** Whether a sum confirms only when it uses up the whole block. */
  sumNeedsWholeBlock: boolean;
  /** A reason to propose instead of confirming, whatever the amounts say. */
  doubt?: ReasonName;
}>;

/**
 * Settles tasks and refunds that belong together by a payment or by an order, as far as their amounts agree. What is left
 * is compared later (`compareBlock`), when it is known that nothing else explains it.
 */
export function settleBlock(
  state: MatchingState,
  tasks: readonly number[],
  refunds: readonly number[],
  by: BlockRules,
): Block {
  const { rows } = state;
  const block: Block = {
    state,
    by,
    tasks: tasks.toSorted((a, b) => compareRows(rows.tasks, a, b)),
    refunds: refunds.toSorted((a, b) => compareRows(rows.refunds, a, b)),
  };
  for (const currency of new Set(block.tasks.map((task) => rows.tasks.currency.at(task))))
    settleCurrency(block, currency);
  return block;
}

/** Tasks and refunds that belong together, oldest first. */
export type Block = Readonly<{
  state: MatchingState;
  by: BlockRules;
  tasks: readonly number[];
  refunds: readonly number[];
}>;

function settleCurrency(block: Block, currency: number): void {
  const { rows } = block.state;
  const ofCurrency: Block = {
    ...block,
    tasks: block.tasks.filter((task) => rows.tasks.currency.at(task) === currency),
    refunds: block.refunds.filter((refund) => rows.refunds.currency.at(refund) === currency),
  };
  setReturnsOff(ofCurrency);
  settleExactly(ofCurrency);
  pairWithStage(ofCurrency, refundStages.pending, 'pending', 'still_pending');
  pairWithStage(ofCurrency, refundStages.returned, 'refund_returned', 'came_back');
  pairWithStage(ofCurrency, refundStages.failed, 'refund_returned', 'refused_by_provider');
  nameChargebacks(ofCurrency);
}

/** Tasks of a block that have no place yet. */
export const openTasks = ({ state, tasks }: Block): number[] => tasks.filter((task) => state.taskIsDone[task] === 0);

/** Refunds of a block that have no place yet, of one stage and kind. */
export function openRefunds({ state, refunds }: Block, stage: number, kind: number = refundRowKinds.refund): number[] {
  const { stage: stages, kind: kinds } = state.rows.refunds;
  return refunds.filter(
    (refund) => state.refundIsDone[refund] === 0 && stages.at(refund) === stage && kinds.at(refund) === kind,
  );
}

/** A row of its own that says money came back sets off the refund of that amount. */
function setReturnsOff(block: Block): void {
  const { state } = block;
  const { refunds } = state.rows;
  const returns = block.refunds.filter(
    (refund) => refunds.kind.at(refund) === refundRowKinds.returned && state.refundIsDone[refund] === 0,
  );
  for (const back of returns) {
    const amountMinor = refunds.amountMinor.at(back);
    const gone = openRefunds(block, refundStages.live).find((refund) => refunds.amountMinor.at(refund) === amountMinor);
    if (gone === undefined) continue;
    const task = openTasks(block).find((open) => state.rows.tasks.amountMinor.at(open) === amountMinor);
    const basis = { rule: block.by.exact, reason: 'came_back', score: block.by.exactScore } as const;
    // The task is asked for again only if nothing else settles it, so it stays open for the rest of the block.
    const others = openRefunds(block, refundStages.live).filter((refund) => refund !== gone);
    const isSettledElse = others.some((refund) => refunds.amountMinor.at(refund) === amountMinor);
    conclude(state, 'refund_returned', { refund: gone, ...(task !== undefined && !isSettledElse && { task }) }, basis, {
      otherRefund: back,
    });
    state.refundIsDone[back] = 1;
  }
}

function settleExactly(block: Block): void {
  const { state, by } = block;
  const { rows } = state;
  const tasks = openTasks(block);
  const refunds = openRefunds(block, refundStages.live);
  if (tasks.length === 0 || refunds.length === 0) return;
  const taskAmounts = tasks.map((task) => timedAmount(rows.tasks, task));
  const {
    settled,
    openTasks: tasksLeft,
    openRefunds: refundsLeft,
  } = settleAmounts(
    taskAmounts,
    refunds.map((refund) => timedAmount(rows.refunds, refund)),
  );
  const isWhole = tasksLeft.length === 0 && refundsLeft.length === 0;
  for (const group of settled) {
    const isSum = group.tasks.length + group.refunds.length > 2;
    const members = {
      tasks: group.tasks.map((place) => tasks[place] ?? noRow),
      refunds: group.refunds.map((place) => refunds[place] ?? noRow),
    };
    const amountMinor = group.tasks.reduce((sum, place) => sum + (taskAmounts[place]?.amountMinor ?? 0), 0);
    const doubt = doubtOf(state, by, { amountMinor, isOnlyWay: group.isOnlyWay, isWholeEnough: !isSum || isWhole });
    concludeGroup(block, members, doubt);
  }
}

function doubtOf(
  { rules }: MatchingState,
  by: BlockRules,
  group: Readonly<{ amountMinor: number; isOnlyWay: boolean; isWholeEnough: boolean }>,
): ReasonName | undefined {
  if (!group.isOnlyWay) return 'more_than_one_way';
  if (by.sumNeedsWholeBlock && !group.isWholeEnough) return 'not_the_whole_order';
  if (by.doubt !== undefined) return by.doubt;
  const limit = rules.autoConfirmLimitMinor;
  return limit !== undefined && group.amountMinor > limit && !by.isById ? 'above_limit' : undefined;
}

function concludeGroup(
  { state, by }: Block,
  { tasks, refunds }: Readonly<{ tasks: readonly number[]; refunds: readonly number[] }>,
  doubt: ReasonName | undefined,
): void {
  const pairs = tasks.flatMap((task) => refunds.map((refund) => ({ task, refund })));
  if (pairs.some(({ task, refund }) => state.isRejected(task, refund))) return;
  const isSum = pairs.length > 1;
  const group = isSum ? state.verdicts.size + 1 : 0;
  const score = isSum ? by.sumScore : by.exactScore;
  const basis = { rule: isSum ? by.sum : by.exact, reason: doubt ?? 'exact', score } as const;
  for (const pair of pairs) conclude(state, doubt === undefined ? 'matched' : 'proposed', pair, basis, { group });
}

function pairWithStage(block: Block, stage: number, verdict: 'pending' | 'refund_returned', reason: ReasonName): void {
  const { state, by } = block;
  const { rows } = state;
  for (const refund of openRefunds(block, stage)) {
    const task = openTasks(block).find(
      (open) =>
        rows.tasks.amountMinor.at(open) === rows.refunds.amountMinor.at(refund) && !state.isRejected(open, refund),
    );
    if (task !== undefined)
      conclude(state, verdict, { task, refund }, { rule: by.exact, reason, score: by.exactScore });
  }
}

function nameChargebacks(block: Block): void {
  const { state, by } = block;
  const { rows } = state;
  for (const refund of openRefunds(block, refundStages.live, refundRowKinds.chargeback)) {
    const open = openTasks(block);
    const isSameAmount = (task: number) => rows.tasks.amountMinor.at(task) === rows.refunds.amountMinor.at(refund);
    const task = open.find(isSameAmount) ?? open[0];
    const settledTask = block.tasks.find(isSameAmount) ?? block.tasks[0] ?? noRow;
    if (task !== undefined) {
      conclude(state, 'chargeback', { task, refund }, { rule: by.exact, reason: 'taken_back', score: by.exactScore });
    } else {
      const basis = { rule: by.exact, reason: 'taken_back_and_refunded', score: by.exactScore } as const;
      conclude(state, 'chargeback', { refund }, basis, { otherTask: settledTask });
    }
  }
}
