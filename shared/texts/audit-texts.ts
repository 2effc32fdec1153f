import type { AuditAction } from '../stores/audit-store.ts';
import type { Translated } from './translated.ts';

/** What somebody did. */
export const auditTexts = {
  dead_letter_replayed: { en: 'Dead letter sent back', fr: 'Message en échec relancé' },
  dead_letter_discarded: { en: 'Dead letter discarded', fr: 'Message en échec écarté' },
  replay_started: { en: 'Replay started', fr: 'Relance commencée' },
  replay_cancelled: { en: 'Replay cancelled', fr: 'Relance annulée' },
  events_republished: { en: 'Events sent again', fr: 'Événements renvoyés' },
  task_taken: { en: 'Refund taken', fr: 'Remboursement pris en charge' },
  task_released: { en: 'Refund released', fr: 'Remboursement libéré' },
  task_reported: { en: 'Reported as refunded', fr: 'Déclaré remboursé' },
  task_unreported: { en: 'Report taken back', fr: 'Déclaration annulée' },
  task_closed: { en: 'Closed', fr: 'Clos' },
  task_reopened: { en: 'Opened again', fr: 'Rouvert' },
  payment_said: { en: 'Said which transaction it is', fr: 'Indiqué quelle est la transaction' },
  provider_said: { en: 'Said who refunds it', fr: 'Indiqué qui rembourse' },
  match_confirmed: { en: 'Match confirmed', fr: 'Rapprochement confirmé' },
  match_rejected: { en: 'Match rejected', fr: 'Rapprochement écarté' },
  match_revoked: { en: 'Match taken back', fr: 'Rapprochement annulé' },
  item_said: { en: 'Article in Retail said', fr: 'Article dans Retail indiqué' },
  difference_settled: { en: 'Difference settled', fr: 'Écart réglé' },
  difference_proposed: {
    en: 'Settlement waits for a second person',
    fr: 'Règlement en attente d’une deuxième personne',
  },
  difference_reopened: { en: 'Difference opened again', fr: 'Écart rouvert' },
  case_answered: { en: 'Case answered', fr: 'Réponse donnée au dossier' },
  stock_resumed: { en: 'Stock of the shop goes on', fr: 'Reprise des stocks de la boutique' },
  backfill_asked: { en: 'History asked for', fr: 'Reprise de l’historique demandée' },
  webhooks_asked: {
    en: 'Registration of webhooks in eCom asked for',
    fr: 'Enregistrement des webhooks dans l’arrière-boutique demandé',
  },
  ecom_credit_note_sent: { en: 'Credit note sent to eCom', fr: 'Note de crédit envoyée à eCom' },
} as const satisfies Readonly<Record<AuditAction, Translated>>;
