import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../../shared/domain/provider-refund.ts';
import { balanceOf, bookingsAfter } from '../../../../shared/domain/refund-account.ts';
import { isOpen, type RefundTaskFacts, stateOf } from '../../../../shared/domain/refund-task.ts';
import { settledMinorOf, type TaskMatch } from '../../../../shared/domain/task-match.ts';
import { id } from '../../../support/orders.ts';

const firstDay = '2026-11-01T09:00:00.000Z';
const payment = {
  paymentNumber: 1,
  kind: 'provider',
  refundMode: 'portal',
  provider: 'paypal',
  amountMinor: 1000,
} as const;

const factsOf = (changes: Partial<RefundTaskFacts> = {}): RefundTaskFacts => ({
  shopId: id.shop('demo'),
  taskId: id.task('CN-1~1'),
  caseId: id.refundCase('CN-1'),
  orderNumber: id.order('ORD00123'),
  orderTotalMinor: 2500,
  currency: 'EUR',
  payment,
  openedAt: firstDay,
  dueOn: '2026-11-15',
  ...changes,
});

const matchOf = (amountMinor: number, changes: Partial<TaskMatch> = {}): TaskMatch => ({
  matchId: id.match(`CN-1~1~${identityOf({ provider: 'paypal', account: 'main', refundId: `RF-${amountMinor}` })}`),
  refund: { provider: 'paypal', account: 'main', refundId: `RF-${amountMinor}` },
  amountMinor,
  state: 'confirmed',
  kind: 'refund',
  status: 'done',
  ...changes,
});

/** What happens to a refund, one after the other, as `kind amount` of what is entered. */
const entered = (...course: readonly Partial<RefundTaskFacts>[]): readonly string[] =>
  course
    .reduce<ReturnType<typeof bookingsAfter>>(
      (booked, changes, day) => bookingsAfter(booked, factsOf(changes), `2026-11-${10 + day}T09:00:00.000Z`),
      [],
    )
    .map(({ at, kind, amountMinor }) => `${at.slice(8, 10)} ${kind} ${amountMinor}`);

describe('the account of a refund', () => {
  it('is opened by its credit note, and comes to nothing by the refund that its provider shows', () => {
    expect(entered({}, { matches: [matchOf(400)] }, { matches: [matchOf(400), matchOf(600)] })).toEqual([
      '10 issued 1000',
      '11 refunded -400',
      '12 refunded -600',
    ]);
  });

  it('stays open while the provider has not finished, and is open again when the money comes back', () => {
    const pending = matchOf(1000, { status: 'pending' });
    const returned = matchOf(1000, { status: 'returned' });
    expect(entered({}, { matches: [pending] }, { matches: [matchOf(1000)] }, { matches: [returned] })).toEqual([
      '10 issued 1000',
      '12 refunded -1000',
      '13 refunded 1000',
    ]);
  });

  it('says how a person ended the rest, and takes it back with the closing', () => {
    const closed = { ending: 'refunded_in_cash', by: 'anna', at: firstDay } as const;
    const matches = [matchOf(400)];
    expect(entered({ matches }, { matches, closed }, { matches })).toEqual([
      '10 issued 1000',
      '10 refunded -400',
      '11 refunded_in_cash -600',
      '12 refunded_in_cash 600',
    ]);
  });

  it('says when a dispute gave the money back, and when the credit note was taken back', () => {
    const chargebacks = [{ refund: matchOf(1000).refund, amountMinor: 1000, status: 'done' } as const];
    expect(entered({}, { chargebacks })).toEqual(['10 issued 1000', '11 charged_back -1000']);
    expect(entered({}, { withdrawnAt: firstDay })).toEqual(['10 issued 1000', '11 withdrawn -1000']);
  });

  it('follows a credit note to another amount, also below what was refunded', () => {
    const less = { payment: { ...payment, amountMinor: 300 }, matches: [matchOf(400)] };
    expect(entered({ matches: [matchOf(400)] }, less)).toEqual([
      '10 issued 1000',
      '10 refunded -400',
      '11 issued -700',
      '11 refunded_too_much 100',
    ]);
  });

  it('moves to the provider that it turns out to be', () => {
    const before = bookingsAfter([], factsOf({ payment: { ...payment, provider: undefined } }), firstDay);
    const after = bookingsAfter(before, factsOf(), firstDay);
    expect(after.map(({ provider, kind, amountMinor }) => [provider, kind, amountMinor])).toEqual([
      [undefined, 'issued', 1000],
      [undefined, 'issued', -1000],
      ['paypal', 'issued', 1000],
    ]);
  });

  it('enters nothing before what was entered, whatever a clock says', () => {
    const before = bookingsAfter([], factsOf(), '2026-11-12T00:00:01.000Z');
    const [, late] = bookingsAfter(before, factsOf({ withdrawnAt: firstDay }), '2026-11-11T23:59:59.000Z');
    expect(late?.at).toBe('2026-11-12T00:00:01.000Z');
  });
});

const statuses = ['done', 'pending', 'failed', 'returned', 'canceled'] as const;
const anyFacts = fc
  .record({
    amountMinor: fc.integer({ min: 1, max: 2000 }),
    provider: fc.constantFrom('paypal', 'stripe', undefined),
    refundMode: fc.constantFrom('portal', 'unknown'),
    matches: fc.array(
      fc.record({
        amountMinor: fc.integer({ min: 1, max: 1500 }),
        state: fc.constantFrom('proposed', 'confirmed', 'rejected', 'revoked'),
        status: fc.constantFrom(...statuses),
      }),
      { maxLength: 3 },
    ),
    lostMinor: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }),
    isWithdrawn: fc.boolean(),
    isClosed: fc.boolean(),
  })
  .map(({ amountMinor, provider, refundMode, matches, lostMinor, isWithdrawn, isClosed }) =>
    factsOf({
      payment: { ...payment, provider, refundMode, amountMinor },
      matches: matches.map((each) => matchOf(each.amountMinor, each)),
      ...(lostMinor !== undefined && {
        chargebacks: [{ refund: matchOf(lostMinor).refund, amountMinor: lostMinor, status: 'done' }],
      }),
      ...(isWithdrawn && { withdrawnAt: firstDay }),
      ...(isClosed && { closed: { ending: 'store_credit_given', by: 'anna', at: firstDay } }),
    }),
  );

describe('whatever becomes of a refund', () => {
  test.prop([fc.array(anyFacts, { minLength: 1, maxLength: 6 })])(
    'its account is only added to, and comes to what is not back yet, to nothing once it is over',
    (course) => {
      let booked: ReturnType<typeof bookingsAfter> = [];
      for (const facts of course) {
        const before = booked;
        booked = bookingsAfter(before, facts, firstDay);
        expect(booked.slice(0, before.length)).toEqual(before);
        expect(bookingsAfter(booked, facts, firstDay)).toEqual(booked);
        const openMinor = facts.payment.amountMinor - settledMinorOf(facts.matches ?? []);
        expect(balanceOf(booked)).toBe(isOpen(stateOf(facts)) ? openMinor : 0);
      }
    },
  );
});
