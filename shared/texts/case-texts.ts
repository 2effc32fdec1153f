import type { CaseStanding } from '../domain/observed-case.ts';
import type { PlanNote } from '../domain/plan-notes.ts';
import type { OnHoldReason, TaskStateName } from '../domain/refund-task.ts';
import type { RefusedPart } from '../domain/refusal.ts';
import type { Translated } from './translated.ts';

/** What a case says about itself. */
export const noteTexts = {
  nothing_was_paid: {
    en: 'Nothing was paid: only stock and history change.',
    fr: 'Rien n’a été payé\u00a0: seuls les stocks et l’historique changent.',
  },
  partly_paid: {
    en: 'The order was only partly paid: no more goes back than came in.',
    fr: 'La commande n’a été payée qu’en partie\u00a0: on ne rend pas plus que ce qui est entré.',
  },
  release_expected: {
    en: 'The payment is only reserved: the provider is expected to release it.',
    fr: 'Le paiement est seulement réservé\u00a0: le fournisseur doit le libérer.',
  },
  remainder_spread: {
    en: 'A rounding remainder of the order was spread over its lines.',
    fr: 'Un reste d’arrondi de la commande a été réparti sur ses lignes.',
  },
  credit_note_total_differs: {
    en: 'eCom’s total differs from the sum of the parts; eCom’s total counts.',
    fr: 'Le montant total d’eCom diffère de la somme des parties\u00a0; c’est celui d’eCom qui compte.',
  },
  paid_in_other_currency: {
    en: 'Paid in another currency: the amount to give back is a proposal.',
    fr: 'Payé dans une autre devise\u00a0: le montant à rendre est une proposition.',
  },
  portal_closed: {
    en: 'The provider’s portal no longer refunds this payment: refund by hand.',
    fr: 'Le portail en ligne du fournisseur ne rembourse plus ce paiement\u00a0: remboursez par virement.',
  },
  restocked_by_return: {
    en: 'A return has brought the stock back already: it is not brought back again.',
    fr: 'Un retour a déjà remis les articles en stock\u00a0: ils n’y sont pas remis une seconde fois.',
  },
  inventory_switch_is_default: {
    en: 'eCom does not say whether “Update inventory” was on: the shop’s default holds.',
    fr: 'eCom ne dit pas si «\u00a0Mise à jour de l’inventaire\u00a0» était activée\u00a0: la valeur par défaut de la boutique s’applique.',
  },
  order_copied: {
    en: 'The order was replaced by a cheaper copy: only the difference goes back.',
    fr: 'La commande a été remplacée par une copie moins chère\u00a0: seule la différence est rendue.',
  },
} as const satisfies Readonly<Record<PlanNote, Translated>>;

/** Where a case stands. */
export const standingTexts = {
  open: { en: 'Open', fr: 'En cours' },
  not_allowed: { en: 'Not allowed, waits for a decision', fr: 'Non admise, en attente de décision' },
  copy_suspected: {
    en: 'Perhaps replaced by a cheaper copy, waits for an answer',
    fr: 'Peut-être remplacée par une copie moins chère, en attente de réponse',
  },
  attached: { en: 'Part of the cancellation of its order', fr: 'Comprise dans l’annulation de sa commande' },
  history: { en: 'History, without effects', fr: 'Historique, sans effet' },
  withdrawn: { en: 'Deleted in eCom', fr: 'Supprimée dans l’arrière-boutique' },
} as const satisfies Readonly<Record<CaseStanding, Translated>>;

/** Where a refund to make stands. */
export const taskStateTexts = {
  awaiting_refund: { en: 'To refund', fr: 'À rembourser' },
  on_hold: { en: 'On hold', fr: 'En attente de décision' },
  reported: { en: 'Reported, not seen yet', fr: 'Déclaré, pas encore constaté' },
  pending_at_provider: { en: 'Pending at the provider', fr: 'En cours chez le fournisseur' },
  matched: { en: 'Refund seen', fr: 'Remboursement constaté' },
  settled_by_chargeback: { en: 'Settled by a chargeback', fr: 'Réglé par une rétrofacturation' },
  withdrawn: { en: 'Withdrawn: its credit note was deleted', fr: 'Retiré\u00a0: sa note de crédit a été supprimée' },
  closed_by_operator: { en: 'Closed by a person', fr: 'Clos par une personne' },
} as const satisfies Readonly<Record<TaskStateName, Translated>>;

/** Why a refund to make waits. */
export const onHoldTexts = {
  provider_unknown: {
    en: 'Nobody said yet who refunds this payment method',
    fr: 'Personne n’a encore indiqué qui rembourse ce mode de paiement',
  },
  order_copy_suspected: {
    en: 'Another order may be its cheaper copy',
    fr: 'Une autre commande en est peut-être la copie moins chère',
  },
  dispute_open: { en: 'The customer disputes the payment', fr: 'Le client conteste le paiement' },
  not_captured: { en: 'The payment is not collected yet', fr: 'Le paiement n’est pas encore encaissé' },
} as const satisfies Readonly<Record<OnHoldReason, Translated>>;

/** Parts of an order that a refusal is about. */
export const partTexts = {
  shipping: { en: 'Shipping costs', fr: 'Frais d’expédition' },
  payment_costs: { en: 'Payment costs', fr: 'Frais de paiement' },
  adjustment: { en: 'Goodwill or fee', fr: 'Geste commercial ou frais' },
  order: { en: 'Order', fr: 'Commande' },
  payment: { en: 'Payment', fr: 'Paiement' },
} as const satisfies Readonly<Record<RefusedPart, Translated>>;
