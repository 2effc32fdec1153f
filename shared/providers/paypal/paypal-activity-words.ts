import type { ProviderRefundStatus } from '../../domain/provider-refund.ts';
import { plainHeading } from '../../reports/header-dictionary.ts';

/**
 * The words of PayPal's activity download. English and German headings come from fixtures, Spanish ones in part; Dutch
 * and French headings, and the words for types and statuses outside English, are ASSUMPTIONS (the facts list them as not
 * found): this file is the one place to change when a real download shows others.
 */
export const headings = {
  date: ['Date', 'Datum', 'Fecha'],
  time: ['Time', 'Uhrzeit', 'Heure', 'Tijd', 'Hora'],
  timeZone: ['TimeZone', 'Time Zone', 'Zeitzone', 'Fuseau horaire', 'Tijdzone', 'Zona horaria'],
  name: ['Name', 'Nom', 'Naam', 'Nombre'],
  type: ['Type', 'Typ', 'Description', 'Beschreibung', 'Tipo', 'Descripción', 'Omschrijving'],
  status: ['Status', 'État', 'Statut', 'Estado'],
  currency: ['Currency', 'Währung', 'Devise', 'Valuta', 'Divisa'],
  gross: ['Gross', 'Brutto', 'Avant commission', 'Brut', 'Bruto'],
  from: [
    'From Email Address',
    'Absender E-Mail-Adresse',
    "De l'adresse email",
    'Van e-mailadres',
    'Correo electrónico del remitente',
  ],
  to: [
    'To Email Address',
    'Empfänger E-Mail-Adresse',
    "À l'adresse email",
    'Naar e-mailadres',
    'Correo electrónico del destinatario',
  ],
  transactionId: [
    'Transaction ID',
    'Transaktionscode',
    'Numéro de transaction',
    'Transactiereferentie',
    'Id. de transacción',
  ],
  referenceId: [
    'Reference Txn ID',
    'Zugehöriger Transaktionscode',
    'Numéro de la transaction de référence',
    'Reference Txn-id',
    'Id. de transacción de referencia',
  ],
  invoice: [
    'Invoice Number',
    'Invoice ID',
    'Rechnungsnummer',
    'Numéro de facture',
    'Factuurnummer',
    'Número de factura',
  ],
  custom: ['Custom Number', 'Zollnummer', 'Numéro de client', 'Aangepast nummer', 'Número personalizado'],
  subject: ['Subject', 'Betreff', 'Objet', 'Onderwerp', 'Asunto'],
  note: ['Note', 'Hinweis', 'Remarque', 'Opmerking', 'Nota'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What a row is, by the word in its type column. */
export type ActivityKind = 'refund' | 'reversal' | 'chargeback' | 'payment' | 'other';

const kinds: readonly (readonly [kind: ActivityKind, words: readonly string[]])[] = [
  [
    'refund',
    [
      'Payment Refund',
      'Refund',
      'Rückzahlung',
      'Remboursement de paiement',
      'Remboursement',
      'Terugbetaling',
      'Reembolso de pago',
      'Reembolso',
    ],
  ],
  [
    'reversal',
    ['Payment Reversal', 'Reversal', 'Rückbuchung', 'Annulation de paiement', 'Terugboeking', 'Reversión de pago'],
  ],
  ['chargeback', ['Chargeback', 'Chargeback Settlement', 'Kreditkartenrückbuchung', 'Rétrofacturation', 'Contracargo']],
  [
    'payment',
    [
      'Express Checkout Payment',
      'General Payment',
      'Website Payment',
      'Mobile Payment',
      'Payment',
      'PreApproved Payment Bill User Payment',
      'Express-Kaufabwicklung',
      'Allgemeine Zahlung',
      'Website-Zahlung',
      'Zahlung',
      'PayPal Express-Zahlung',
      'Paiement Express Checkout',
      'Paiement sur site marchand',
      'Paiement',
      'Expresscheckout-betaling',
      'Websitebetaling',
      'Betaling',
      'Pago con Pago exprés',
      'Pago en sitio web',
      'Pago',
    ],
  ],
];

const kindByWord = new Map(kinds.flatMap(([kind, words]) => words.map((word) => [plainHeading(word), kind] as const)));

/** The kind of a row; `other` is everything that moves the balance and is neither a payment nor given back. */
export const kindOfType = (type: string): ActivityKind => kindByWord.get(plainHeading(type)) ?? 'other';

const statuses: readonly (readonly [status: ProviderRefundStatus, words: readonly string[]])[] = [
  [
    'done',
    [
      'Completed',
      'Abgeschlossen',
      'Effectué',
      'Terminé',
      'Voltooid',
      'Completado',
      'Refunded',
      'Partially Refunded',
      'Zurückgezahlt',
      'Teilweise zurückgezahlt',
    ],
  ],
  ['pending', ['Pending', 'Ausstehend', 'En attente', 'In behandeling', 'Pendiente', 'Processing', 'On Hold', 'Held']],
  [
    'failed',
    [
      'Denied',
      'Failed',
      'Abgelehnt',
      'Fehlgeschlagen',
      'Refusé',
      'Échoué',
      'Geweigerd',
      'Mislukt',
      'Denegado',
      'Fallido',
    ],
  ],
  ['canceled', ['Canceled', 'Cancelled', 'Storniert', 'Abgebrochen', 'Annulé', 'Geannuleerd', 'Cancelado']],
  ['returned', ['Reversed', 'Returned', 'Zurückgebucht', 'Annulée', 'Teruggeboekt', 'Revertido']],
];

const statusByWord = new Map(
  statuses.flatMap(([status, words]) => words.map((word) => [plainHeading(word), status] as const)),
);

/** The status of a word, or `undefined` for one that is not known. */
export const statusOfWord = (word: string): ProviderRefundStatus | undefined => statusByWord.get(plainHeading(word));
