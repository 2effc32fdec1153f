/** What the portal says, in one language. */
export type PortalWords = Readonly<{ language: 'en' | 'fr' }> & Readonly<Record<keyof typeof english, string>>;

const english = {
  simulated: 'A simulated portal: no money moves.',
  payments: 'Payments',
  search: 'Search',
  value: 'Value',
  customer: 'Customer',
  date: 'Date',
  reference: 'Reference',
  paymentId: 'Transaction',
  refunded: 'Refunded',
  refunds: 'Refunds',
  refund: 'Refund',
  amount: 'Amount to refund',
  note: 'Note',
  left: 'Still refundable',
  nothingLeft: 'All of this payment was refunded.',
  noPayment: 'No such payment.',
  notPossible: 'This amount cannot be refunded: it is no amount, or more than is left of the payment.',
} as const;

const french: Readonly<Record<keyof typeof english, string>> = {
  simulated: 'Un portail simulé\u00a0: aucune somme ne bouge.',
  payments: 'Paiements',
  search: 'Rechercher',
  value: 'Valeur',
  customer: 'Client',
  date: 'Date',
  reference: 'Référence',
  paymentId: 'Transaction',
  refunded: 'Remboursé',
  refunds: 'Remboursements',
  refund: 'Rembourser',
  amount: 'Montant à rembourser',
  note: 'Note',
  left: 'Encore remboursable',
  nothingLeft: 'Ce paiement a été remboursé en entier.',
  noPayment: 'Aucun paiement de ce genre.',
  notPossible:
    'Ce montant ne peut pas être remboursé\u00a0: ce n’est pas un montant, ou il dépasse ce qui reste du paiement.',
};

/** The words in the language that the reader asks for first; English where it is neither. */
export const portalWordsFor = (acceptLanguage: string | undefined): PortalWords =>
  /^\s*fr\b/i.test(acceptLanguage ?? '') ? { language: 'fr', ...french } : { language: 'en', ...english };
