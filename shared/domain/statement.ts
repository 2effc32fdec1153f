import type { DifferenceReason } from './difference.ts';
import {
  type DifferenceBooking,
  type DifferenceBookingKind,
  differenceBookingKinds,
  openedBy,
} from './difference-account.ts';
import type { CaseId, OrderNumber, TaskId } from './ids.ts';
import { type Booking, type BookingKind, balanceOf, bookingKinds } from './refund-account.ts';
import type { StatementPeriod } from './statement-period.ts';

/** A refund with all that was ever entered into its account. */
export type BookedRefund = Readonly<{
  taskId: TaskId;
  caseId: CaseId;
  orderNumber: OrderNumber;
  bookings: readonly Booking[];
}>;

/** A difference with all that was ever entered into its account. */
export type BookedDifference = Readonly<{
  reason: DifferenceReason;
  /** In the shop's own currency where no amount is at risk. */
  bookings: readonly (DifferenceBooking & Readonly<{ currency: string }>)[];
}>;

/** A refund of which something was open at an end of the period. */
export type OpenRefund = Omit<BookedRefund, 'bookings'> & Readonly<{ amountMinor: number }>;

/** One entry of the period. */
export type StatementEntry = OpenRefund & Readonly<{ at: string; kind: BookingKind }>;

/** How many, and how much they come to in minor units. */
export type Total = Readonly<{ count: number; amountMinor: number }>;

/** What entries of one kind come to. */
export type TotalOfKind<Kind> = Total & Readonly<{ kind: Kind }>;

/** What became of the differences of one reason. */
export type DifferencesOfReason = Readonly<{
  reason: DifferenceReason;
  openAtStart: Total;
  totals: readonly TotalOfKind<DifferenceBookingKind>[];
  openAtEnd: Total;
}>;

/** A statement of one provider in one currency. What was open at its start and its totals come to what is open at its end. */
export type AccountStatement = Readonly<{
  /** Missing where nobody knows the provider, or none is concerned. */
  provider?: string | undefined;
  currency: string;
  openAtStart: Total;
  totals: readonly TotalOfKind<BookingKind>[];
  openAtEnd: Total;
  openRefundsAtStart: readonly OpenRefund[];
  entries: readonly StatementEntry[];
  openRefundsAtEnd: readonly OpenRefund[];
  differences: readonly DifferencesOfReason[];
}>;

/** Whether an account has refunds at all; one may have differences alone. */
export const hasRefunds = ({ openAtStart, totals }: Pick<AccountStatement, 'openAtStart' | 'totals'>): boolean =>
  openAtStart.count + totals.length > 0;

type Span = Pick<StatementPeriod, 'from' | 'until'>;

/**
 * The statements of a period, by provider and currency, from what was entered into the accounts: entries are never changed
 * and never dated back, so that a period that is over says the same for ever.
 */
export function accountStatements(
  { refunds, differences }: Readonly<{ refunds: readonly BookedRefund[]; differences: readonly BookedDifference[] }>,
  period: Span,
): readonly AccountStatement[] {
  // One refund may be in two accounts, when it turned out to be another provider's.
  const ofRefunds = Map.groupBy(
    refunds.flatMap(({ bookings, ...refund }) =>
      [...Map.groupBy(bookings, accountOf)].map(([account, ofAccount]) => ({ account, refund, bookings: ofAccount })),
    ),
    ({ account }) => account,
  );
  const ofDifferences = Map.groupBy(
    differences.flatMap(({ reason, bookings }) =>
      [...Map.groupBy(bookings, accountOf)].map(([account, ofAccount]) => ({ account, reason, bookings: ofAccount })),
    ),
    ({ account }) => account,
  );
  const accounts = [...new Set([...ofRefunds.keys(), ...ofDifferences.keys()])].toSorted();
  return accounts.flatMap((account) => {
    const booked = ofRefunds.get(account) ?? [];
    const found = ofDifferences.get(account) ?? [];
    const [first] = [...booked, ...found].flatMap(({ bookings }): readonly Account[] => bookings);
    const statement = first && { ...namesOf(first), ...refundsIn(booked, period), ...differencesIn(found, period) };
    return statement === undefined || isEmpty(statement) ? [] : [statement];
  });
}

