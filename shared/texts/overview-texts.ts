import type { Translated } from './translated.ts';

/** What the overview says. */
export const overviewTexts = {
  outstanding: { en: 'Money that has not gone back yet', fr: 'Sommes pas encore rendues' },
  nothing_outstanding: { en: 'All money has gone back.', fr: 'Toutes les sommes sont rendues.' },
  refunds: { en: 'Refunds', fr: 'Remboursements' },
  overdue: { en: 'Overdue', fr: 'En retard' },
  share_overdue: { en: 'Share that is overdue', fr: 'Part en retard' },
  retail_queue: { en: 'Stock in Retail', fr: 'Stocks dans Retail' },
  nothing_waits: { en: 'Nothing waits.', fr: 'Rien n’attend.' },
  waits: {
    en: '{count} waiting, done in about {minutes} min at the pace that Retail allows.',
    fr: '{count} en attente, terminé dans {minutes} min environ au rythme que Retail permet.',
  },
} as const satisfies Readonly<Record<string, Translated>>;
