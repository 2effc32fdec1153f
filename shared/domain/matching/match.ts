import { compareBlock } from './compare-block.ts';
import { judgeLeftovers } from './judge-leftovers.ts';
import { locatePayments } from './locate-payments.ts';
import { matchCustomerSums } from './match-customer-sums.ts';
import { matchNameSums } from './match-name-sums.ts';
import { matchNames } from './match-names.ts';
import { matchOrders } from './match-orders.ts';
import { matchPayments, matchRefundIds } from './match-payments.ts';
import type { MatchingRows } from './matching-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { prepareMatching } from './matching-state.ts';
import { OrderedVerdicts } from './verdict-order.ts';

/**
 * Matches tasks with what providers say, from the surest rule to the weakest: a linked id, the payment (two hops), the
 * order, and last the customer's name. Every task and every refund gets at least one verdict; nothing ambiguous is
 * `matched`. Pure, and independent of the order in which rows were added.
 */
export function match(rows: MatchingRows, rules: MatchingRules): OrderedVerdicts {
  const state = prepareMatching(rows, rules);
  matchRefundIds(state);
  locatePayments(state);
  const blocks = matchPayments(state);
  matchCustomerSums(state, blocks);
  for (const block of blocks) compareBlock(block);
  matchOrders(state);
  matchNames(state, 'named');
  matchNameSums(state);
  matchNames(state, 'unnamed');
  judgeLeftovers(state);
  return new OrderedVerdicts(rows, state.verdicts);
}
