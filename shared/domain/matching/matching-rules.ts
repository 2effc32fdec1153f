/** What a shop lets the machine decide, and what it knows of its accounts. */
export type MatchingRules = Readonly<{
  /** Whether an equal name, amount and date, alone in the window, confirms without a person. */
  nameRule: boolean;
  /** Above this amount only ids confirm without a person. */
  autoConfirmLimitMinor?: number | undefined;
  /** What every order number of the shop begins with: it tells the shop's refunds from those of other channels. */
  orderPrefix?: string | undefined;
  /** Accounts (`provider/account`) that only this shop uses: every refund there is the shop's. */
  exclusiveAccounts: readonly string[];
  /** How long a credit note may come after its refund. */
  noteGraceHours: number;
  /** Days before and after the credit note in which a refund that carries no id is looked for. */
  daysBefore: number;
  daysAfter: number;
  /** How far a payment may be from the order's date when it is located by value. */
  paidWithinHours: number;
  /** Until when each account (`provider/account`) was seen without a gap, as instants; nothing is called missing beyond. */
  coveredUntil: Readonly<Record<string, string>>;
  /** Until when credit notes are known; a later refund may still get its credit note. */
  notesUntil?: string | undefined;
  /** Pairs that a person rejected; the machine does not bring them up again. */
  rejected: readonly Readonly<{ taskId: string; refundId: string }>[];
}>;

/** The rules of a shop that has said nothing (design §4, §7). */
export const defaultMatchingRules: MatchingRules = {
  nameRule: false,
  exclusiveAccounts: [],
  noteGraceHours: 48,
  // Many shops refund first and write the credit note afterwards.
  daysBefore: 7,
  daysAfter: 21,
  // The day of an order and the day of its payment differ around midnight, and files disagree on the time zone.
  paidWithinHours: 36,
  coveredUntil: {},
  rejected: [],
};
