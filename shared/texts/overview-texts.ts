import type { Translated } from './translated.ts';

/** What the overview says. */
export const overviewTexts = {
  outstanding: { en: 'Money that has not gone back yet', fr: 'Sommes pas encore rendues' },
  nothing_outstanding: { en: 'All money has gone back.', fr: 'Toutes les sommes sont rendues.' },
  refunds: { en: 'Refunds', fr: 'Remboursements' },
  overdue: { en: 'Overdue', fr: 'En retard' },
  by_age: { en: 'By age', fr: 'Par ancienneté' },
  age_0: { en: 'Up to 3 days', fr: 'Jusqu’à 3 jours' },
  age_4: { en: '4 to 7 days', fr: '4 à 7 jours' },
  age_8: { en: '8 to 14 days', fr: '8 à 14 jours' },
  age_15: { en: '15 days and more', fr: '15 jours et plus' },
  cut: {
    en: 'There is more than this page reads; the statement of the month has all of it.',
    fr: 'Il y a plus que ce que cette page lit\u00a0; l’état mensuel contient tout.',
  },
  untaken: {
    en: '{untaken} of {count} refunds this month at {account} were made and nobody said that they would make them. If nobody did, its app refunds by itself: have its payment methods set to refundMode app, or somebody will pay twice.',
    fr: '{untaken} remboursements sur {count} ce mois chez {account} ont été faits sans que personne ne les ait pris en charge. Si personne ne les a faits, son application rembourse d’elle-même\u00a0: faites régler ses modes de paiement sur refundMode app, sinon un client sera remboursé deux fois.',
  },
  figures: { en: 'How it goes', fr: 'Où en sont les choses' },
  oldest: { en: 'Oldest refund to make', fr: 'Plus ancien remboursement à faire' },
  match_rate: {
    en: 'Refunds that ended this month, matched by themselves',
    fr: 'Remboursements terminés ce mois, rapprochés automatiquement',
  },
  by_person: { en: 'by a person:', fr: 'par une personne\u00a0:' },
  otherwise: { en: 'ended otherwise:', fr: 'terminés autrement\u00a0:' },
  ecom_seen: { en: 'eCom looked through until', fr: 'Arrière-boutique parcourue jusqu’au' },
  missed_webhooks: {
    en: 'Changes in eCom that no webhook told of',
    fr: 'Modifications de l’arrière-boutique qu’aucun webhook n’a annoncées',
  },
  return_reasons: { en: 'Why goods came back', fr: 'Motifs des retours' },
  retail_queue: { en: 'Stock in Retail', fr: 'Stocks dans Retail' },
  nothing_waits: { en: 'Nothing waits.', fr: 'Rien n’attend.' },
  waits: {
    en: '{count} waiting, done in about {minutes} min at the pace that Retail allows.',
    fr: '{count} en attente, terminé dans {minutes} min environ au rythme que Retail permet.',
  },
} as const satisfies Readonly<Record<string, Translated>>;
