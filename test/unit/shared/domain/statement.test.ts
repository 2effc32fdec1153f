import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type DifferenceBooking, differenceBookingsAfter } from '../../../../shared/domain/difference-account.ts';
import { bookingKinds } from '../../../../shared/domain/refund-account.ts';
import {
  type AccountStatement,
  accountStatements,
  type BookedDifference,
  type BookedRefund,
} from '../../../../shared/domain/statement.ts';
import { statementPeriodOf } from '../../../../shared/domain/statement-period.ts';
import { id } from '../../../support/orders.ts';

const refundOf = (number: number, bookings: BookedRefund['bookings']): BookedRefund => ({
  taskId: id.task(`CN-${number}~1`),
  caseId: id.refundCase(`CN-${number}`),
  orderNumber: id.order('ORD00123'),
  bookings,
});
const duplicate = (bookings: readonly DifferenceBooking[]): BookedDifference => ({
  reason: 'duplicate_refund',
  bookings: bookings.map((booking) => ({ ...booking, currency: booking.currency ?? 'EUR' })),
});
const at = (day: number): string => new Date(Date.UTC(2026, 9, day, 12)).toISOString();
const november = { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' };
const paypal = { provider: 'paypal', currency: 'EUR' } as const;

describe('a statement', () => {
  it('leads from what was open at its start to what is open at its end', () => {
    const refunds = [
      refundOf(1, [
        { ...paypal, at: at(20), kind: 'issued', amountMinor: 1000 },
        { ...paypal, at: at(40), kind: 'refunded', amountMinor: -1000 },
      ]),
      refundOf(2, [{ ...paypal, at: at(45), kind: 'issued', amountMinor: 700 }]),
      refundOf(3, [{ ...paypal, at: at(70), kind: 'issued', amountMinor: 50 }]),
    ];
    const [statement, ...others] = accountStatements({ refunds, differences: [] }, november);
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      ...paypal,
      openAtStart: { count: 1, amountMinor: 1000 },
      openRefundsAtStart: [{ taskId: 'CN-1~1', amountMinor: 1000 }],
      totals: [
        { kind: 'issued', count: 1, amountMinor: 700 },
        { kind: 'refunded', count: 1, amountMinor: -1000 },
      ],
      entries: [
        { taskId: 'CN-1~1', kind: 'refunded' },
        { taskId: 'CN-2~1', kind: 'issued' },
      ],
      openAtEnd: { count: 1, amountMinor: 700 },
      openRefundsAtEnd: [{ taskId: 'CN-2~1', amountMinor: 700 }],
    });
  });

  it('counts the differences of each reason, with how they ended', () => {
    const raised = differenceBookingsAfter([], { ...paypal, kind: 'raised', at: at(20), amountMinor: 500 });
    const written = differenceBookingsAfter(raised, { kind: 'written_off', at: at(40) });
    const still = differenceBookingsAfter([], { ...paypal, kind: 'raised', at: at(41), amountMinor: 200 });
    const differences = [
      duplicate(written),
      duplicate(differenceBookingsAfter(still, { kind: 'changed', at: at(42), amountMinor: 250 })),
    ];
    const [statement] = accountStatements({ refunds: [], differences }, november);
    expect(statement?.differences).toEqual([
      {
        reason: 'duplicate_refund',
        openAtStart: { count: 1, amountMinor: 500 },
        totals: [
          { kind: 'raised', count: 1, amountMinor: 200 },
          { kind: 'changed', count: 0, amountMinor: 50 },
          { kind: 'written_off', count: -1, amountMinor: -500 },
        ],
        openAtEnd: { count: 1, amountMinor: 250 },
      },
    ]);
  });

  it('leaves a difference with the provider that it was about, whichever it is about when it is found again', () => {
    const raised = differenceBookingsAfter([], { kind: 'raised', at: at(35), amountMinor: 500 });
    const resolved = differenceBookingsAfter(raised, { kind: 'resolved', at: at(36) });
    const before = accountStatements({ refunds: [], differences: [duplicate(resolved)] }, november);
    const again = differenceBookingsAfter(resolved, { ...paypal, kind: 'raised', at: at(80), amountMinor: 500 });
    expect(before).toMatchObject([{ differences: [{ totals: [{ kind: 'raised' }, { kind: 'resolved' }] }] }]);
    expect(before[0]).not.toHaveProperty('provider');
    expect(accountStatements({ refunds: [], differences: [duplicate(again)] }, november)).toEqual(before);
  });

  it('counts nothing of a difference that was found before accounts were kept, until it is found again', () => {
    expect(differenceBookingsAfter([], { kind: 'resolved', at: at(40) })).toEqual([]);
    const found = differenceBookingsAfter([], { kind: 'raised', at: at(41), amountMinor: 5 });
    expect(found.map(({ amountMinor }) => amountMinor)).toEqual([5]);
  });

  it('never adds up two currencies or two providers', () => {
    const booking = { at: at(40), kind: 'issued', amountMinor: 100 } as const;
    const refunds = [
      refundOf(1, [{ ...booking, provider: 'paypal', currency: 'EUR' }]),
      refundOf(2, [{ ...booking, provider: 'paypal', currency: 'USD' }]),
      refundOf(3, [{ ...booking, currency: 'EUR' }]),
    ];
    const names = accountStatements({ refunds, differences: [] }, november).map(({ provider, currency }) => {
      return [provider, currency];
    });
    expect(names).toEqual([
      [undefined, 'EUR'],
      ['paypal', 'EUR'],
      ['paypal', 'USD'],
    ]);
  });
});

