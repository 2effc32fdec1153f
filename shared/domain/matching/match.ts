import { compareBlock } from './compare-block.ts';
import { judgeLeftovers } from './judge-leftovers.ts';
import { locatePayments } from './locate-payments.ts';
import { matchCustomerSums } from './match-customer-sums.ts';
import { matchElsewhere } from './match-elsewhere.ts';
import { matchNameSums } from './match-name-sums.ts';
import { matchNames } from './match-names.ts';
import { matchOrders } from './match-orders.ts';
import { matchPayments, matchRefundIds } from './match-payments.ts';
import type { MatchingRows } from './matching-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { hops, type MatchingState, prepareMatching } from './matching-state.ts';
import { noRow } from './verdict.ts';
import { OrderedVerdicts } from './verdict-order.ts';

/** The row of the provider that shows a task's payment, and whether the payment was found by an order's number or by its value. */
export type LocatedRow = Readonly<{ payment: number; by: 'order' | 'reference' | 'value' }>;

/** What matching found out. `locatedPayment` is asked by the number of a task's row. */
export type Matching = Readonly<{
  verdicts: OrderedVerdicts;
  locatedPayment: (task: number) => LocatedRow | undefined;
}>;

/**
 * Matches tasks with what providers say, from the surest rule to the weakest: a linked id, the payment (two hops), the
 * order, and last the customer's name. Every task and every refund gets at least one verdict; nothing ambiguous is
 * `matched`. Pure, and independent of the order in which rows were added.
 */
export const match = (rows: MatchingRows, rules: MatchingRules): OrderedVerdicts =>
  matchAndLocate(rows, rules).verdicts;

/** The same, and which payment each task was found to belong to; one that is unsure by its value counts as not found. */
export function matchAndLocate(rows: MatchingRows, rules: MatchingRules): Matching {
  const state = prepareMatching(rows, rules);
  matchRefundIds(state);
  locatePayments(state);
  const blocks = matchPayments(state);
  matchCustomerSums(state, blocks);
  for (const block of blocks) compareBlock(block);
  matchOrders(state);
  matchElsewhere(state);
  matchNames(state, 'named');
  matchNameSums(state);
  matchNames(state, 'unnamed');
  judgeLeftovers(state);
  return { verdicts: new OrderedVerdicts(rows, state.verdicts), locatedPayment: (task) => locatedRow(state, task) };
}

function locatedRow({ taskPayments, taskHops, paymentRows }: MatchingState, task: number): LocatedRow | undefined {
  const payment = (paymentRows[taskPayments[task] ?? 0] ?? 0) - 1;
  const by = wayOfHop[taskHops[task] ?? hops.none];
  return payment === noRow || by === undefined ? undefined : { payment, by };
}

const wayOfHop: Readonly<Record<number, LocatedRow['by'] | undefined>> = {
  [hops.id]: 'order',
  [hops.reference]: 'reference',
  [hops.value]: 'value',
  [hops.valueUnnamed]: 'value',
};