type Account = Readonly<{ provider?: string | undefined; currency: string }>;
const accountOf = ({ provider = '', currency }: Account): string => `${provider} ${currency}`;
const namesOf = ({ provider, currency }: Account): Account => ({
  ...(provider !== undefined && { provider }),
  currency,
});

const isEmpty = ({ openRefundsAtStart, entries, differences }: AccountStatement): boolean =>
  openRefundsAtStart.length + entries.length + differences.length === 0;

type BookedPart = Readonly<{ refund: Omit<BookedRefund, 'bookings'>; bookings: readonly Booking[] }>;

function refundsIn(booked: readonly BookedPart[], { from, until }: Span) {
  const openAt = (instant: string): readonly OpenRefund[] =>
    booked
      .map(({ refund, bookings }) => ({ ...refund, amountMinor: balanceOf(bookings.filter(({ at }) => at < instant)) }))
      .filter(({ amountMinor }) => amountMinor !== 0);
  const entries = booked
    .flatMap(({ refund, bookings }) =>
      bookings.map(({ at, kind, amountMinor }): StatementEntry => ({ ...refund, at, kind, amountMinor })),
    )
    .filter(({ at }) => from <= at && at < until)
    .toSorted((a, b) => compare(a.at, b.at) || compare(a.taskId, b.taskId));
  const openRefundsAtStart = openAt(from);
  const openRefundsAtEnd = openAt(until);
  return {
    openAtStart: totalOf(openRefundsAtStart),
    totals: totalsByKind(bookingKinds, entries, ({ length }) => length),
    openAtEnd: totalOf(openRefundsAtEnd),
    openRefundsAtStart,
    entries,
    openRefundsAtEnd,
  };
}

function differencesIn(found: readonly BookedDifference[], { from, until }: Span) {
  const differences = [...Map.groupBy(found, ({ reason }) => reason)]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([reason, ofReason]): DifferencesOfReason => {
      const bookings = ofReason.flatMap((each) => each.bookings);
      const within = bookings.filter(({ at }) => from <= at && at < until);
      return {
        reason,
        openAtStart: openDifferences(bookings.filter(({ at }) => at < from)),
        totals: totalsByKind(differenceBookingKinds, within, countOf),
        openAtEnd: openDifferences(bookings.filter(({ at }) => at < until)),
      };
    })
    .filter(({ openAtStart, totals }) => openAtStart.count > 0 || totals.length > 0);
  return { differences };
}

const countOf = (bookings: readonly Pick<DifferenceBooking, 'kind'>[]): number =>
  bookings.reduce((sum, { kind }) => sum + openedBy(kind), 0);

const openDifferences = (bookings: readonly DifferenceBooking[]): Total => ({
  count: countOf(bookings),
  amountMinor: balanceOf(bookings),
});

const totalOf = (items: readonly Readonly<{ amountMinor: number }>[]): Total => ({
  count: items.length,
  amountMinor: balanceOf(items),
});

type Entered<Kind> = Readonly<{ kind: Kind; amountMinor: number }>;

/** The totals of entries, in the order of their kinds. */
function totalsByKind<Kind extends string>(
  kinds: readonly Kind[],
  items: readonly Entered<Kind>[],
  countIn: (items: readonly Entered<Kind>[]) => number,
): readonly TotalOfKind<Kind>[] {
  const ofKinds = Map.groupBy(items, ({ kind }) => kind);
  return kinds.flatMap((kind) => {
    const ofKind = ofKinds.get(kind);
    return ofKind === undefined ? [] : [{ kind, count: countIn(ofKind), amountMinor: balanceOf(ofKind) }];
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
