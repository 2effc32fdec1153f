/** What the back office says, in one language. */
export type BackOfficeWords = Readonly<{ language: 'en' | 'fr' }> & Readonly<Record<keyof typeof english, string>>;

const english = {
  simulated: 'A simulated back office: nothing is sold.',
  orders: 'Orders',
  noOrders: 'Nobody has ordered yet.',
  noOrder: 'There is no such order.',
  noButton: 'There is no such button.',
  order: 'Order',
  date: 'Date',
  customer: 'Customer',
  paidWith: 'Paid with',
  state: 'Status',
  value: 'Value',
  creditNotes: 'Credit notes',
  addCreditNote: 'Add credit note',
  article: 'Article',
  bought: 'Bought',
  credited: 'Credited',
  quantity: 'Quantity to credit',
  shipping: 'Shipping costs',
  paymentCosts: 'Payment costs',
  updateInventory: 'Update inventory',
  add: 'Add',
  cancelOrder: 'Cancel the order',
  duplicate: 'Duplicate the order',
  duplicateHint: 'With a lower price on the copy only a part of a value goes back. The copy is marked as paid.',
  pieceOf: 'Price of a piece:',
  noPrice: 'This is no price:',
} as const;

// The merchant's own words (glossary): the button's name is facture de crédit, « montant payé » are the payment costs.
const french: Readonly<Record<keyof typeof english, string>> = {
  simulated: 'Une arrière-boutique simulée\u00a0: rien n’est vendu.',
  orders: 'Commandes',
  noOrders: 'Personne n’a encore commandé.',
  noOrder: 'Cette commande n’existe pas.',
  noButton: 'Ce bouton n’existe pas.',
  order: 'Commande',
  date: 'Date',
  customer: 'Client',
  paidWith: 'Payée par',
  state: 'État',
  value: 'Valeur',
  creditNotes: 'Notes de crédit',
  addCreditNote: 'Ajouter une facture de crédit',
  article: 'Article',
  bought: 'Acheté',
  credited: 'Crédité',
  quantity: 'Quantité à créditer',
  shipping: 'Frais d’expédition',
  paymentCosts: 'Montant payé (frais de paiement)',
  updateInventory: 'Mise à jour de l’inventaire',
  add: 'Ajouter',
  cancelOrder: 'Annuler la commande',
  duplicate: 'Dupliquer la commande',
  duplicateHint:
    'Avec un prix plus bas sur la copie, seule une partie de la valeur est rendue. La copie est marquée comme payée.',
  pieceOf: 'Prix d’une pièce\u00a0:',
  noPrice: 'Ce n’est pas un prix\u00a0:',
};

/** The words in the language that the reader asks for first; English where it is neither. */
export const backOfficeWordsFor = (acceptLanguage: string | undefined): BackOfficeWords =>
  /^\s*fr\b/i.test(acceptLanguage ?? '') ? { language: 'fr', ...french } : { language: 'en', ...english };
