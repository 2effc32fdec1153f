import type { AnswerObstacle, CaseAnswer } from '../domain/case-answer.ts';
import type { QuestionKind } from '../domain/case-question.ts';
import type { PaymentRoute } from '../domain/payment-route.ts';
import type { Translated } from './translated.ts';

type Question = Readonly<{ asks: Translated; hint: Translated }>;

/** What a case asks; `{order}` is the cancelled order, `{copy}` the one that may have replaced it. */
export const questionTexts = {
  copy: {
    asks: {
      en: 'Was order {order} replaced by its cheaper copy {copy}?',
      fr: 'La commande {order} a-t-elle été remplacée par sa copie moins chère {copy}\u00a0?',
    },
    hint: {
      en: 'To refund only a part of a value, an order is duplicated, a price lowered on the copy, the copy marked as paid and the original cancelled. {copy} looks like such a copy. Nothing happens before the answer.',
      fr: 'Pour un remboursement partiel d’une valeur, on duplique la commande, on baisse un prix sur la copie, on marque la copie comme payée et on annule la commande d’origine. {copy} ressemble à une telle copie. Rien ne se passe avant la réponse.',
    },
  },
  objection: {
    asks: {
      en: 'It does not follow the rules. May it have its effects all the same?',
      fr: 'Elle ne suit pas les règles. Peut-elle tout de même produire ses effets\u00a0?',
    },
    hint: {
      en: 'Whoever corrects it in eCom has answered too: it is decided again by itself. Nothing happens before that.',
      fr: 'La corriger dans l’arrière-boutique est aussi une réponse\u00a0: elle est alors réexaminée automatiquement. Rien ne se passe avant.',
    },
  },
} as const satisfies Readonly<Record<QuestionKind, Question>>;

/** The answers, as they stand on their buttons. */
export const answerTexts = {
  copy: { en: 'Yes, {copy} is its copy', fr: 'Oui, {copy} en est la copie' },
  real_cancellation: { en: 'No, the order was really cancelled', fr: 'Non, la commande est vraiment annulée' },
  let_pass: { en: 'Let it have its effects', fr: 'Lui laisser produire ses effets' },
  record_only: { en: 'Only record it', fr: 'L’enregistrer seulement' },
} as const satisfies Readonly<Record<CaseAnswer, Translated>>;

/** What goes back by an answer; `{parts}` says how, payment by payment. */
export const moneyOutcomeTexts = {
  copy: {
    en: 'Only the difference goes back: {parts}',
    fr: 'Seule la différence est rendue\u00a0: {parts}',
  },
  real_cancellation: {
    en: 'All that was not credited yet goes back: {parts}',
    fr: 'Tout ce qui n’a pas encore été crédité est rendu\u00a0: {parts}',
  },
  let_pass: {
    en: 'What the order still has of it goes back: {parts}',
    fr: 'Ce que la commande en a encore est rendu\u00a0: {parts}',
  },
  record_only: { en: 'It goes back: {parts}', fr: 'Est rendu\u00a0: {parts}' },
} as const satisfies Readonly<Record<CaseAnswer, Translated>>;

/** How one payment gives its part back. */
export const paymentOutcomeTexts = {
  portal: {
    en: '{amount} to refund in the portal of {provider}',
    fr: '{amount} à rembourser dans le portail en ligne de {provider}',
  },
  app: {
    en: '{amount} that the app of {provider} refunds',
    fr: '{amount} que l’application de {provider} rembourse',
  },
  native: { en: '{amount} that eCom refunds', fr: '{amount} qu’eCom rembourse' },
  manual: { en: '{amount} to refund by bank transfer', fr: '{amount} à rembourser par virement' },
  unknown: {
    en: '{amount} by a provider that is still to be said',
    fr: '{amount} par un fournisseur encore à indiquer',
  },
  gift_card: { en: '{amount} on the gift card', fr: '{amount} sur la carte-cadeau' },
} as const satisfies Readonly<Record<PaymentRoute['refundMode'] | 'gift_card', Translated>>;

/** The rest of what follows from an answer. */
export const outcomeTexts = {
  no_money: { en: 'No money goes back', fr: 'Aucune somme n’est rendue' },
  stock: { en: 'pieces that come back to stock: {count}', fr: 'articles remis en stock\u00a0: {count}' },
  no_stock: { en: 'the stock stays as it is', fr: 'les stocks restent inchangés' },
  passes: {
    en: 'the other {amount} of the payment count for {copy} from then on',
    fr: 'le reste du paiement, {amount}, compte désormais pour {copy}',
  },
  only_recorded: {
    en: 'it counts in the history of the order, and nothing else',
    fr: 'elle compte dans l’historique de la commande, et rien d’autre',
  },
  // Between the parts of one sentence: French has a space before it.
  semicolon: { en: '; ', fr: '\u00a0; ' },
} as const satisfies Readonly<Record<string, Translated>>;

/** Why a case cannot be answered so. */
export const obstacleTexts = {
  order_does_not_add_up: {
    en: 'The amounts of the order do not add up: nobody can tell what goes back.',
    fr: 'Les montants de la commande ne concordent pas\u00a0: impossible de dire ce qui est à rendre.',
  },
  copy_unknown: { en: 'The other order is not known here.', fr: 'L’autre commande est inconnue ici.' },
  copy_decided_over: {
    en: 'A credit note of {copy} is known already: it cannot take the payment over any more.',
    fr: 'Une note de crédit de {copy} est déjà connue\u00a0: elle ne peut plus reprendre le paiement.',
  },
  other_currency: {
    en: 'It was paid in another currency: nobody can tell what passes to {copy}.',
    fr: 'Le paiement est dans une autre devise\u00a0: impossible de dire ce qui passe à {copy}.',
  },
} as const satisfies Readonly<Record<AnswerObstacle, Translated>>;

/** What else stands beside a question. */
export const questionPageTexts = {
  waits: { en: 'A question waits', fr: 'Une question attend' },
  look_and_answer: { en: 'Look at both orders and answer', fr: 'Voir les deux commandes et répondre' },
  answer: { en: 'Answer', fr: 'Répondre' },
  final: {
    en: 'An answer cannot be taken back: what follows from it begins at once.',
    fr: 'Une réponse ne peut pas être annulée\u00a0: ses effets commencent aussitôt.',
  },
  only_operators: {
    en: 'You may look. Somebody with the role of an operator answers.',
    fr: 'Vous pouvez consulter. La réponse revient à une personne ayant le rôle d’opérateur.',
  },
  cancelled_order: { en: 'Cancelled order', fr: 'Commande annulée' },
  perhaps_copy: { en: 'Perhaps its copy', fr: 'Peut-être sa copie' },
  cheaper_by: { en: 'Cheaper by', fr: 'Baisse' },
  placed: { en: 'Placed', fr: 'Passée le' },
  cancelled: { en: 'Cancelled', fr: 'Annulée le' },
  discount: { en: 'Discount', fr: 'Remise' },
} as const satisfies Readonly<Record<string, Translated>>;
