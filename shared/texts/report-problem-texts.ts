import type { Translated } from './translated.ts';

/** Titles of the problems with a report that somebody hands in. */
export const reportProblemTexts: Readonly<Record<string, Translated>> = {
  upload_missing: {
    en: 'The file of this report is not there: it was not uploaded to its end, or is gone.',
    fr: 'Le fichier de ce relevé n’est pas là : il n’a pas été envoyé jusqu’au bout, ou il n’existe plus.',
  },
  upload_differs: {
    en: 'What was uploaded is not the file that was announced. Nothing of it was used.',
    fr: 'Le fichier envoyé n’est pas celui qui a été annoncé. Rien n’en a été utilisé.',
  },
  files_unavailable: {
    en: 'The file of the report could not be kept or looked at.',
    fr: 'Le fichier du relevé n’a pas pu être conservé ou consulté.',
  },
  report_unknown: { en: 'There is no report with this id.', fr: 'Aucun relevé n’a cet identifiant.' },
  report_unreadable: {
    en: 'This file cannot be read as a report; nothing of it was used.',
    fr: 'Ce fichier ne peut pas être lu comme un relevé\u00a0; rien n’en a été utilisé.',
  },
  report_not_known: {
    en: 'No report with this header is known; nothing of it was used.',
    fr: 'Aucun relevé avec cet en-tête n’est connu\u00a0; rien n’en a été utilisé.',
  },
  date_order_needed: {
    en: 'Are its dates written day first or month first? No date of the file shows it: say dateOrder.',
    fr: 'Ses dates commencent-elles par le jour ou par le mois\u00a0? Aucune date du fichier ne le montre\u00a0: indiquez dateOrder.',
  },
  decimal_mark_needed: {
    en: 'Do its amounts have a decimal point or a decimal comma? No amount of the file shows it: say decimal.',
    fr: 'Ses montants ont-ils un point ou une virgule décimale\u00a0? Aucun montant du fichier ne le montre\u00a0: indiquez decimal.',
  },
};
