import type { StoredReport } from '../stores/report-row.ts';
import type { Translated } from './translated.ts';

/** Where the reading of a report stands. */
export const reportStateTexts = {
  announced: { en: 'waits for its file', fr: 'attend son fichier' },
  waiting: { en: 'waits to be read', fr: 'attend d’être lu' },
  checking: { en: 'is being looked through', fr: 'en cours de vérification' },
  reading: { en: 'is being read', fr: 'en cours de lecture' },
  done: { en: 'read', fr: 'lu' },
  refused: { en: 'cannot be read', fr: 'ne peut pas être lu' },
} as const satisfies Readonly<Record<StoredReport['state'], Translated>>;

/** What the page of reports says. */
export const reportPageTexts = {
  reports: { en: 'Reports', fr: 'Relevés' },
  hand_in: { en: 'Hand in a report', fr: 'Remettre un relevé' },
  explained: {
    en: 'Download the report in the provider’s portal and choose it here. It is recognised by its header; the same file twice changes nothing.',
    fr: 'Téléchargez le relevé dans le portail en ligne du fournisseur et choisissez-le ici. Il est reconnu à son en-tête\u00a0; le même fichier deux fois ne change rien.',
  },
  account: { en: 'Account', fr: 'Compte' },
  files: { en: 'Files (CSV or JSON, 256 MB at most each)', fr: 'Fichiers (CSV ou JSON, 256 Mo au plus chacun)' },
  looking: { en: 'is being prepared', fr: 'en préparation' },
  sending: { en: '{percent} % sent', fr: '{percent}\u00a0% envoyés' },
  upload_failed: {
    en: 'The upload broke off or was refused. Nothing was taken: hand it in again.',
    fr: 'L’envoi s’est interrompu ou a été refusé. Rien n’a été pris\u00a0: remettez le fichier.',
  },
  progress: { en: '{percent} % of the file, {rows} rows', fr: '{percent}\u00a0% du fichier, {rows} lignes' },
  dates: { en: 'Dates, if the file does not show it', fr: 'Dates, si le fichier ne le montre pas' },
  as_shown: { en: 'as the file shows', fr: 'comme le fichier le montre' },
  day_first: { en: 'day first', fr: 'jour d’abord' },
  month_first: { en: 'month first', fr: 'mois d’abord' },
  send: { en: 'Hand in', fr: 'Remettre' },
  covered: { en: 'What was seen of each account', fr: 'Ce qui a été vu de chaque compte' },
  covered_until: { en: 'Without a gap', fr: 'Sans interruption' },
  nothing_seen: { en: 'no day seen whole', fr: 'aucun jour vu en entier' },
  none: { en: 'No report was handed in.', fr: 'Aucun relevé n’a été remis.' },
  file: { en: 'File', fr: 'Fichier' },
  days: { en: 'Days', fr: 'Jours' },
  refunds: { en: 'Refunds', fr: 'Remboursements' },
  payments: { en: 'Payments', fr: 'Paiements' },
  rejected: { en: 'Rejected', fr: 'Refusées' },
  line: { en: 'Line', fr: 'Ligne' },
  rejected_rows: { en: 'Rejected rows', fr: 'Lignes refusées' },
  channel_report: { en: 'by reports', fr: 'par relevés' },
  channel_poll: { en: 'by asking', fr: 'par interrogation' },
  channel_refund_poll: { en: 'refunds, by asking', fr: 'remboursements, par interrogation' },
} as const satisfies Readonly<Record<string, Translated>>;
