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

/** One entry in the account of a difference, never rewritten once it is made. Signed: above zero where more is at risk. */
export type DifferenceBooking = Readonly<{ at: string; kind: DifferenceBookingKind; amountMinor: number }>;

/** What a difference is about after something happened to it. */
export type DifferenceStanding = Readonly<{
  kind: DifferenceBookingKind;
  at: string;
  amountMinor?: number | undefined;
}>;

/** By how many a kind of entry changes the number of open differences. */
export function openedBy(kind: DifferenceBookingKind): -1 | 0 | 1 {
  if (kind === 'raised' || kind === 'reopened') return 1;
  return kind === 'changed' ? 0 : -1;
}

/** The entries of a difference after something happened to it: one that is over has nothing at risk any more. */
export function differenceBookingsAfter(
  booked: readonly DifferenceBooking[],
  { kind, at, amountMinor = 0 }: DifferenceStanding,
): readonly DifferenceBooking[] {
  const last = booked.at(-1)?.at;
  const before = booked.reduce((sum, each) => sum + each.amountMinor, 0);
  const after = openedBy(kind) < 0 ? 0 : amountMinor;
  if (kind === 'changed' && after === before) return booked;
  // Clocks differ: an entry is never earlier than the one before it.
  return [...booked, { at: last !== undefined && last > at ? last : at, kind, amountMinor: after - before }];
}
