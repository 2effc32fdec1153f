import type { ConcernedParty } from '../domain/difference.ts';
import type { Translated } from './translated.ts';

/** What the page of differences says. */
export const differencePageTexts = {
  customer: { en: 'The customer waits for it', fr: 'Le client l’attend' },
  shop: { en: 'The shop may lose it', fr: 'La boutique peut le perdre' },
  stock_keeper: { en: 'Whoever counts the stock', fr: 'Qui compte les stocks' },
  do_first: { en: 'First:', fr: 'D’abord\u00a0:' },
  settle: { en: 'Settle it', fr: 'Régler l’écart' },
  item_number: { en: 'Number of the article in Retail (item ID)', fr: 'Numéro de l’article dans Retail (item ID)' },
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
  status: { en: 'At the provider', fr: 'Chez le fournisseur' },
  chargebackIds: { en: 'Disputes', fr: 'Contestations' },
  sku: { en: 'Article code', fr: 'Code de l’article' },
  pieces: { en: 'Pieces', fr: 'Pièces' },
  pieces_before: { en: 'Pieces before', fr: 'Pièces avant' },
  pieces_now: { en: 'Pieces now', fr: 'Pièces maintenant' },
};
