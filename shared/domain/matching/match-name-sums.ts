import { canBePair, isUsable } from './match-names.ts';
import { conclude, type MatchingState, timedAmount } from './matching-state.ts';
import { settleAmounts } from './settle-amounts.ts';
import { secondsPerDay } from './unix-time.ts';
import { noRow } from './verdict.ts';

const score = 55;
const mostInBlock = 24;

/**
 * Several refunds for one task, or one for several, told by the customer's name alone: only ever proposed, as one group.
 * Chance finds sums, so the amounts must agree exactly and be the only way.
 */
export function matchNameSums(state: MatchingState): void {
  for (const { tasks, refunds } of blocksOfName(state)) {
    for (const group of sumsIn(state, tasks, refunds)) {
      const pairs = group.tasks.flatMap((task) => group.refunds.map((refund) => ({ task, refund })));
      if (!pairs.every(({ task, refund }) => isNear(state, task, refund) && canBePair(state, task, refund))) continue;
      const id = state.verdicts.size + 1;
      for (const pair of pairs) {
        conclude(state, 'proposed', pair, { rule: 'name_sum', reason: 'name_rule_off', score }, { group: id });
      }
    }
  }
}

type NameBlock = Readonly<{ tasks: number[]; refunds: number[] }>;

function blocksOfName(state: MatchingState): readonly NameBlock[] {
  const { rows, customers } = state;
  const blocks = new Map<number, NameBlock>();
  for (let task = 0; task < rows.tasks.size; task += 1) {
    if (state.taskIsDone[task] === 1) continue;
    const customer = customers.ofTask(task);
    if (customer === 0) continue;
    const named = nameKey(customer, rows.tasks.currency.at(task));
    const block = blocks.get(named);
    if (block === undefined) blocks.set(named, { tasks: [task], refunds: [] });
    else block.tasks.push(task);
  }
  if (blocks.size === 0) return [];
  for (let refund = 0; refund < rows.refunds.size; refund += 1) {
    if (!isUsable(state, refund)) continue;
    blocks.get(nameKey(customers.ofRefund(refund), rows.refunds.currency.at(refund)))?.refunds.push(refund);
  }
  return [...blocks.values()].filter(
    ({ tasks, refunds }) => refunds.length > 0 && tasks.length + refunds.length <= mostInBlock,
  );
}

const currencies = 1024;
const nameKey = (customer: number, currency: number): number => customer * currencies + currency;

function sumsIn({ rows }: MatchingState, tasks: readonly number[], refunds: readonly number[]) {
  const { settled } = settleAmounts(
    tasks.map((task) => timedAmount(rows.tasks, task)),
    refunds.map((refund) => timedAmount(rows.refunds, refund)),
  );
  return settled
    .filter((group) => group.isOnlyWay && group.tasks.length + group.refunds.length > 2)
    .map((group) => ({
      tasks: group.tasks.map((place) => tasks[place] ?? noRow),
      refunds: group.refunds.map((place) => refunds[place] ?? noRow),
    }));
}

function isNear({ rows, rules }: MatchingState, task: number, refund: number): boolean {
  const days = (rows.refunds.at.at(refund) - rows.tasks.at.at(task)) / secondsPerDay;
  return days >= -rules.daysBefore && days <= rules.daysAfter;
}
