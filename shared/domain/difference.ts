import type { RefusalCode } from './refusal.ts';

/** How a difference may end: what a person found or did (design §3). */
export const differenceEndings = [
  'refunded_by_transfer',
  'refunded_in_cash',
  'store_credit_given',
  'exchanged',
  'customer_agreed_less',
  'goodwill_kept',
  'claimed_back',
  'written_off',
  'credit_note_corrected',
  'other_channel',
  'not_a_refund',
  'test_order',
] as const;
export type DifferenceEnding = (typeof differenceEndings)[number];

/** What a person is told to do first: a job in one place (design §3), or a question that only a person can answer. */
export const suggestedActions = [
  'refund_in_portal',
  'pay_by_transfer',
  'create_credit_note',
  'cancel_order',
  'check_gift_card',
  'say_provider',
  'answer_copy',
  'check_stock',
  'correct_credit_note',
  'compare_with_order',
  'ask_provider',
  'locate_payment',
  'claim_back',
  'decide_amount',
  'say_item',
  'choose_one_writer',
  'check_pos_credit',
  'confirm_refund',
] as const;
export type SuggestedAction = (typeof suggestedActions)[number];

/** Who is concerned: the customer, who waits for money; the shop, which may lose some; or whoever counts its stock. */
export const concernedParties = ['customer', 'shop', 'stock_keeper'] as const;
export type ConcernedParty = (typeof concernedParties)[number];

/** Which amount is at risk: the task's, the refund's, the credit note's, what lies between the two, the goods' value, or none. */
export type AmountAtRisk = 'task' | 'refund' | 'credit_note' | 'gap' | 'goods' | 'none';

/** All that is fixed about a reason, as data: a screen, a mail and a test read the same. */
export type DifferenceRule = Readonly<{
  concerns: ConcernedParty;
  atRisk: AmountAtRisk;
  action: SuggestedAction;
  endings: readonly [DifferenceEnding, ...DifferenceEnding[]];
}>;

const paidOtherwise = ['refunded_by_transfer', 'refunded_in_cash', 'store_credit_given', 'exchanged'] as const;
const overpaid = ['claimed_back', 'goodwill_kept', 'written_off'] as const;
const countedAgain = ['written_off', 'exchanged', 'credit_note_corrected', 'test_order'] as const;

