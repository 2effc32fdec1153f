import type { DeadLetterKind } from '../domain/dead-letter.ts';
import type { Translated } from './translated.ts';

/** What failed for good. */
export const letterKindTexts = {
  queue_message: { en: 'Work that could not be done', fr: 'Travail qui n’a pas pu être fait' },
  undelivered_event: { en: 'Event that was not delivered', fr: 'Événement non remis' },
  undelivered_schedule: { en: 'Scheduled call that did not arrive', fr: 'Appel programmé non arrivé' },
  stream_record: { en: 'Change that was not published', fr: 'Changement non publié' },
} as const satisfies Readonly<Record<DeadLetterKind, Translated>>;

/** What the page of dead letters says. */
export const deadLetterPageTexts = {
  none: { en: 'Nothing has failed for good.', fr: 'Rien n’a échoué définitivement.' },
  explained: {
    en: 'These messages were tried several times. Send them back once the cause is gone: each has its effect only once.',
    fr: 'Ces messages ont été essayés plusieurs fois. Relancez-les une fois la cause écartée\u00a0: chacun n’a son effet qu’une fois.',
  },
  attempts: { en: 'Tries:', fr: 'Essais\u00a0:' },
  all: { en: 'Select all', fr: 'Tout sélectionner' },
  plan: { en: 'Plan sending back', fr: 'Préparer la relance' },
  run: { en: 'Send them back now', fr: 'Relancer maintenant' },
  progress: { en: 'Sent back:', fr: 'Relancés\u00a0:' },
  replayed: { en: 'All of them were dealt with.', fr: 'Tous ont été traités.' },
  stop: { en: 'Stop', fr: 'Arrêter' },
  stopped: { en: 'Stopped. What was sent back stays sent.', fr: 'Arrêté. Ce qui a été relancé le reste.' },
  look: { en: 'Look into it', fr: 'Examiner' },
  would_change_nothing: { en: 'would change nothing', fr: 'ne changerait rien' },
  would_do_its_work: { en: 'would do its work', fr: 'ferait son travail' },
  would_fail_again: { en: 'would fail again', fr: 'échouerait de nouveau' },
  cannot_tell: { en: 'cannot be foreseen', fr: 'ne peut être prévu' },
  discard: { en: 'Give up', fr: 'Écarter' },
} as const satisfies Readonly<Record<string, Translated>>;
