import type { RefundProblem } from '../domain/refund-problem.ts';
import type { Translated } from './translated.ts';

/** A reason why a refund cannot be made, and what follows from it. */
export const refundProblemTexts = {
  not_found: {
    why: { en: 'I do not find the transaction.', fr: 'Je ne trouve pas la transaction.' },
    next: {
      en: 'Look for it by the value of the order, the customer’s name and the date: all three together. Once found, say its id.',
      fr: 'Cherchez-la par la valeur de la commande, le nom du client et la date, les trois ensemble. Une fois trouvée, indiquez son identifiant.',
    },
  },
  already_refunded: {
    why: { en: 'It is refunded already.', fr: 'C’est déjà remboursé.' },
    next: {
      en: 'Do not refund it again. Say what was refunded and when; with the refund’s id it is matched at once.',
      fr: 'Ne remboursez pas une seconde fois. Indiquez ce qui a été remboursé et quand\u00a0; avec l’identifiant du remboursement, il est rapproché aussitôt.',
    },
  },
  less_refundable: {
    why: { en: 'The portal refunds only a part of it.', fr: 'Le portail n’en rembourse qu’une partie.' },
    next: {
      en: 'Refund what it lets you and say that amount: the rest stays to be made and is asked for again.',
      fr: 'Remboursez ce qu’il permet et indiquez ce montant\u00a0: le reste demeure à rembourser et sera redemandé.',
    },
  },
  balance_too_low: {
    why: { en: 'The balance at the provider is too low.', fr: 'Le solde chez le fournisseur est insuffisant.' },
    next: {
      en: 'Top up the balance, or let the refund wait there if the portal offers it. It stays on the list until it is seen.',
      fr: 'Approvisionnez le solde, ou laissez le remboursement en attente si le portail le propose. Il reste sur la liste jusqu’à ce qu’il soit constaté.',
    },
  },
  window_closed: {
    why: { en: 'The payment is too old for the portal.', fr: 'Le paiement est trop ancien pour le portail.' },
    next: { en: 'Refund it by bank transfer or in cash.', fr: 'Remboursez par virement ou en espèces.' },
  },
  card_gone: {
    why: {
      en: 'The card is expired, lost or cancelled.',
      fr: 'La carte est expirée, perdue ou annulée.',
    },
    next: {
      en: 'Many banks still take such a refund: try it first. If the provider says that it failed, refund by bank transfer.',
      fr: 'Beaucoup de banques acceptent quand même ce remboursement\u00a0: essayez d’abord. Si le fournisseur indique un échec, remboursez par virement.',
    },
  },
  method_not_refundable: {
    why: {
      en: 'This way of paying cannot be refunded (gift card, paysafecard).',
      fr: 'Ce moyen de paiement n’est pas remboursable (carte-cadeau, paysafecard).',
    },
    next: { en: 'Refund it by bank transfer or in cash.', fr: 'Remboursez par virement ou en espèces.' },
  },
  refused_as_duplicate: {
    why: {
      en: 'The portal refuses it as a duplicate.',
      fr: 'Le portail le refuse comme doublon.',
    },
    next: {
      en: 'The same amount was refunded on this payment within the last hour. Look whether that was this one; if not, try again in an hour.',
      fr: 'Le même montant a été remboursé sur ce paiement dans l’heure. Vérifiez si c’était celui-ci\u00a0; sinon, réessayez dans une heure.',
    },
  },
  not_captured: {
    why: { en: 'The payment was never captured.', fr: 'Le paiement n’a jamais été capturé.' },
    next: {
      en: 'There is nothing to refund: cancel the authorisation at the provider, then end this job below.',
      fr: 'Il n’y a rien à rembourser\u00a0: annulez l’autorisation chez le fournisseur, puis closez ce remboursement ci-dessous.',
    },
  },
  dispute_open: {
    why: { en: 'The customer has disputed the payment.', fr: 'Le client a contesté le paiement.' },
    next: {
      en: 'Do not refund it while the dispute is open: the customer could be paid twice. It comes back here when the shop wins.',
      fr: 'Ne remboursez pas tant que la contestation est ouverte\u00a0: le client pourrait être payé deux fois. Il revient ici si la boutique obtient gain de cause.',
    },
  },
  ended_otherwise: {
    why: { en: 'It ended in another way.', fr: 'Cela s’est terminé autrement.' },
    next: { en: 'Say how, with a note for the others.', fr: 'Indiquez comment, avec une note pour les autres.' },
  },
} as const satisfies Readonly<Record<RefundProblem, Readonly<Record<'why' | 'next', Translated>>>>;

/** What the page of a problem says. */
export const refundProblemPageTexts = {
  title: { en: 'What is the problem?', fr: 'Quel est le problème\u00a0?' },
  transaction_id: {
    en: 'Id of the transaction at the provider',
    fr: 'Identifiant de la transaction chez le fournisseur',
  },
  say_payment: { en: 'This is the transaction', fr: 'C’est cette transaction' },
  by_hand: { en: 'It goes back by hand', fr: 'À rembourser à la main' },
  back: { en: 'Back to the list', fr: 'Retour à la liste' },
  over: { en: 'This refund is over.', fr: 'Ce remboursement est terminé.' },
} as const satisfies Readonly<Record<string, Translated>>;
