import type { RefundMode } from '../domain/shop-settings.ts';
import type { Translated } from './translated.ts';

/** What the page says on which a credit note is calculated. */
export const calculateTexts = {
  calculate: { en: 'Calculate a credit note', fr: 'Calculer une note de crédit' },
  explained: {
    en: 'Nothing is written: this is what a credit note of these quantities would give back.',
    fr: 'Rien n’est écrit\u00a0: voici ce qu’une note de crédit de ces quantités rendrait.',
  },
  order_number: { en: 'Order number', fr: 'Numéro de commande' },
  show_order: { en: 'Show the order', fr: 'Afficher la commande' },
  not_known: {
    en: 'This order is not known yet. Its first credit note brings it in, or avoir backfill.',
    fr: 'Cette commande n’est pas encore connue. Sa première note de crédit l’apporte, ou avoir backfill.',
  },
  bought: { en: 'Bought', fr: 'Acheté' },
  left: { en: 'Left', fr: 'Reste' },
  to_credit: { en: 'To credit', fr: 'À créditer' },
  with_shipping: { en: 'With the shipping costs', fr: 'Avec les frais d’expédition' },
  with_costs: { en: 'With the payment costs', fr: 'Avec les frais de paiement' },
  result: { en: 'What it gives back', fr: 'Ce qu’elle rend' },
  by_payment: { en: 'By payment', fr: 'Par paiement' },
  still_carries: { en: 'Still carries', fr: 'Porte encore' },
  gives_back: { en: 'Gives back', fr: 'Rend' },
  how: { en: 'How', fr: 'Comment' },
  stock_moves: { en: 'Stock that comes back', fr: 'Stocks remis' },
  stock_does_not: {
    en: 'The stock does not change in the end: one line raises it, one takes it back.',
    fr: 'Le niveau des stocks ne change pas au final\u00a0: une ligne l’augmente, une autre le reprend.',
  },
  refused: { en: 'The rules do not allow it', fr: 'Les règles ne le permettent pas' },
  in_ecom: {
    en: 'Then add it in eCom, with the same quantities and switches.',
    fr: 'Ajoutez-la ensuite dans l’arrière-boutique («\u00a0Ajouter une facture de crédit\u00a0»), avec les mêmes quantités et options.',
  },
} as const satisfies Readonly<Record<string, Translated>>;

/** How a payment is given back. */
export const refundModeTexts = {
  portal: { en: 'by hand in the portal', fr: 'à la main dans le portail en ligne' },
  app: { en: 'by the provider’s app', fr: 'par l’application du fournisseur' },
  native: { en: 'by eCom itself', fr: 'par eCom' },
  manual: { en: 'by bank transfer', fr: 'par virement' },
  unknown: { en: 'nobody said yet', fr: 'pas encore indiqué' },
} as const satisfies Readonly<Record<RefundMode | 'unknown', Translated>>;
