/** What the case has to say about itself beside its amounts. */
export const planNotes = [
  'nothing_was_paid',
  'partly_paid',
  'release_expected',
  'remainder_spread',
  'credit_note_total_differs',
  'paid_in_other_currency',
  'portal_closed',
  'restocked_by_return',
  'inventory_switch_is_default',
  'order_copied',
] as const;
/** One thing that a case says about itself. */
export type PlanNote = (typeof planNotes)[number];
