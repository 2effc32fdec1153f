import { differenceEndings } from './difference.ts';
import { expectedOf, isOpen, providerOf, type RefundTaskFacts, stateOf } from './refund-task.ts';
import { settledMinorOf } from './task-match.ts';

/**
 * What changes how much a shop has yet to give back. `issued` and `refunded_too_much` raise it, all others lower it: a
 * refund that the provider shows, a dispute that was lost, a credit note that was taken back, or how a person ended it.
 */
export const bookingKinds = [
  'issued',
  'refunded',
  'refunded_too_much',
  'charged_back',
  'withdrawn',
  ...differenceEndings,
] as const;
/** One of these kinds. */
export type BookingKind = (typeof bookingKinds)[number];

/**
 * One entry in the account of a refund: by how much it changes what is left to give back, never rewritten once it is made.
 * `at` is when Avoir learnt of it, so that nothing is ever entered into a month that is over.
 */
export type Booking = Readonly<{
  at: string;
  kind: BookingKind;
  /** The refund's provider; missing while nobody knows it. */
  provider?: string | undefined;
  currency: string;
  /** Signed: above zero where more is to be given back. */
  amountMinor: number;
}>;

/**
 * The entries of a refund after its facts changed: what there was, and what it takes to say what is so now. Money that came
 * back, a closing that was undone or another provider are entered against what was said before. The same facts add nothing.
 */
export function bookingsAfter(booked: readonly Booking[], facts: RefundTaskFacts, now: string): readonly Booking[] {
  const last = booked.at(-1)?.at;
  // Clocks differ: an entry is never earlier than the one before it.
  const at = last !== undefined && last > now ? last : now;
  const after = positionOf(facts).map((each) => ({ at, ...each }));
  const wanted = sums(after);
  const present = sums(booked);
  const added = [...booked, ...after].flatMap((each): Booking[] => {
    const key = accountOf(each);
    const amountMinor = (wanted.get(key) ?? 0) - (present.get(key) ?? 0);
    present.set(key, wanted.get(key) ?? 0);
    return amountMinor === 0 ? [] : [{ ...each, at, amountMinor }];
  });
  return [...booked, ...added];
}

/** What entries come to: what was still to be given back after the last of them. */
export const balanceOf = (bookings: readonly Pick<Booking, 'amountMinor'>[]): number =>
  bookings.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** All that the facts say at once. A task that is over comes to nothing, an open one to what is not back yet. */
function positionOf(facts: RefundTaskFacts): readonly Omit<Booking, 'at'>[] {
  const { amountMinor: expectedMinor, currency } = expectedOf(facts);
  const refundedMinor = settledMinorOf(facts.matches ?? []);
  const provider = providerOf(facts);
  const entry = (kind: BookingKind, amountMinor: number): Omit<Booking, 'at'>[] =>
    amountMinor === 0 ? [] : [{ kind, ...(provider !== undefined && { provider }), currency, amountMinor }];
  const restMinor = expectedMinor - refundedMinor;
  return [
    ...entry('issued', expectedMinor),
    ...entry('refunded', -refundedMinor),
    ...(restMinor < 0 ? entry('refunded_too_much', -restMinor) : []),
    ...(restMinor > 0 ? endOf(facts).flatMap((kind) => entry(kind, -restMinor)) : []),
  ];
}

/** How the rest of a task ended that is not given back by its provider any more. */
function endOf(facts: RefundTaskFacts): readonly BookingKind[] {
  const state = stateOf(facts);
  if (isOpen(state)) return [];
  if (state.name === 'withdrawn') return ['withdrawn'];
  if (state.name === 'settled_by_chargeback') return ['charged_back'];
  return facts.closed === undefined ? [] : [facts.closed.ending];
}

const accountOf = ({ kind, provider, currency }: Omit<Booking, 'at'>): string =>
  JSON.stringify([kind, provider ?? '', currency]);

function sums(bookings: readonly Booking[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const booking of bookings) {
    const key = accountOf(booking);
    totals.set(key, (totals.get(key) ?? 0) + booking.amountMinor);
  }
  return totals;
}