const sumOf = (items: readonly Readonly<{ amountMinor: number }>[]): number =>
  items.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const anyBooking = fc.record({
  day: fc.integer({ min: 1, max: 100 }),
  kind: fc.constantFrom(...bookingKinds),
  provider: fc.constantFrom('paypal', 'stripe', undefined),
  amountMinor: fc.integer({ min: -500, max: 500 }).filter((amountMinor) => amountMinor !== 0),
});
const anyRefunds = fc.array(fc.array(anyBooking, { maxLength: 5 }), { maxLength: 8 }).map((all) =>
  all.map((bookings, index) =>
    refundOf(
      index + 1,
      bookings
        .map(({ day, ...booking }) => ({ ...booking, at: at(day), currency: 'EUR' }))
        .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    ),
  ),
);
const month = (from: number, until: number) => ({ from: at(from), until: at(until) });
const openMinorOf = (statements: readonly AccountStatement[], end: 'openAtStart' | 'openAtEnd', provider?: string) =>
  statements.find((each) => each.provider === provider)?.[end].amountMinor ?? 0;

describe('whatever was entered', () => {
  test.prop([anyRefunds])('a statement ties out, entry by entry and by its totals', (refunds) => {
    for (const statement of accountStatements({ refunds, differences: [] }, month(30, 60))) {
      const { openAtStart, totals, entries, openAtEnd, openRefundsAtStart, openRefundsAtEnd } = statement;
      expect(openAtStart.amountMinor + sumOf(totals)).toBe(openAtEnd.amountMinor);
      expect(sumOf(openRefundsAtStart) + sumOf(entries)).toBe(sumOf(openRefundsAtEnd));
    }
  });

  test.prop([anyRefunds])('one month ends with what the next one begins with', (refunds) => {
    const [first, second] = [month(10, 40), month(40, 70)].map((period) =>
      accountStatements({ refunds, differences: [] }, period),
    );
    for (const provider of ['paypal', 'stripe', undefined]) {
      expect(openMinorOf(first ?? [], 'openAtEnd', provider)).toBe(openMinorOf(second ?? [], 'openAtStart', provider));
    }
  });

  test.prop([anyRefunds])('what is entered later changes nothing of it', (refunds) => {
    const period = month(10, 40);
    const byThen = refunds.map(({ bookings, ...refund }) => {
      return { ...refund, bookings: bookings.filter((each) => each.at < period.until) };
    });
    expect(accountStatements({ refunds, differences: [] }, period)).toEqual(
      accountStatements({ refunds: byThen, differences: [] }, period),
    );
  });
});

describe('the period of a statement', () => {
  const toronto = { now: '2026-11-12T12:00:00.000Z', timeZone: 'America/Toronto' };

  it('is a month in the time zone of the shop, also where its clocks change', () => {
    expect(statementPeriodOf('2026-10', undefined, toronto)).toEqual({
      month: '2026-10',
      asOf: '2026-10-31',
      timeZone: 'America/Toronto',
      from: '2026-10-01T04:00:00.000Z',
      until: '2026-11-01T04:00:00.000Z',
      isFinal: true,
    });
    expect(statementPeriodOf('2026-11', '2026-11-05', toronto)).toMatchObject({
      from: '2026-11-01T04:00:00.000Z',
      until: '2026-11-06T05:00:00.000Z',
    });
  });

  it('ends today in the current month, and is not final before the day is over and written down', () => {
    expect(statementPeriodOf('2026-11', undefined, toronto)).toMatchObject({ asOf: '2026-11-12', isFinal: false });
    const midnight = { ...toronto, now: '2026-11-13T05:59:59.999Z' };
    expect(statementPeriodOf('2026-11', '2026-11-12', midnight)).toMatchObject({ isFinal: false });
    expect(statementPeriodOf('2026-11', '2026-11-12', { ...midnight, now: '2026-11-13T06:00:00.000Z' })).toMatchObject({
      isFinal: true,
    });
  });

  it('is refused where nothing can be known yet, and where the day is of another month', () => {
    expect(statementPeriodOf('2026-12', undefined, toronto)).toBe('statement_in_future');
    expect(statementPeriodOf('2026-11', '2026-11-13', toronto)).toBe('statement_in_future');
    expect(statementPeriodOf('2026-10', '2026-11-01', toronto)).toBe('day_outside_month');
  });
});
