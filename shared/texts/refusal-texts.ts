import type { RefusalCode } from '../domain/refusal.ts';
import type { Translated } from './translated.ts';

/** Why the rules do not allow something, and what to do about it in eCom or in the request. */
export const refusalTexts = {
  order_unknown: {
    why: { en: 'This order is not known.', fr: 'Cette commande est inconnue.' },
    remedy: {
      en: 'Check the order number, or send the order along.',
      fr: 'Vérifiez le numéro de commande, ou joignez la commande à la demande.',
    },
  },
  line_unknown: {
    why: { en: 'The order has no such line.', fr: 'La commande ne contient pas cette ligne.' },
    remedy: {
      en: 'Credit the lines of this order only.',
      fr: 'Ne créditez que les lignes de cette commande.',
    },
  },
  quantity_exceeds_remaining: {
    why: {
      en: 'More articles than can still be credited.',
      fr: 'La quantité dépasse ce qui peut encore être crédité.',
    },
    remedy: {
      en: 'Lower the quantity of the line on the credit note.',
      fr: 'Réduisez la quantité de la ligne sur la note de crédit.',
    },
  },
  amount_exceeds_remaining: {
    why: { en: 'More money than can still be refunded.', fr: 'Le montant dépasse ce qui peut encore être remboursé.' },
    remedy: {
      en: 'Lower the amount, or delete the credit note and add it again.',
      fr: 'Réduisez le montant, ou supprimez la note de crédit et refaites-la.',
    },
  },
  not_invoiced: {
    why: { en: 'These articles are not invoiced yet.', fr: 'Ces articles ne sont pas encore facturés.' },
    remedy: {
      en: 'Make the invoice first, or cancel the order.',
      fr: 'Créez d’abord la facture, ou annulez la commande.',
    },
  },
  not_paid: {
    why: { en: 'Nothing was paid for this order.', fr: 'Rien n’a été payé pour cette commande.' },
    remedy: {
      en: 'Cancel the order instead: there is no money to give back.',
      fr: 'Annulez plutôt la commande\u00a0: il n’y a pas d’argent à rendre.',
    },
  },
  not_captured: {
    why: {
      en: 'The payment is only reserved, not collected.',
      fr: 'Le paiement est seulement réservé, il n’est pas encaissé.',
    },
    remedy: {
      en: 'Cancel the order: the provider releases the reservation.',
      fr: 'Annulez la commande\u00a0: le fournisseur de services de paiement libère la réservation.',
    },
  },
  shipping_already_refunded: {
    why: { en: 'The shipping costs are refunded already.', fr: 'Les frais d’expédition sont déjà remboursés.' },
    remedy: {
      en: 'Switch the shipping costs off on the credit note.',
      fr: 'Désactivez les frais d’expédition sur la note de crédit.',
    },
  },
  payment_costs_already_refunded: {
    why: { en: 'The payment costs are refunded already.', fr: 'Les frais de paiement sont déjà remboursés.' },
    remedy: {
      en: 'Switch the payment costs off on the credit note.',
      fr: 'Désactivez les frais de paiement sur la note de crédit.',
    },
  },
  nothing_to_refund: {
    why: { en: 'Nothing is asked for.', fr: 'Rien n’est demandé.' },
    remedy: {
      en: 'Enter a quantity, the shipping costs, the payment costs or an amount.',
      fr: 'Indiquez une quantité, les frais d’expédition, les frais de paiement ou un montant.',
    },
  },
  currency_mismatch: {
    why: { en: 'The currencies do not agree.', fr: 'Les devises ne concordent pas.' },
    remedy: {
      en: 'Use the currency of the order; say what each payment paid of it.',
      fr: 'Utilisez la devise de la commande et indiquez la part de chaque paiement.',
    },
  },
  order_does_not_add_up: {
    why: {
      en: 'The parts of the order do not make its total.',
      fr: 'Les parties de la commande ne donnent pas son total.',
    },
    remedy: {
      en: 'Compare the order with eCom: a discount or a line is missing.',
      fr: 'Comparez la commande avec l’arrière-boutique\u00a0: il manque une remise ou une ligne.',
    },
  },
  gift_card_requires_cancellation: {
    why: {
      en: 'A gift card paid for this order: it must be cancelled, not refunded.',
      fr: 'Une carte-cadeau a payé cette commande\u00a0: elle doit être annulée, pas remboursée.',
    },
    remedy: {
      en: 'Cancel the order in eCom (“Cancel order”, at the bottom of the order); that gives the balance back.',
      fr: 'Annulez la commande dans l’arrière-boutique («\u00a0Annuler la commande\u00a0», en bas de la commande)\u00a0; le solde est alors rendu.',
    },
  },
  gift_card_purchase: {
    why: { en: 'A gift card that was sold is not refundable.', fr: 'Une carte-cadeau vendue n’est pas remboursable.' },
    remedy: {
      en: 'Leave this line alone on the credit note.',
      fr: 'Laissez cette ligne telle quelle sur la note de crédit.',
    },
  },
  adjustment_without_reason: {
    why: { en: 'Goodwill or a fee needs a reason.', fr: 'Un geste commercial ou des frais exigent un motif.' },
    remedy: { en: 'Say why in the reason.', fr: 'Indiquez le motif.' },
  },
  adjustment_exceeds_limit: {
    why: {
      en: 'Goodwill or a fee above what the shop allows.',
      fr: 'Le geste commercial ou les frais dépassent la limite de la boutique.',
    },
    remedy: {
      en: 'Lower the amount, or have the limit of the shop raised.',
      fr: 'Réduisez le montant, ou faites relever la limite de la boutique.',
    },
  },
  order_cancelled: {
    why: { en: 'The order is cancelled.', fr: 'La commande est annulée.' },
    remedy: {
      en: 'The cancellation has given everything back: delete the credit note.',
      fr: 'L’annulation a tout rendu\u00a0: supprimez la note de crédit.',
    },
  },
  conflicting_duplicate: {
    why: {
      en: 'This number was used for something else before.',
      fr: 'Ce numéro a déjà servi pour autre chose.',
    },
    remedy: { en: 'Use another number.', fr: 'Utilisez un autre numéro.' },
  },
  conflicting_order: {
    why: {
      en: 'This order was seen before with other lines or payments.',
      fr: 'Cette commande a déjà été vue avec d’autres lignes ou d’autres paiements.',
    },
    remedy: {
      en: 'Leave the order out of the request, or compare it with eCom.',
      fr: 'Retirez la commande de la demande, ou comparez-la avec l’arrière-boutique.',
    },
  },
} as const satisfies Readonly<Record<RefusalCode, Readonly<{ why: Translated; remedy: Translated }>>>;
