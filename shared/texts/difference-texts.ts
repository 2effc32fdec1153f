import type { DifferenceEnding, DifferenceReason, SuggestedAction } from '../domain/difference.ts';
import type { Translated } from './translated.ts';

/** What a difference is, in one line. */
export const differenceTexts = {
  credit_note_without_refund: { en: 'Credit note without refund', fr: 'Note de crédit sans remboursement' },
  reported_not_seen: { en: 'Reported, not seen yet', fr: 'Déclaré, pas encore constaté' },
  refund_without_credit_note: { en: 'Refund without credit note', fr: 'Remboursement sans note de crédit' },
  duplicate_refund: { en: 'Duplicate refund', fr: 'Remboursement en double' },
  amount_mismatch: { en: 'Amount differs', fr: 'Montant différent' },
  currency_mismatch: { en: 'Currency differs', fr: 'Devise différente' },
  refunded_elsewhere: { en: 'Refunded through another payment', fr: 'Remboursé par un autre paiement' },
  refund_returned: { en: 'Refund returned by the bank', fr: 'Remboursement rejeté par la banque' },
  refund_and_chargeback: { en: 'Refunded and disputed', fr: 'Remboursé et contesté' },
  payment_not_located: { en: 'Transaction not located', fr: 'Transaction non localisée' },
  credit_note_not_allowed: { en: 'Credit note not allowed', fr: 'Note de crédit non admise' },
  credit_note_total_differs: {
    en: 'Credit note total differs',
    fr: 'Montant total de la note de crédit différent',
  },
  order_changed: { en: 'Order changed', fr: 'Commande modifiée' },
  stock_missing: { en: 'Stock missing', fr: 'Remise en stock manquante' },
  stock_twice: { en: 'Stock brought back twice', fr: 'Remise en stock en double' },
  stock_wrong_quantity: { en: 'Stock: wrong quantity', fr: 'Remise en stock d’une mauvaise quantité' },
  stock_wrong_location: { en: 'Stock: wrong shop', fr: 'Remise en stock dans la mauvaise boutique' },
  stock_source_conflict: { en: 'Two systems write the stock', fr: 'Deux systèmes écrivent les stocks' },
  item_unknown: { en: 'Article unknown in Retail', fr: 'Article inconnu dans Retail' },
  pos_credit_missing: { en: 'Credit in Retail POS missing', fr: 'Crédit dans Retail POS manquant' },
  pos_credit_twice: { en: 'Credit in Retail POS twice', fr: 'Crédit dans Retail POS en double' },
  gift_card_not_restored: { en: 'Gift card balance not restored', fr: 'Solde de la carte-cadeau non rétabli' },
} as const satisfies Readonly<Record<DifferenceReason, Translated>>;

/** What to do first. */
export const actionTexts = {
  refund_in_portal: {
    en: 'Refund it in the provider’s portal',
    fr: 'Rembourser dans le portail en ligne du fournisseur',
  },
  pay_by_transfer: { en: 'Pay by bank transfer', fr: 'Rembourser par virement' },
  create_credit_note: {
    en: 'Add the credit note in eCom',
    fr: 'Ajouter la note de crédit dans l’arrière-boutique («\u00a0Ajouter une facture de crédit\u00a0»)',
  },
  cancel_order: {
    en: 'Cancel the order in eCom',
    fr: 'Annuler la commande dans l’arrière-boutique («\u00a0Annuler la commande\u00a0»)',
  },
  check_gift_card: { en: 'Check the balance of the gift card', fr: 'Vérifier le solde de la carte-cadeau' },
  say_provider: { en: 'Say who refunds this payment method', fr: 'Indiquer qui rembourse ce mode de paiement' },
  answer_copy: {
    en: 'Say whether the other order is its copy',
    fr: 'Indiquer si l’autre commande en est la copie',
  },
  check_stock: { en: 'Check the stock in Retail', fr: 'Vérifier les stocks dans Retail' },
  correct_credit_note: {
    en: 'Correct the credit note in eCom',
    fr: 'Corriger la note de crédit dans l’arrière-boutique',
  },
  compare_with_order: {
    en: 'Compare with the order in eCom',
    fr: 'Comparer avec la commande dans l’arrière-boutique',
  },
  ask_provider: { en: 'Ask the provider', fr: 'Demander au fournisseur de services de paiement' },
  locate_payment: { en: 'Locate the transaction', fr: 'Localiser la transaction' },
  claim_back: { en: 'Claim the money back', fr: 'Réclamer la somme' },
  decide_amount: { en: 'Decide which amount is right', fr: 'Décider du bon montant' },
  say_item: { en: 'Say which article it is in Retail', fr: 'Indiquer l’article correspondant dans Retail' },
  choose_one_writer: {
    en: 'Let one system only write the stock',
    fr: 'Laisser un seul système écrire les stocks',
  },
  confirm_refund: {
    en: 'Say whether this refund is the one',
    fr: 'Indiquer si c’est bien ce remboursement',
  },
  check_pos_credit: { en: 'Check the credit in Retail POS', fr: 'Vérifier le crédit dans Retail POS' },
} as const satisfies Readonly<Record<SuggestedAction, Translated>>;

/** How a difference may end. */
export const endingTexts = {
  refunded_by_transfer: { en: 'Refunded by bank transfer', fr: 'Remboursé par virement' },
  refunded_in_cash: { en: 'Refunded in cash', fr: 'Remboursé en espèces' },
  store_credit_given: { en: 'Store credit given', fr: 'Crédit en magasin accordé' },
  exchanged: { en: 'Exchanged', fr: 'Échangé' },
  customer_agreed_less: { en: 'The customer agreed to less', fr: 'Le client a accepté un montant moindre' },
  goodwill_kept: { en: 'Left to the customer as goodwill', fr: 'Laissé au client, geste commercial' },
  claimed_back: { en: 'Claimed back', fr: 'Somme récupérée' },
  written_off: { en: 'Written off', fr: 'Passé en perte' },
  credit_note_corrected: { en: 'Credit note corrected', fr: 'Note de crédit corrigée' },
  other_channel: { en: 'Belongs to another channel', fr: 'Relève d’un autre canal' },
  not_a_refund: { en: 'Not a refund', fr: 'Ce n’est pas un remboursement' },
  test_order: { en: 'Test order', fr: 'Commande d’essai' },
} as const satisfies Readonly<Record<DifferenceEnding, Translated>>;

// On a gift card, credit of the store is the balance itself.
const balanceRestored: Translated = { en: 'The balance is back on the card', fr: 'Le solde est rétabli sur la carte' };

/** How a difference of this reason may end, in its own words where it has some. */
export const endingTextOf = (reason: DifferenceReason, ending: DifferenceEnding): Translated =>
  reason === 'gift_card_not_restored' && ending === 'store_credit_given' ? balanceRestored : endingTexts[ending];
