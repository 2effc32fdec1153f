import type { EffectState, HoldReason } from '../domain/stock-effect.ts';
import type { Translated } from './translated.ts';

/** Where an effect in Retail stands. */
export const effectStateTexts = {
  waiting: { en: 'Waits for its turn in Retail', fr: 'Attend son tour dans Retail' },
  registered: { en: 'Under way in Retail', fr: 'En cours dans Retail' },
  completed: {
    en: 'Done, not seen in the inventory log yet',
    fr: 'Fait, pas encore constaté dans le journal du stock',
  },
  confirmed: { en: 'Seen in the inventory log', fr: 'Constaté dans le journal du stock' },
  differs: {
    en: 'The inventory log shows something else',
    fr: 'Le journal du stock montre autre chose',
  },
  expected: { en: 'Expected from Lightspeed’s own link', fr: 'Attendu de la liaison de Lightspeed' },
  observed: {
    en: 'Somebody else made this refund in Retail: nothing of ours was completed',
    fr: 'Quelqu’un d’autre a fait ce remboursement dans Retail\u00a0: rien n’a été finalisé par Avoir',
  },
  held: { en: 'Waits for a person', fr: 'En attente d’une personne' },
} as const satisfies Readonly<Record<EffectState, Translated>>;

/** Why an effect waits for a person. */
export const holdTexts = {
  no_item_known: {
    en: 'None of its articles was found in Retail',
    fr: 'Aucun de ses articles n’a été trouvé dans Retail',
  },
  refused_by_retail: { en: 'Retail refused it', fr: 'Retail l’a refusé' },
  total_not_reached: {
    en: 'The sale in Retail does not come to the credit note’s total',
    fr: 'La vente dans Retail n’atteint pas le montant de la note de crédit',
  },
  log_not_clear: {
    en: 'The inventory log shows more than one correction of the article',
    fr: 'Le journal du stock montre plus d’une correction de l’article',
  },
} as const satisfies Readonly<Record<HoldReason, Translated>>;
