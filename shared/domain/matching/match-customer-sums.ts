import { refundStages } from './matching-rows.ts';
import { conclude, type MatchingState } from './matching-state.ts';
import { sumBounds } from './settle-amounts.ts';
import { type Block, openRefunds, openTasks } from './settle-block.ts';
import { subsetsWithSum } from './subset-sum.ts';
import { secondsPerDay } from './unix-time.ts';

// Credit notes that one refund is made for are written together.
const writtenWithinDays = 3;
const score = 60;
const mostOthers = 12;

/**
 * A refund that is too much for its own payment's tasks, and exact together with other open tasks of the same customer:
 * somebody gave back several orders through one payment. Proposed, for the other payments say nothing of it.
 */
export function matchCustomerSums(state: MatchingState, blocks: readonly Block[]): void {
  const open = blocks.filter(
    (block) => openTasks(block).length > 0 && openRefunds(block, refundStages.live).length > 0,
  );
  if (open.length === 0) return;
  const tasksOf = openTasksByCustomer(state);
  for (const block of open) {
    for (const refund of openRefunds(block, refundStages.live)) proposeSum(block, refund, tasksOf);
  }
}

type TasksByCustomer = ReadonlyMap<number, readonly number[]>;

function openTasksByCustomer(state: MatchingState): TasksByCustomer {
  const { tasks } = state.rows;
  const byCustomer = new Map<number, number[]>();
  for (let task = 0; task < tasks.size; task += 1) {
    if (state.taskIsDone[task] === 1) continue;
    const customer = state.customers.ofTask(task);
    if (customer === 0) continue;
    const known = byCustomer.get(customer);
    if (known === undefined) byCustomer.set(customer, [task]);
    else known.push(task);
  }
  return byCustomer;
}

function proposeSum(block: Block, refund: number, tasksOf: TasksByCustomer): void {
  const { state, by } = block;
  const { tasks, refunds } = state.rows;
  const currency = refunds.currency.at(refund);
  for (const own of openTasks(block)) {
    const isTogether = (task: number): boolean =>
      task !== own &&
      state.taskIsDone[task] === 0 &&
      tasks.currency.at(task) === currency &&
      Math.abs(tasks.at.at(task) - tasks.at.at(own)) <= writtenWithinDays * secondsPerDay;
    const others = (tasksOf.get(state.customers.ofTask(own)) ?? []).filter(isTogether);
    const rest = refunds.amountMinor.at(refund) - tasks.amountMinor.at(own);
    const found = tasks.currency.at(own) === currency ? onlySum(state, others, rest) : undefined;
    if (found === undefined || [own, ...found].some((task) => state.isRejected(task, refund))) continue;
    const group = state.verdicts.size + 1;
    for (const task of [own, ...found]) {
      conclude(state, 'proposed', { task, refund }, { rule: by.sum, reason: 'other_payment_too', score }, { group });
    }
    return;
  }
}

function onlySum(
  { rows: { tasks } }: MatchingState,
  others: readonly number[],
  rest: number,
): readonly number[] | undefined {
  if (rest <= 0 || others.length === 0 || others.length > mostOthers) return undefined;
  const single = others.filter((task) => tasks.amountMinor.at(task) === rest);
  const amounts = others.map((task) => tasks.amountMinor.at(task));
  const { subsets } = subsetsWithSum(amounts, rest, sumBounds);
  const ways = [...single.map((task) => [task]), ...subsets.map((subset) => subset.map((place) => others[place] ?? 0))];
  return ways.length === 1 ? ways[0] : undefined;
}
