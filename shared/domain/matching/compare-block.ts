import { bestAssignment } from './assignment.ts';
import { refundRowKinds, refundStages } from './matching-rows.ts';
import { conclude } from './matching-state.ts';
import { type Block, openRefunds, openTasks } from './settle-block.ts';
import { noRow } from './verdict.ts';

const mismatchScore = 40;
const mostForAssignment = 32;

/** Says what the tasks and refunds of a block are that nothing settled: other amounts, other currencies, repetitions. */
export function compareBlock(block: Block): void {
  const { rows } = block.state;
  for (const currency of new Set(block.tasks.map((task) => rows.tasks.currency.at(task)))) {
    nameMismatches({
      ...block,
      tasks: block.tasks.filter((task) => rows.tasks.currency.at(task) === currency),
      refunds: block.refunds.filter((refund) => rows.refunds.currency.at(refund) === currency),
    });
  }
  nameOtherCurrencies(block);
  nameRepetitions(block);
}

/** What is left on both sides belongs together, but its amounts differ: the pairs that differ least in all. */
function nameMismatches(block: Block): void {
  const { state, by } = block;
  const { rows } = state;
  const tasks = openTasks(block);
  const refunds = openRefunds(block, refundStages.live);
  if (tasks.length === 0 || refunds.length === 0) return;
  if (tasks.length > mostForAssignment || refunds.length > mostForAssignment) return;
  const differenceOf = (task: number, refund: number): number =>
    rows.refunds.amountMinor.at(refund) - rows.tasks.amountMinor.at(task);
  const differences = tasks.map((task) => refunds.map((refund) => Math.abs(differenceOf(task, refund))));
  const most = Math.max(...differences.flat()) + 1;
  const partners = bestAssignment(differences.map((row) => row.map((difference) => most - difference)));
  for (const [place, partner] of partners.entries()) {
    const task = tasks[place];
    const refund = refunds[partner];
    if (task === undefined || refund === undefined || state.isRejected(task, refund)) continue;
    const difference = differenceOf(task, refund);
    if (Math.abs(difference) === 1) {
      const basis = { rule: by.exact, reason: 'one_minor_unit', score: by.sumScore } as const;
      conclude(state, 'proposed', { task, refund }, basis);
    } else {
      const reason = difference < 0 ? 'too_little' : 'too_much';
      conclude(state, 'amount_mismatch', { task, refund }, { rule: by.exact, reason, score: mismatchScore });
    }
  }
}

/** Tasks and refunds of one payment in different currencies are never compared by amount. */
function nameOtherCurrencies(block: Block): void {
  const { state, by } = block;
  const { rows } = state;
  for (const refund of openRefunds(block, refundStages.live)) {
    const currency = rows.refunds.currency.at(refund);
    const task = openTasks(block).find((open) => rows.tasks.currency.at(open) !== currency);
    if (task === undefined) continue;
    conclude(
      state,
      'currency_mismatch',
      { task, refund },
      { rule: by.exact, reason: 'other_currency', score: mismatchScore },
    );
  }
}

/**
 * A refund that is left although all tasks have theirs, and that repeats the amount of one that settled a task: money
 * went twice. One that is still pending can often be stopped.
 */
function nameRepetitions(block: Block): void {
  const { state, by } = block;
  const { rows } = state;
  if (openTasks(block).length > 0) return;
  const settled = new Map<string, number>();
  const keyOf = (refund: number) => `${rows.refunds.amountMinor.at(refund)} ${rows.refunds.currency.at(refund)}`;
  const isLive = (refund: number) =>
    rows.refunds.stage.at(refund) === refundStages.live && rows.refunds.kind.at(refund) === refundRowKinds.refund;
  for (const refund of block.refunds) {
    if (state.refundIsDone[refund] === 1 && isLive(refund) && !settled.has(keyOf(refund)))
      settled.set(keyOf(refund), refund);
  }
  for (const stage of [refundStages.live, refundStages.pending]) {
    for (const refund of openRefunds(block, stage)) {
      const otherRefund = settled.get(keyOf(refund));
      if (otherRefund === undefined) continue;
      const reason = stage === refundStages.pending ? 'still_pending' : 'same_amount_again';
      const basis = { rule: by.exact, reason, score: by.exactScore } as const;
      conclude(state, 'duplicate_refund', { refund }, basis, {
        otherRefund,
        otherTask: state.taskOfRefund[otherRefund] ?? noRow,
      });
    }
  }
}