/** Something that somebody must decide on, by its reason. The list is closed: what is not in it is no difference. */
export const differenceRules = {
  credit_note_without_refund: {
    concerns: 'customer',
    atRisk: 'task',
    action: 'refund_in_portal',
    endings: [...paidOtherwise, 'customer_agreed_less', 'credit_note_corrected', 'other_channel', 'test_order'],
  },
  reported_not_seen: {
    concerns: 'customer',
    atRisk: 'task',
    action: 'ask_provider',
    endings: [...paidOtherwise, 'other_channel', 'test_order'],
  },
  refund_without_credit_note: {
    concerns: 'shop',
    atRisk: 'refund',
    action: 'create_credit_note',
    endings: [...overpaid, 'credit_note_corrected', 'other_channel', 'not_a_refund', 'test_order'],
  },
  duplicate_refund: {
    concerns: 'shop',
    atRisk: 'refund',
    action: 'claim_back',
    endings: [...overpaid, 'not_a_refund', 'test_order'],
  },
  amount_mismatch: {
    concerns: 'shop',
    atRisk: 'gap',
    action: 'decide_amount',
    endings: [...paidOtherwise, 'customer_agreed_less', ...overpaid, 'credit_note_corrected'],
  },
  currency_mismatch: {
    concerns: 'customer',
    atRisk: 'task',
    action: 'decide_amount',
    endings: [...paidOtherwise, 'customer_agreed_less', ...overpaid, 'credit_note_corrected', 'test_order'],
  },
  refunded_elsewhere: {
    concerns: 'shop',
    atRisk: 'task',
    action: 'confirm_refund',
    endings: [...paidOtherwise, ...overpaid, 'other_channel'],
  },
  refund_returned: {
    concerns: 'customer',
    atRisk: 'refund',
    action: 'pay_by_transfer',
    endings: [...paidOtherwise, 'customer_agreed_less', 'written_off'],
  },
  refund_and_chargeback: { concerns: 'shop', atRisk: 'refund', action: 'claim_back', endings: overpaid },
  payment_not_located: {
    concerns: 'customer',
    atRisk: 'task',
    action: 'locate_payment',
    endings: [...paidOtherwise, 'other_channel', 'test_order'],
  },
  credit_note_not_allowed: {
    concerns: 'shop',
    atRisk: 'credit_note',
    action: 'correct_credit_note',
    endings: ['credit_note_corrected', 'goodwill_kept', 'other_channel', 'test_order'],
  },
  credit_note_total_differs: {
    concerns: 'shop',
    atRisk: 'gap',
    action: 'decide_amount',
    endings: ['credit_note_corrected', 'customer_agreed_less', 'goodwill_kept', 'written_off', 'test_order'],
  },
  order_changed: {
    concerns: 'shop',
    atRisk: 'gap',
    action: 'compare_with_order',
    endings: ['credit_note_corrected', 'exchanged', 'goodwill_kept', 'written_off', 'test_order'],
  },
  stock_missing: { concerns: 'stock_keeper', atRisk: 'goods', action: 'check_stock', endings: countedAgain },
  stock_twice: { concerns: 'stock_keeper', atRisk: 'goods', action: 'check_stock', endings: countedAgain },
  stock_wrong_quantity: { concerns: 'stock_keeper', atRisk: 'goods', action: 'check_stock', endings: countedAgain },
  stock_wrong_location: { concerns: 'stock_keeper', atRisk: 'goods', action: 'check_stock', endings: countedAgain },
  stock_source_conflict: {
    concerns: 'stock_keeper',
    atRisk: 'goods',
    action: 'choose_one_writer',
    endings: ['other_channel', ...countedAgain],
  },
  item_unknown: { concerns: 'stock_keeper', atRisk: 'goods', action: 'say_item', endings: countedAgain },
  pos_credit_missing: {
    concerns: 'shop',
    atRisk: 'credit_note',
    action: 'check_pos_credit',
    endings: ['store_credit_given', 'refunded_in_cash', 'written_off', 'credit_note_corrected', 'test_order'],
  },
  pos_credit_twice: {
    concerns: 'shop',
    atRisk: 'credit_note',
    action: 'check_pos_credit',
    endings: ['claimed_back', 'written_off', 'credit_note_corrected', 'test_order'],
  },
  gift_card_not_restored: {
    concerns: 'customer',
    atRisk: 'gap',
    action: 'check_gift_card',
    endings: [
      'store_credit_given',
      'refunded_by_transfer',
      'refunded_in_cash',
      'exchanged',
      'customer_agreed_less',
      'test_order',
    ],
  },
} as const satisfies Readonly<Record<string, DifferenceRule>>;
/** One reason of the closed list. */
export type DifferenceReason = keyof typeof differenceRules;

/** Whether the text names a reason of the closed list. */
export const isDifferenceReason = (text: string): text is DifferenceReason => Object.hasOwn(differenceRules, text);

/** Whether a difference of this reason may end so; a person is never offered another ending. */
export function mayEnd(reason: DifferenceReason, ending: DifferenceEnding): boolean {
  const { endings }: DifferenceRule = differenceRules[reason];
  return endings.includes(ending);
}

/**
 * What a person is told to do first about a difference. An order that a gift card paid is cancelled instead of correcting
 * its credit note (design §4), which the codes of the refusal say; once it is cancelled, the credit note is too much.
 */
export function suggestedActionOf(
  reason: DifferenceReason,
  evidence: Readonly<Record<string, string | number | boolean>>,
): SuggestedAction {
  const codes = typeof evidence.codes === 'string' ? evidence.codes.split(' ') : [];
  const needsCancellation =
    codes.includes('gift_card_requires_cancellation' satisfies RefusalCode) &&
    !codes.includes('order_cancelled' satisfies RefusalCode);
  return needsCancellation ? 'cancel_order' : differenceRules[reason].action;
}
