import { reportProblemTexts } from './report-problem-texts.ts';
import type { Translated } from './translated.ts';

/** Titles of problems by their code. A code that is not here keeps the English title that it was thrown with. */
export const problemTexts: Readonly<Record<string, Translated>> = {
  refused: { en: 'The rules do not allow this.', fr: 'Les règles ne le permettent pas.' },
  conflicting_duplicate: {
    en: 'This id was used for another content before.',
    fr: 'Cet identifiant a déjà servi pour un autre contenu.',
  },
  conflicting_order: {
    en: 'This order was seen before with other lines or payments.',
    fr: 'Cette commande a déjà été vue avec d’autres lignes ou d’autres paiements.',
  },
  order_contended: {
    en: 'Others are changing this order right now.',
    fr: 'Cette commande est en train d’être modifiée par d’autres.',
  },
  invalid_request: {
    en: 'The request does not have the form that is asked for.',
    fr: 'La demande n’a pas la forme attendue.',
  },
  statement_in_future: {
    en: 'Nothing can be said yet of a day that has not begun.',
    fr: 'Rien ne peut encore être dit d’un jour qui n’a pas commencé.',
  },
  day_outside_month: { en: 'The day is not in this month.', fr: 'Le jour n’est pas dans ce mois.' },
  statement_too_large: {
    en: 'One answer cannot hold so many lines; the page shows the totals.',
    fr: 'Une réponse ne peut contenir autant de lignes ; la page montre les totaux.',
  },
  idempotency_key_invalid: {
    en: 'The header Idempotency-Key has 1 to 200 visible characters.',
    fr: 'L’en-tête Idempotency-Key compte de 1 à 200 caractères visibles.',
  },
  invalid_cursor: { en: 'The cursor is not one of this list.', fr: 'Le curseur n’est pas de cette liste.' },
  invalid_json: { en: 'The body is not JSON in UTF-8.', fr: 'Le corps n’est pas du JSON en UTF-8.' },
  not_json: {
    en: 'The body must be JSON, and its content type must say so.',
    fr: 'Le corps doit être du JSON, et son type de contenu doit le dire.',
  },
  too_large: { en: 'The body is larger than is taken.', fr: 'Le corps dépasse la taille admise.' },
  not_signed_in: {
    en: 'A valid bearer token is needed.',
    fr: 'Un jeton d’accès valable est nécessaire.',
  },
  not_allowed: {
    en: 'Your role or your shops do not allow this.',
    fr: 'Votre rôle ou vos boutiques ne le permettent pas.',
  },
  shop_unknown: { en: 'There is no shop with this id.', fr: 'Aucune boutique n’a cet identifiant.' },
  retail_not_connected: {
    en: 'This shop is not connected to Retail.',
    fr: 'Cette boutique n’est pas reliée à Retail.',
  },
  order_unknown: { en: 'This order is not known.', fr: 'Cette commande est inconnue.' },
  case_unknown: { en: 'There is no case with this id.', fr: 'Aucun dossier n’a cet identifiant.' },
  case_not_waiting: {
    en: 'This case does not wait for an answer.',
    fr: 'Ce dossier n’attend pas de réponse.',
  },
  answer_not_possible: {
    en: 'This case cannot be answered so.',
    fr: 'Ce dossier ne peut pas recevoir cette réponse.',
  },
  letter_contended: { en: 'Others are at this right now.', fr: 'D’autres s’en occupent en ce moment.' },
  letter_unknown: { en: 'There is no such dead letter.', fr: 'Ce message en échec n’existe pas.' },
  replay_unknown: { en: 'There is no such replay.', fr: 'Cette relance n’existe pas.' },
  letter_not_open: {
    en: 'The letter was replayed, or is being replayed.',
    fr: 'Le message a été relancé, ou est en train de l’être.',
  },
  table_unavailable: { en: 'The table did not answer.', fr: 'La table n’a pas répondu.' },
  settings_unavailable: {
    en: 'The settings of the shop could not be read.',
    fr: 'Les réglages de la boutique n’ont pas pu être lus.',
  },
  secrets_unavailable: {
    en: 'The keys of the shop could not be read.',
    fr: 'Les clés de la boutique n’ont pas pu être lues.',
  },
  keys_unavailable: {
    en: 'The keys of the token issuer could not be read.',
    fr: 'Les clés de l’émetteur des jetons n’ont pas pu être lues.',
  },
  messages_unavailable: { en: 'A message could not be sent.', fr: 'Un message n’a pas pu être envoyé.' },
  internal_error: { en: 'Something went wrong on our side.', fr: 'Une erreur est survenue de notre côté.' },
  unknown_address: { en: 'There is nothing here.', fr: 'Il n’y a rien ici.' },
  signature_wrong: {
    en: 'The signature is missing or wrong.',
    fr: 'La signature manque ou n’est pas la bonne.',
  },
  unreadable: {
    en: 'The body names no order, invoice or return.',
    fr: 'Le corps ne désigne ni commande, ni facture, ni retour.',
  },
  ecom_not_connected: {
    en: 'The settings of the shop name no eCom.',
    fr: 'Les réglages de la boutique n’indiquent pas d’eCom.',
  },
  ecom_unavailable: {
    en: 'eCom did not do what was asked; look and ask again.',
    fr: 'eCom n’a pas fait ce qui était demandé. Vérifiez, puis redemandez.',
  },
  backfill_under_way: {
    en: 'History since another day is being brought in.',
    fr: 'L’historique depuis un autre jour est en cours de reprise.',
  },
  backfill_unknown: {
    en: 'No history was ever brought in.',
    fr: 'Aucun historique n’a encore été repris.',
  },
  order_unavailable: {
    en: 'The order could not be read from eCom now.',
    fr: 'La commande n’a pas pu être lue dans eCom pour le moment.',
  },
  credit_notes_off: {
    en: 'Live checks are in the way of making credit notes.',
    fr: 'Des vérifications en boutique réelle empêchent encore de créer des notes de crédit.',
  },
  refused_by_ecom: { en: 'eCom refused the credit note.', fr: 'eCom a refusé la note de crédit.' },
  task_unknown: { en: 'There is no refund task with this id.', fr: 'Aucun remboursement à faire n’a cet identifiant.' },
  match_unknown: {
    en: 'There is no such refund task, or no such refund.',
    fr: 'Ce remboursement à faire ou ce remboursement constaté n’existe pas.',
  },
  difference_unknown: { en: 'There is no difference with this id.', fr: 'Aucun écart n’a cet identifiant.' },
  if_match_required: {
    en: 'Say in If-Match which version you have seen.',
    fr: 'Indiquez dans If-Match la version que vous avez vue.',
  },
  seen_version_stale: {
    en: 'It was changed since you saw it: look again before you decide.',
    fr: 'Cela a changé depuis que vous l’avez vu\u00a0: regardez à nouveau avant de décider.',
  },
  decision_contended: {
    en: 'Others are at this right now.',
    fr: 'D’autres y travaillent en ce moment.',
  },
  task_not_open: {
    en: 'Nothing is left to refund here: the provider has shown the refund, or its credit note is gone.',
    fr: 'Il n’y a plus rien à rembourser ici\u00a0: le fournisseur a montré le remboursement, ou sa note de crédit n’existe plus.',
  },
  task_on_hold: {
    en: 'This refund is on hold: refunding it now could pay twice.',
    fr: 'Ce remboursement est en attente\u00a0: le faire maintenant pourrait rembourser deux fois.',
  },
  provider_known: {
    en: 'It is known already who refunds this payment.',
    fr: 'On sait déjà qui rembourse ce paiement.',
  },
  payment_known: {
    en: 'The transaction of this refund is known already.',
    fr: 'La transaction de ce remboursement est déjà connue.',
  },
  payment_of_other_order: {
    en: 'This transaction paid for another order.',
    fr: 'Cette transaction a payé une autre commande.',
  },
  account_not_known: {
    en: 'The shop has no such account at this provider.',
    fr: 'La boutique n’a pas ce compte chez ce fournisseur.',
  },
  task_taken: { en: 'Somebody else sees to this refund.', fr: 'Une autre personne s’occupe de ce remboursement.' },
  task_closed: {
    en: 'This refund was closed: open it again first.',
    fr: 'Ce remboursement a été clos\u00a0: rouvrez-le d’abord.',
  },
  task_settled: {
    en: 'This task asks for nothing more.',
    fr: 'Ce remboursement à faire ne demande plus rien.',
  },
  report_in_future: {
    en: 'A refund cannot have been made on a day to come.',
    fr: 'Un remboursement ne peut pas avoir été fait un jour à venir.',
  },
  report_before_payment: {
    en: 'A refund cannot be older than its payment.',
    fr: 'Un remboursement ne peut pas être antérieur à son paiement.',
  },
  refund_already_matched: {
    en: 'This refund settles another task already; nothing of it is left.',
    fr: 'Ce remboursement en solde déjà un autre\u00a0; il n’en reste rien.',
  },
  match_not_proposed: {
    en: 'This match is confirmed: take it back instead.',
    fr: 'Ce rapprochement est confirmé\u00a0: annulez-le plutôt.',
  },
  match_not_confirmed: {
    en: 'Only a confirmed match can be taken back.',
    fr: 'Seul un rapprochement confirmé peut être annulé.',
  },
  currency_differs: {
    en: 'The refund is in another currency than the payment.',
    fr: 'Le remboursement est dans une autre devise que le paiement.',
  },
  not_a_refund: {
    en: 'What the provider shows there is no refund.',
    fr: 'Ce que le fournisseur montre là n’est pas un remboursement.',
  },
  ending_not_allowed: {
    en: 'A difference of this kind cannot end so.',
    fr: 'Un écart de cette nature ne peut pas se terminer ainsi.',
  },
  difference_not_open: {
    en: 'This difference is not open any more.',
    fr: 'Cet écart n’est plus ouvert.',
  },
  no_shop: { en: 'You may see no shop.', fr: 'Vous ne pouvez voir aucune boutique.' },
  sign_in_failed: {
    en: 'Signing in did not work. Start again.',
    fr: 'La connexion n’a pas abouti. Recommencez.',
  },
  account_unknown: {
    en: 'The shop has no such account at this provider.',
    fr: 'La boutique n’a pas ce compte chez ce fournisseur.',
  },
  ...reportProblemTexts,
  not_about_item: {
    en: 'This difference does not ask which article it is.',
    fr: 'Cet écart ne demande pas de quel article il s’agit.',
  },
  stock_not_ours: {
    en: 'Somebody else writes the stock of this case: correct it there.',
    fr: 'Un autre système écrit les stocks de ce dossier\u00a0: corrigez-les là.',
  },
};
