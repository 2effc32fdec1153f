import type { LightCode } from '../domain/case-lights.ts';
import type { Translated } from './translated.ts';

/** The sentence beside each light of a case. */
export const lightTexts = {
  money_nothing: { en: 'No payment has anything to give back.', fr: 'Aucun paiement n’a quoi que ce soit à rendre.' },
  money_open: { en: 'Not all of the money has gone back.', fr: 'La somme n’est pas encore entièrement rendue.' },
  money_decide: { en: 'Somebody must decide about the money.', fr: 'Quelqu’un doit décider pour la somme.' },
  money_done: { en: 'The provider has shown the refund.', fr: 'Le fournisseur a montré le remboursement.' },
  note_asked: {
    en: 'It was asked for, and eCom has not shown it yet.',
    fr: 'Elle a été demandée\u00a0; l’arrière-boutique ne l’a pas encore montrée.',
  },
  note_seen: { en: 'eCom shows it.', fr: 'L’arrière-boutique la montre.' },
  note_decide: { en: 'It does not follow the rules: decide.', fr: 'Elle ne suit pas les règles\u00a0: à décider.' },
  note_gone: { en: 'It was deleted in eCom.', fr: 'Elle a été supprimée dans l’arrière-boutique.' },
  stock_nothing: { en: 'No stock moves.', fr: 'Aucun stock ne bouge.' },
  stock_waiting: { en: 'On its way into Retail.', fr: 'En route vers Retail.' },
  stock_done: { en: 'Retail shows that it moved once.', fr: 'Retail montre qu’il a bougé une fois.' },
  stock_decide: { en: 'Retail shows something else: decide.', fr: 'Retail montre autre chose\u00a0: à décider.' },
  credit_nothing: { en: 'No credit is due in Retail POS.', fr: 'Aucun crédit n’est dû dans Retail POS.' },
  credit_waiting: { en: 'Not seen in Retail POS yet.', fr: 'Pas encore constaté dans Retail POS.' },
  credit_done: { en: 'Retail POS shows the credit.', fr: 'Retail POS montre le crédit.' },
  credit_decide: {
    en: 'Retail POS shows something else: decide.',
    fr: 'Retail POS montre autre chose\u00a0: à décider.',
  },
} as const satisfies Readonly<Record<LightCode, Translated>>;

/** What the page of a case says. */
export const casePageTexts = {
  money: { en: 'Money', fr: 'Somme' },
  stock: { en: 'Stock', fr: 'Stocks' },
  retail_credit: { en: 'Credit in Retail POS', fr: 'Crédit dans Retail POS' },
  light_green: { en: 'good', fr: 'en ordre' },
  light_amber: { en: 'under way', fr: 'en cours' },
  light_red: { en: 'needs a decision', fr: 'à décider' },
  light_grey: { en: 'nothing to do', fr: 'rien à faire' },
  what_next: { en: 'What to do next', fr: 'À faire ensuite' },
  settled: { en: 'Settled differences', fr: 'Écarts réglés' },
  refunds: { en: 'Refunds to make', fr: 'Remboursements à faire' },
  matches: { en: 'Matches', fr: 'Rapprochements' },
  proposed: { en: 'Proposed', fr: 'Proposé' },
  confirmed: { en: 'Confirmed', fr: 'Confirmé' },
  rejected: { en: 'Rejected', fr: 'Écarté' },
  revoked: { en: 'Taken back', fr: 'Annulé' },
  confirm: { en: 'Confirm', fr: 'Confirmer' },
  reject: { en: 'Reject', fr: 'Écarter' },
  revoke: { en: 'Take the match back', fr: 'Annuler le rapprochement' },
  reopens_rest: {
    en: 'Taken back, {amount} of this refund is to be made again.',
    fr: 'Une fois annulé, {amount} de ce remboursement sera de nouveau à rembourser.',
  },
  reopens_unexplained: {
    en: 'Of the refund that was seen, {amount} will need another explanation.',
    fr: 'Du remboursement constaté, {amount} demandera une autre explication.',
  },
  why: { en: 'Why', fr: 'Pourquoi' },
  runner_up: { en: 'Second candidate', fr: 'Deuxième candidat' },
  lines: { en: 'What is credited', fr: 'Ce qui est crédité' },
  update_inventory: { en: 'Update inventory', fr: 'Mise à jour de l’inventaire' },
  shipping: { en: 'Shipping costs', fr: 'Frais d’expédition' },
  payment_costs: { en: 'Payment costs', fr: 'Frais de paiement' },
  total: { en: 'Total', fr: 'Total' },
  payment: { en: 'Payment', fr: 'Paiement' },
  stock_lines: { en: 'Stock lines in Retail', fr: 'Lignes de stock dans Retail' },
  change: { en: 'Change', fr: 'Variation' },
  reads: { en: 'Reason in Retail', fr: 'Motif dans Retail' },
  path: { en: 'Where it stands', fr: 'Où la trouver' },
  no_stock_lines: { en: 'Retail has shown no line yet.', fr: 'Retail n’a encore montré aucune ligne.' },
  timeline: { en: 'What happened', fr: 'Ce qui s’est passé' },
  seen_refund: { en: 'Refund matched', fr: 'Remboursement rapproché' },
  machine: { en: 'by itself', fr: 'automatiquement' },
} as const satisfies Readonly<Record<string, Translated>>;
