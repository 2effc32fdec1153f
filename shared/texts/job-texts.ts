import type { NotAskedReason } from '../reconciliation/ask-about-task.ts';
import type { Translated } from './translated.ts';

/** What the list of things to do says. */
export const jobTexts = {
  provider_portal: { en: 'In the provider’s portal', fr: 'Dans le portail en ligne du fournisseur' },
  ecom: { en: 'In the eCom back office', fr: 'Dans l’arrière-boutique' },
  bank: { en: 'At the bank', fr: 'À la banque' },
  retail: { en: 'In Retail', fr: 'Dans Retail' },
  seen_by_itself: { en: 'Expected without you', fr: 'Attendus sans vous' },
  seen_by_itself_hint: {
    en: 'The provider’s app or eCom refunds these. Do not refund them yourself: the customer would be paid twice.',
    fr: 'L’application du fournisseur ou eCom s’en charge. Ne les remboursez pas vous-même\u00a0: le client serait remboursé deux fois.',
  },
  how_to: { en: 'How it is done', fr: 'Comment faire' },
  as_file: { en: 'These refunds for a spreadsheet (CSV)', fr: 'Ces remboursements pour un tableur (CSV)' },
  all_of_place: { en: 'All of them', fr: 'Tous' },
  earlier_jobs: { en: 'Those before', fr: 'Les précédents' },
  later_jobs: { en: 'Those after', fr: 'Les suivants' },
  who_refunds: { en: 'Say who refunds it', fr: 'Indiquer qui rembourse' },
  who_refunds_hint: {
    en: 'It is asked once and kept for later payments by the same method.',
    fr: 'La question est posée une fois\u00a0; la réponse vaut pour les paiements suivants du même mode.',
  },
  in_portal_of: { en: 'In the portal of', fr: 'Dans le portail de' },
  by_bank: { en: 'By bank transfer', fr: 'Par virement' },
  was_switch_on: {
    en: 'Was the Refund switch of the credit note on in eCom? Only then eCom has refunded it.',
    fr: 'L’option «\u00a0Remboursement\u00a0» de la note de crédit était-elle activée dans l’arrière-boutique\u00a0? eCom ne rembourse que dans ce cas.',
  },
  switch_was_on: { en: 'Yes, eCom refunded it', fr: 'Oui, eCom a remboursé' },
  switch_was_off: { en: 'No, it must go back by hand', fr: 'Non, à rembourser à la main' },
  print: { en: 'Print', fr: 'Imprimer' },
  nothing_asked: { en: 'No such refund is to be made.', fr: 'Aucun remboursement de ce genre n’est à faire.' },
  filter: { en: 'Which refunds', fr: 'Quels remboursements' },
  all_providers: { en: 'All providers', fr: 'Tous les fournisseurs' },
  of_everybody: { en: 'Of everybody', fr: 'De tout le monde' },
  of_mine: { en: 'Taken by me', fr: 'Pris en charge par moi' },
  of_nobody: { en: 'Taken by nobody', fr: 'Pris en charge par personne' },
  who: { en: 'Who', fr: 'Qui' },
  overdue_only: { en: 'Overdue only', fr: 'En retard seulement' },
  apply_filter: { en: 'Filter', fr: 'Filtrer' },
  nothing_to_do: { en: 'Nothing is left to do.', fr: 'Il ne reste rien à faire.' },
  amount_to_refund: { en: 'Amount to refund', fr: 'Montant à rembourser' },
  order_value: { en: 'Value of the order', fr: 'Valeur de la commande' },
  transaction_date: { en: 'Date of the transaction', fr: 'Date de la transaction' },
  portal_closes: { en: 'Last day on the portal', fr: 'Dernier jour sur le portail' },
  payment_method: { en: 'Payment method', fr: 'Mode de paiement' },
  note_for_portal: { en: 'Text for the portal’s note', fr: 'Texte pour la note du portail' },
  payment_found: { en: 'Transaction located', fr: 'Transaction localisée' },
  locate_by: {
    en: 'Locate the transaction by these three: value of the order, customer’s name, date.',
    fr: 'Localisez la transaction par ces trois éléments\u00a0: valeur de la commande, nom du client, date.',
  },
  already_refunded: { en: 'Already refunded on this payment', fr: 'Déjà remboursé sur ce paiement' },
  taken_by: { en: 'Taken by', fr: 'Pris en charge par' },
  open_portal: { en: 'Open the portal', fr: 'Ouvrir le portail' },
  take: { en: 'Take it', fr: 'Prendre en charge' },
  release: { en: 'Release', fr: 'Libérer' },
  done: { en: 'I have refunded it', fr: 'J’ai remboursé' },
  unreport: { en: 'I have not refunded it after all', fr: 'Je ne l’ai finalement pas remboursé' },
  problem: { en: 'Problem', fr: 'Problème' },
  how_it_ended: { en: 'How it ended', fr: 'Comment cela s’est terminé' },
  close: { en: 'Close it so', fr: 'Clore ainsi' },
  reopen: { en: 'Open it again', fr: 'Rouvrir' },
  refunded_amount: { en: 'Refunded amount', fr: 'Montant remboursé' },
  refunded_on: { en: 'Day of the refund', fr: 'Jour du remboursement' },
  refund_id: { en: 'Refund id, if you have it', fr: 'Identifiant du remboursement, si vous l’avez' },
  report: { en: 'Report', fr: 'Déclarer' },
  other_currency: {
    en: 'Paid in another currency: check the amount.',
    fr: 'Payé dans une autre devise\u00a0: vérifiez le montant.',
  },
  several_on_payment: {
    en: 'Parts of this payment were matched already: refund only what is left.',
    fr: 'Des parties de ce paiement sont déjà rapprochées\u00a0: ne remboursez que le reste.',
  },
  has_proposal: {
    en: 'A refund that may be this one was seen: look at it first.',
    fr: 'Un remboursement qui pourrait être celui-ci a été constaté\u00a0: regardez-le d’abord.',
  },
  provider_says: { en: 'The provider says now:', fr: 'Le fournisseur indique maintenant\u00a0:' },
  refunded: { en: 'refunded', fr: 'remboursé' },
  check_before: {
    en: 'Something was refunded on this payment already: do not refund it again.',
    fr: 'Une somme a déjà été remboursée sur ce paiement\u00a0: ne la remboursez pas une seconde fois.',
  },
  still_refundable: { en: 'still refundable', fr: 'encore remboursable' },
} as const satisfies Readonly<Record<string, Translated>>;

/** Why nobody could say what a payment still carries. */
export const notAskedTexts = {
  payment_not_located: {
    en: 'The transaction is not located yet: check in the portal what was refunded.',
    fr: 'La transaction n’est pas encore localisée\u00a0: vérifiez dans le portail ce qui a été remboursé.',
  },
  provider_cannot_be_asked: {
    en: 'This provider cannot be asked: check in the portal what was refunded.',
    fr: 'Ce fournisseur ne peut pas être interrogé\u00a0: vérifiez dans le portail ce qui a été remboursé.',
  },
  provider_unavailable: {
    en: 'The provider does not answer right now: check in the portal what was refunded.',
    fr: 'Le fournisseur ne répond pas en ce moment\u00a0: vérifiez dans le portail ce qui a été remboursé.',
  },
  provider_refused: {
    en: 'The provider refuses our key: check in the portal what was refunded, and tell whoever set up the shop.',
    fr: 'Le fournisseur refuse notre clé\u00a0: vérifiez dans le portail ce qui a été remboursé et prévenez la personne qui a configuré la boutique.',
  },
} as const satisfies Readonly<Record<NotAskedReason, Translated>>;
