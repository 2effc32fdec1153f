/** What Retail's pages say, in one language. */
export type ItemPageWords = Readonly<{ language: 'en' | 'fr' }> & Readonly<Record<keyof typeof english, string>>;

const english = {
  simulated: 'A simulated Retail: no goods move.',
  items: 'Item Search',
  find: 'Description or code',
  search: 'Search',
  noItems: 'No item is found.',
  code: 'Custom SKU',
  description: 'Description',
  onHand: 'Quantity on hand',
  shop: 'Shop',
  history: 'History',
  logs: 'Inventory Logs',
  noLogs: 'Nothing has moved yet.',
  date: 'Date',
  change: 'Change',
  reason: 'Reason',
  employee: 'Who',
  sale: 'Sale',
} as const;

// The merchant's own words (glossary).
const french: Readonly<Record<keyof typeof english, string>> = {
  simulated: 'Un Retail simulé\u00a0: aucune marchandise ne bouge.',
  items: 'Recherche d’article',
  find: 'Description ou code',
  search: 'Rechercher',
  noItems: 'Aucun article ne correspond.',
  code: 'Code',
  description: 'Description',
  onHand: 'Niveau des stocks',
  shop: 'Boutique',
  history: 'Historique',
  logs: 'Journaux des stocks (Inventory Logs)',
  noLogs: 'Rien n’a encore bougé.',
  date: 'Date',
  change: 'Variation',
  reason: 'Motif',
  employee: 'Par',
  sale: 'Vente',
};

const frenchReasons: Readonly<Record<string, string>> = {
  'Returned to stock by refunding': 'Remis en stock par remboursement (Returned to stock by refunding)',
  'API removed': 'API supprimée (API removed)',
};

/** The words in the language that the reader asks for first; English where it is neither. */
export const itemPageWordsFor = (acceptLanguage: string | undefined): ItemPageWords =>
  /^\s*fr\b/i.test(acceptLanguage ?? '') ? { language: 'fr', ...french } : { language: 'en', ...english };

/** A reason of the history in the reader's language; only those that the merchant's procedure names have French words. */
export const shownReason = (reason: string, { language }: ItemPageWords): string =>
  language === 'fr' ? (frenchReasons[reason] ?? reason) : reason;
