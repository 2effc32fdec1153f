import { nameSharesOf } from './match-names.ts';
import type { MatchingRows } from './matching-rows.ts';
import type { MatchingRules } from './matching-rules.ts';
import { NameCache } from './matching-state.ts';
import { noRow, type RuleName, type Verdict } from './verdict.ts';

/** What speaks for a pair. */
export const signalNames = [
  'linked_by_a_person',
  'payment_id',
  'order_reference',
  'order_value',
  'customer',
  'date',
  'exact_amount',
  'exact_sum',
] as const;
export type SignalName = (typeof signalNames)[number];

/** One signal and its share of the score. */
export type Signal = Readonly<{ name: SignalName; share: number }>;

const links: Readonly<Record<RuleName, readonly Signal[]>> = {
  refund_id: [{ name: 'linked_by_a_person', share: 60 }],
  payment_id: [{ name: 'payment_id', share: 60 }],
  payment_id_sum: [{ name: 'payment_id', share: 60 }],
  payment_by_reference: [
    { name: 'order_reference', share: 35 },
    { name: 'payment_id', share: 20 },
  ],
  payment_by_reference_sum: [
    { name: 'order_reference', share: 35 },
    { name: 'payment_id', share: 20 },
  ],
  payment_by_value: [
    { name: 'order_value', share: 30 },
    { name: 'payment_id', share: 18 },
  ],
  payment_by_value_sum: [
    { name: 'order_value', share: 30 },
    { name: 'payment_id', share: 18 },
  ],
  order_reference: [{ name: 'order_reference', share: 50 }],
  order_reference_sum: [{ name: 'order_reference', share: 50 }],
  other_payment_of_order: [{ name: 'order_reference', share: 50 }],
  name_amount_date: [],
  name_sum: [{ name: 'customer', share: 30 }],
  none: [],
};

/** What a pair's score is made of. The shares add up to the score; a leftover has none. */
export function signalsOf(rows: MatchingRows, rules: MatchingRules, verdict: Verdict): readonly Signal[] {
  const { task, refund, rule, score } = verdict;
  if (task === noRow || refund === noRow) return [];
  if (rule === 'name_amount_date') {
    const agreement = new NameCache().agreement(rows.tasks, task, rows.refunds, refund);
    const { amount, name, date } = nameSharesOf(rows, rules, { task, refund, agreement });
    const shares = [
      { name: 'exact_amount', share: amount },
      { name: 'customer', share: name },
      { name: 'date', share: date },
    ] as const;
    return shares.filter(({ share }) => share > 0);
  }
  const link = links[rule];
  const linked = link.reduce((sum, { share }) => sum + share, 0);
  // Where the amounts differ the link is all there is.
  if (linked >= score) return link.slice(0, 1).map(({ name }) => ({ name, share: score }));
  return [...link, { name: rule.endsWith('_sum') ? 'exact_sum' : 'exact_amount', share: score - linked }];
}
