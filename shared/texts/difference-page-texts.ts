import type { ConcernedParty } from '../domain/difference.ts';
import type { ComparedThing } from '../domain/matching/pair-comparison.ts';
import type { Translated } from './translated.ts';

/** What the page of differences says. */
export const differencePageTexts = {
  customer: { en: 'The customer waits for it', fr: 'Le client l’attend' },
  shop: { en: 'The shop may lose it', fr: 'La boutique peut le perdre' },
  stock_keeper: { en: 'Whoever counts the stock', fr: 'Qui compte les stocks' },
  do_first: { en: 'First:', fr: 'D’abord\u00a0:' },
  settle: { en: 'Settle it', fr: 'Régler l’écart' },
  item_number: { en: 'Number of the article in Retail (item ID)', fr: 'Numéro de l’article dans Retail (item ID)' },
  proposals: { en: 'Do these belong together?', fr: 'Vont-ils ensemble\u00a0?' },
  others: { en: 'Second candidates', fr: 'Autres candidats' },
  none_of_these: { en: 'None of these', fr: 'Aucun de ceux-ci' },
  it_is: { en: 'Yes, this refund', fr: 'Oui, ce remboursement' },
  it_is_not: { en: 'No, not this one', fr: 'Non, pas celui-ci' },
  still_to_refund: { en: 'To be refunded', fr: 'À rembourser' },
  refund_seen: { en: 'Refund seen', fr: 'Remboursement constaté' },
  agrees: { en: 'agrees', fr: 'concorde' },
  differs: { en: 'differs', fr: 'diffère' },
  link_refund: { en: 'It was another refund', fr: 'C’était un autre remboursement' },
  link_task: { en: 'It belongs to a refund to make', fr: 'Il correspond à un remboursement à faire' },
  which_refund: { en: 'Refund seen at the provider', fr: 'Remboursement constaté chez le fournisseur' },
  which_task: { en: 'Refund to make', fr: 'Remboursement à faire' },
  how_much: {
    en: 'How much of it, if not all (the rest can go to others)',
    fr: 'Combien, si ce n’est pas tout (le reste peut aller à d’autres)',
  },
  link: { en: 'Put together', fr: 'Rapprocher' },
  none: { en: 'No difference is open.', fr: 'Aucun écart n’est ouvert.' },
  waits_for_second: {
    en: 'Waits for a second person to say the same as',
    fr: 'Attend qu’une deuxième personne indique la même chose que',
  },
  jobs_are_elsewhere: {
    en: 'What somebody must do stands under “To do”; here stands what somebody must decide.',
    fr: 'Ce que quelqu’un doit faire se trouve sous «\u00a0À faire\u00a0»\u00a0; ici se trouve ce que quelqu’un doit décider.',
  },
} as const satisfies Readonly<Record<ConcernedParty, Translated> & Record<string, Translated>>;

/** What is compared between a refund to make and a refund that was seen. */
export const comparedTexts = {
  amount: { en: 'Amount', fr: 'Montant' },
  account: { en: 'Provider', fr: 'Fournisseur' },
  transaction: { en: 'Transaction', fr: 'Transaction' },
  order_number: { en: 'Order number', fr: 'Numéro de commande' },
  customer: { en: 'Customer', fr: 'Client' },
  day: { en: 'Day', fr: 'Date' },
} as const satisfies Readonly<Record<ComparedThing, Translated>>;

/** What a difference rests on, by the names of its evidence. */
export const evidenceTexts: Readonly<Record<string, Translated>> = {
  dueOn: { en: 'Was due', fr: 'Échéance' },
  refundedOn: { en: 'Reported as refunded on', fr: 'Déclaré remboursé le' },
  expectedMinor: { en: 'Expected', fr: 'Attendu' },
  refundedMinor: { en: 'Refunded', fr: 'Remboursé' },
  observedMinor: { en: 'In eCom', fr: 'Dans l’arrière-boutique' },
  plannedMinor: { en: 'By the rules', fr: 'Selon les règles' },
  refundId: { en: 'Refund', fr: 'Remboursement' },
  firstRefundId: { en: 'First refund', fr: 'Premier remboursement' },
  refundCurrency: { en: 'Currency of the refund', fr: 'Devise du remboursement' },
  paymentId: { en: 'Transaction', fr: 'Transaction' },
  otherPaymentId: { en: 'Refunded on the transaction', fr: 'Remboursé sur la transaction' },
  otherAccount: { en: 'Refunded at', fr: 'Remboursé chez' },
  status: { en: 'At the provider', fr: 'Chez le fournisseur' },
  chargebackIds: { en: 'Disputes', fr: 'Contestations' },
  sku: { en: 'Article code', fr: 'Code de l’article' },
  pieces: { en: 'Pieces', fr: 'Pièces' },
  pieces_before: { en: 'Pieces before', fr: 'Pièces avant' },
  pieces_now: { en: 'Pieces now', fr: 'Pièces maintenant' },
};
