import type { SignalName } from '../../../shared/domain/matching/signals.ts';
import type { ReasonName, RuleName, VerdictName } from '../../../shared/domain/matching/verdict.ts';

/** What a verdict rests on, in words. */
export const ruleWords: Readonly<Record<RuleName, string>> = {
  refund_id: 'refund id given',
  payment_id: 'same payment id',
  payment_id_sum: 'same payment id, exact sum',
  payment_by_reference: 'payment found by the order number',
  payment_by_reference_sum: 'payment found by the order number, exact sum',
  payment_by_value: 'payment found by order value and date',
  payment_by_value_sum: 'payment found by order value and date, exact sum',
  order_reference: 'refund names the order',
  order_reference_sum: 'refunds name the order, exact sum',
  other_payment_of_order: 'another payment of the order',
  name_amount_date: 'name, amount and date',
  name_sum: 'same name, exact sum',
  none: '',
};

/** A signal, in words. */
export const signalWords: Readonly<Record<SignalName, string>> = {
  linked_by_a_person: 'given refund id',
  payment_id: 'payment id',
  order_reference: 'order number',
  order_value: 'order value, date and customer',
  customer: 'customer',
  date: 'date',
  exact_amount: 'exact amount',
  exact_sum: 'exact sum',
};

/** Why a row is not a plain match, in words. */
export const reasonWords: Readonly<Record<ReasonName, string>> = {
  exact: '',
  above_limit: 'above the limit up to which less than an id confirms',
  more_than_one_way: 'there is more than one way to settle these amounts',
  not_the_whole_order: 'other refunds or credit notes of the order are left over',
  name_rule_off: 'a name alone does not confirm (--name-rule allows it)',
  not_alone: 'it is not alone: others fit nearly as well',
  name_differs: 'the names are not equal',
  name_missing: 'nobody is named, and the account of the credit note is not known',
  other_payment_too: 'it also gives back credit notes of other payments of the customer',
  refunded_elsewhere: 'it was refunded through another payment than the credit note gives back',
  one_minor_unit: 'they differ by the smallest unit, perhaps by rounding',
  too_little: 'less was refunded than credited',
  too_much: 'more was refunded than credited',
  other_currency: 'they are in different currencies',
  same_amount_again: 'the amount was refunded before',
  still_pending: 'the provider has not finished it',
  came_back: 'the money came back',
  refused_by_provider: 'the provider refused it',
  taken_back: 'the bank took the money back for the customer',
  taken_back_and_refunded: 'the bank took the money back, and it was refunded as well',
  after_coverage: 'it is newer than the reports',
  note_may_follow: 'its credit note may still be written',
  payment_not_located: 'its payment is not in the reports',
  no_refund_on_payment: 'its payment was found, and no refund of it',
  no_note_for_payment: 'it belongs to the shop, and no credit note explains it',
  no_candidate: 'no refund fits',
  not_ours: 'nothing says that it is of this shop',
};

/** What to do about a row, by verdict and, where it matters, reason. */
export function actionOf(verdict: VerdictName, reason: ReasonName): string {
  if (verdict === 'amount_mismatch')
    return reason === 'too_little' ? 'refund the rest' : 'claim the difference back, or correct the credit note';
  if (verdict === 'duplicate_refund')
    return reason === 'still_pending'
      ? 'stop it at the provider: it is the second one'
      : 'claim it back: it is the second one';
  if (verdict === 'refund_returned')
    return reason === 'refused_by_provider' ? 'refund again, or pay by transfer' : 'refund again by another way';
  if (verdict === 'chargeback')
    return reason === 'taken_back_and_refunded'
      ? 'dispute it: the customer has the money twice'
      : 'do not refund as well';
  return actions[verdict];
}

const actions: Readonly<
  Record<Exclude<VerdictName, 'amount_mismatch' | 'duplicate_refund' | 'refund_returned' | 'chargeback'>, string>
> = {
  matched: '',
  proposed: 'confirm or reject',
  credit_note_without_refund: 'refund it at the provider',
  refund_without_credit_note: 'write the credit note, or say why there is none',
  pending: 'wait',
  currency_mismatch: 'look at both',
  other_channel: '',
};
