/** Why something that one would look for in Retail is rightly not there. None of these is an alarm. */
export const confirmationNotes = [
  'cancelled_before_sync',
  'nothing_paid',
  'stock_not_tracked',
  'item_archived',
  'no_rows_needed',
] as const;
export type ConfirmationNote = (typeof confirmationNotes)[number];
