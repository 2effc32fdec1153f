import type { DifferenceBookingKind } from '../domain/difference-account.ts';
import type { BookingKind } from '../domain/refund-account.ts';
import { endingTexts } from './difference-texts.ts';
import type { Translated } from './translated.ts';

/** What a monthly statement says. */
export const statementTexts = {
  statement: { en: 'Statement', fr: 'État mensuel' },
  title: { en: 'Monthly statement of refunds', fr: 'État mensuel des remboursements' },
  month: { en: 'Month', fr: 'Mois' },
  as_of: { en: 'As of', fr: 'En date du' },
  show: { en: 'Show', fr: 'Afficher' },
  earlier: { en: 'Earlier month', fr: 'Mois précédent' },
  later: { en: 'Later month', fr: 'Mois suivant' },
  final: {
    en: 'Final: asked again later, it says the same.',
    fr: 'Définitif\u00a0: demandé plus tard, il indique la même chose.',
  },
  not_final: {
    en: 'Not final yet: what happens today is still to come.',
    fr: 'Pas encore définitif\u00a0: ce qui se passe aujourd’hui s’y ajoutera.',
  },
  nothing: { en: 'Nothing was open or happened.', fr: 'Rien n’était ouvert et rien ne s’est passé.' },
  dated_when_known: {
    en: 'Everything stands in the month in which Avoir learnt of it.',
    fr: 'Tout figure au mois où Avoir l’a appris.',
  },
  open_at_start: { en: 'Open at the start', fr: 'Ouvert au début' },
  open_at_end: { en: 'Open at the end', fr: 'Ouvert à la fin' },
  entries: { en: 'What happened', fr: 'Ce qui s’est passé' },
  all_in_file: {
    en: 'The first {shown} of {count}; all of them are in the files.',
    fr: 'Les {shown} premiers sur {count}\u00a0; tous figurent dans les fichiers.',
  },
  nobody_known: { en: 'Without a known provider', fr: 'Sans fournisseur connu' },
  part: { en: 'Part', fr: 'Partie' },
  refunds: { en: 'Refunds', fr: 'Remboursements' },
  entry: { en: 'Entry', fr: 'Écriture' },
  day: { en: 'Day', fr: 'Jour' },
  credit_note: { en: 'Credit note', fr: 'Note de crédit' },
  count: { en: 'Number', fr: 'Nombre' },
  as_csv: { en: 'As CSV', fr: 'En CSV' },
  as_xlsx: { en: 'For Excel', fr: 'Pour Excel' },
} as const satisfies Readonly<Record<string, Translated>>;

/** What an entry in the account of a refund is. */
export const bookingTexts: Readonly<Record<BookingKind, Translated>> = {
  ...endingTexts,
  issued: { en: 'Issued by credit notes', fr: 'Dû par les notes de crédit' },
  refunded: { en: 'Refunded by the provider', fr: 'Remboursé par le fournisseur' },
  refunded_too_much: { en: 'Refunded beyond the credit note', fr: 'Remboursé au-delà de la note de crédit' },
  charged_back: { en: 'Given back by a dispute', fr: 'Rendu par une contestation' },
  withdrawn: { en: 'Credit note taken back', fr: 'Note de crédit retirée' },
};

/** What an entry in the account of a difference is. */
export const differenceBookingTexts: Readonly<Record<DifferenceBookingKind, Translated>> = {
  ...endingTexts,
  raised: { en: 'Found', fr: 'Constaté' },
  reopened: { en: 'Put back on the list', fr: 'Remis sur la liste' },
  changed: { en: 'Now about another amount', fr: 'Porte maintenant sur un autre montant' },
  resolved: { en: 'No longer so', fr: 'N’existe plus' },
  item_said: { en: 'Article named', fr: 'Article indiqué' },
};
