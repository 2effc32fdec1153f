import { differenceEndings } from './difference.ts';

/**
 * What changes how much is at risk in a difference: found, found again or put back on the list, found to be about another
 * amount; no longer so, or ended as a person said.
 */
export const differenceBookingKinds = [
  'raised',
  'reopened',
  'changed',
  'resolved',
  'item_said',
  ...differenceEndings,
] as const;
/** One of these kinds. */
export type DifferenceBookingKind = (typeof differenceBookingKinds)[number];

/**
 * One entry in the account of a difference, never rewritten once it is made. Signed: above zero where more is at risk. The
 * provider and the currency are those of then: a difference that is found again may be about others.
 */
export type DifferenceBooking = Readonly<{
  at: string;
  kind: DifferenceBookingKind;
  provider?: string | undefined;
  /** Missing where no amount is at risk. */
  currency?: string | undefined;
  amountMinor: number;
}>;

/** What a difference is about after something happened to it. */
export type DifferenceStanding = Readonly<{
  kind: DifferenceBookingKind;
  at: string;
  amountMinor?: number | undefined;
  /** Of one that is found; all that happens to it later is about the same. */
  provider?: string | undefined;
  currency?: string | undefined;
}>;

/** By how many a kind of entry changes the number of open differences. */
export function openedBy(kind: DifferenceBookingKind): -1 | 0 | 1 {
  if (kind === 'raised' || kind === 'reopened') return 1;
  return kind === 'changed' ? 0 : -1;
}

/**
 * The entries of a difference after something happened to it: one that is over has nothing at risk any more. One that was
 * found before accounts were kept has none until it is found again.
 */
export function differenceBookingsAfter(
  booked: readonly DifferenceBooking[],
  { kind, at, amountMinor = 0, ...found }: DifferenceStanding,
): readonly DifferenceBooking[] {
  const last = booked.at(-1);
  if (last === undefined && kind !== 'raised') return booked;
  const { provider, currency } = kind === 'raised' || last === undefined ? found : last;
  const before = booked.reduce((sum, each) => sum + each.amountMinor, 0);
  const after = openedBy(kind) < 0 ? 0 : amountMinor;
  if (kind === 'changed' && after === before) return booked;
  // Clocks differ: an entry is never earlier than the one before it.
  const bookedAt = last !== undefined && last.at > at ? last.at : at;
  const about = { ...(provider !== undefined && { provider }), ...(currency !== undefined && { currency }) };
  return [...booked, { at: bookedAt, kind, ...about, amountMinor: after - before }];
}
