import type { SignalName } from '../domain/matching/signals.ts';
import type { ReasonName, RuleName } from '../domain/matching/verdict.ts';
import type { Translated } from './translated.ts';

/** What a match rests on. */
export const ruleTexts = {
  refund_id: { en: 'Somebody named this refund.', fr: 'Quelqu’un a nommé ce remboursement.' },
  payment_id: { en: 'It gives back this very payment.', fr: 'Il rembourse précisément ce paiement.' },
  payment_id_sum: {
    en: 'Together they give back this very payment.',
    fr: 'Ensemble, ils remboursent précisément ce paiement.',
  },
  payment_by_reference: {
    en: 'Its payment names the order.',
    fr: 'Son paiement nomme la commande.',
  },
  payment_by_reference_sum: {
    en: 'Their payment names the order, and together they are exact.',
    fr: 'Leur paiement nomme la commande et leur somme est exacte.',
  },
  payment_by_value: {
    en: 'Its payment has the value, the customer and the day of the order.',
    fr: 'Son paiement a la valeur, le client et la date de la commande.',
  },
  payment_by_value_sum: {
    en: 'Their payment has the value, the customer and the day of the order, and together they are exact.',
    fr: 'Leur paiement a la valeur, le client et la date de la commande, et leur somme est exacte.',
  },
  order_reference: { en: 'The refund names the order.', fr: 'Le remboursement nomme la commande.' },
  order_reference_sum: {
    en: 'The refunds name the order, and together they are exact.',
    fr: 'Les remboursements nomment la commande et leur somme est exacte.',
  },
  other_payment_of_order: {
    en: 'It gives back another payment of the order.',
    fr: 'Il rembourse un autre paiement de la commande.',
  },
  name_amount_date: {
    en: 'Name, amount and day agree.',
    fr: 'Le nom, le montant et la date concordent.',
  },
  name_sum: { en: 'The name agrees, and the sum.', fr: 'Le nom concorde, et la somme.' },
  none: { en: 'Nothing but its amount.', fr: 'Rien d’autre que son montant.' },
} as const satisfies Readonly<Record<RuleName, Translated>>;

/** What speaks for a match. */
export const signalTexts = {
  linked_by_a_person: { en: 'named by a person', fr: 'nommé par une personne' },
  payment_id: { en: 'the same payment', fr: 'le même paiement' },
  order_reference: { en: 'the order’s number', fr: 'le numéro de commande' },
  order_value: { en: 'the order’s value', fr: 'la valeur de la commande' },
  customer: { en: 'the customer’s name', fr: 'le nom du client' },
  date: { en: 'the day', fr: 'la date' },
  exact_amount: { en: 'the exact amount', fr: 'le montant exact' },
  exact_sum: { en: 'the exact sum', fr: 'la somme exacte' },
} as const satisfies Readonly<Record<SignalName, Translated>>;

/** Why a match is no plain one. */
export const matchReasonTexts = {
  exact: { en: 'exact', fr: 'montant exact' },
  above_limit: {
    en: 'above the amount that is confirmed without a person',
    fr: 'au-dessus du montant confirmé sans personne',
  },
  more_than_one_way: { en: 'there is more than one way', fr: 'il y a plus d’une façon' },
  not_the_whole_order: { en: 'not the whole order', fr: 'pas toute la commande' },
  name_rule_off: {
    en: 'the shop lets a person confirm names',
    fr: 'la boutique laisse une personne confirmer les noms',
  },
  not_alone: { en: 'others fit as well', fr: 'd’autres conviennent aussi' },
  name_differs: { en: 'the name differs', fr: 'le nom diffère' },
  name_missing: { en: 'no name is known', fr: 'aucun nom n’est connu' },
  other_payment_too: { en: 'another payment fits as well', fr: 'un autre paiement convient aussi' },
  refunded_elsewhere: { en: 'refunded through another payment', fr: 'remboursé par un autre paiement' },
  one_minor_unit: { en: 'one cent apart', fr: 'un cent d’écart' },
  too_little: { en: 'too little', fr: 'trop peu' },
  too_much: { en: 'too much', fr: 'trop' },
  other_currency: { en: 'another currency', fr: 'une autre devise' },
  same_amount_again: { en: 'the same amount again', fr: 'le même montant encore une fois' },
  still_pending: { en: 'still under way at the provider', fr: 'encore en cours chez le fournisseur' },
  came_back: { en: 'the money came back', fr: 'la somme est revenue' },
  refused_by_provider: { en: 'refused by the provider', fr: 'refusé par le fournisseur' },
  taken_back: { en: 'taken back by the customer’s bank', fr: 'repris par la banque du client' },
  taken_back_and_refunded: { en: 'taken back, and refunded too', fr: 'repris, et remboursé en plus' },
  after_coverage: { en: 'after what was seen of the account', fr: 'après ce qui a été vu du compte' },
  note_may_follow: { en: 'its credit note may still come', fr: 'sa note de crédit peut encore venir' },
  payment_not_located: { en: 'the transaction is not located', fr: 'la transaction n’est pas localisée' },
  no_refund_on_payment: { en: 'no refund on this payment', fr: 'aucun remboursement sur ce paiement' },
  no_note_for_payment: { en: 'no credit note for this payment', fr: 'aucune note de crédit pour ce paiement' },
  no_candidate: { en: 'nothing comes near', fr: 'rien ne s’en approche' },
  not_ours: { en: 'not one of the shop’s', fr: 'pas un de ceux de la boutique' },
} as const satisfies Readonly<Record<ReasonName, Translated>>;
