import type { ConfirmationNote } from '../domain/confirmation-notes.ts';
import type { Translated } from './translated.ts';

/** Why something that one would look for in Retail is rightly not there. */
export const confirmationNoteTexts = {
  cancelled_before_sync: {
    en: 'The order was cancelled before it reached Retail, so that neither its sale nor a refund is there.',
    fr: 'La commande a été annulée avant d’arriver dans Retail\u00a0: ni sa vente ni un remboursement ne s’y trouvent.',
  },
  nothing_paid: {
    en: 'Nothing was paid for the order, so that there is nothing to credit in Retail.',
    fr: 'Rien n’a été payé pour la commande\u00a0: il n’y a rien à créditer dans Retail.',
  },
  stock_not_tracked: {
    en: 'Retail keeps no stock of an article of this case, and logs nothing for it.',
    fr: 'Retail ne tient pas de stock pour un article de ce dossier et n’inscrit rien pour lui dans les journaux des stocks.',
  },
  item_archived: {
    en: 'An article of this case is archived in Retail or merged into another one, where its rows may stand.',
    fr: 'Un article de ce dossier est archivé dans Retail ou fusionné avec un autre, où ses lignes peuvent se trouver.',
  },
  no_rows_needed: {
    en: 'The inventory was not to be updated and nothing changed it: the stock is right.',
    fr: 'L’inventaire n’était pas à mettre à jour et rien ne l’a changé\u00a0: le niveau des stocks est juste.',
  },
} as const satisfies Readonly<Record<ConfirmationNote, Translated>>;
