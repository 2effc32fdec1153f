/** What becomes of a task, of a refund or of both (design §7). */
export const verdictNames = [
  'matched',
  'proposed',
  'amount_mismatch',
  'duplicate_refund',
  'credit_note_without_refund',
  'refund_without_credit_note',
  'pending',
  'refund_returned',
  'chargeback',
  'currency_mismatch',
  'other_channel',
] as const;
export type VerdictName = (typeof verdictNames)[number];

/** What a verdict rests on, the strongest first. `…_sum` is one refund for several tasks, or several for one. */
export const ruleNames = [
  'refund_id',
  'payment_id',
  'payment_id_sum',
  'payment_by_reference',
  'payment_by_reference_sum',
  'payment_by_value',
  'payment_by_value_sum',
  'order_reference',
  'order_reference_sum',
  'other_payment_of_order',
  'name_amount_date',
  'name_sum',
  'none',
] as const;
export type RuleName = (typeof ruleNames)[number];

/** Why a verdict is not a plain match. */
export const reasonNames = [
  'exact',
  'above_limit',
  'more_than_one_way',
  'not_the_whole_order',
  'name_rule_off',
  'not_alone',
  'name_differs',
  'name_missing',
  'other_payment_too',
  'refunded_elsewhere',
  'one_minor_unit',
  'too_little',
  'too_much',
  'other_currency',
  'same_amount_again',
  'still_pending',
  'came_back',
  'refused_by_provider',
  'taken_back',
  'taken_back_and_refunded',
  'after_coverage',
  'note_may_follow',
  'payment_not_located',
  'no_refund_on_payment',
  'no_note_for_payment',
  'no_candidate',
  'not_ours',
] as const;
export type ReasonName = (typeof reasonNames)[number];

/** No row. */
export const noRow = -1;

/**
 * One row of the result: a pair of a task and a refund, or one of them alone. Rows of one `group` (above 0) settle each
 * other together: their amounts add up, and one confirmation or rejection is for all of them.
 */
export type Verdict = Readonly<{
  verdict: VerdictName;
  rule: RuleName;
  reason: ReasonName;
  /** 0 to 100; only comparable between proposals of one task. */
  score: number;
  /** 1, or the place among a task's proposals: the first is the one that is best for all tasks together. */
  rank: number;
  /** Row of the task, or `noRow`. */
  task: number;
  /** Row of the refund, or `noRow`. */
  refund: number;
  group: number;
  /** Row of the refund that comes second for the task, that this one repeats, or that a leftover comes nearest to; or `noRow`. */
  otherRefund: number;
  /** Score of that refund, where it is a runner-up. */
  otherScore: number;
  /** Row of the task that a leftover refund comes nearest to, or `noRow`. */
  otherTask: number;
}>;
