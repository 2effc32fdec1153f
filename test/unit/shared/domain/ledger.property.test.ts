import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { decideCancellation } from '../../../../shared/domain/cancellation.ts';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import { spreadByLargestRemainder } from '../../../../shared/domain/money.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import { emptyLedger } from '../../../../shared/domain/order-ledger.ts';
import { valueOf } from '../../../../shared/domain/order-value.ts';
import { aLine, anOrder, aPayment, aShop, id } from '../../../support/orders.ts';

/** Orders of one to four lines with a coupon, shipping and costs, paid in up to three parts. */
const orders = fc
  .record({
    lines: fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 7 }), totalMinor: fc.integer({ min: 0, max: 99_999 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    shippingMinor: fc.integer({ min: 0, max: 2_000 }),
    paymentCostsMinor: fc.integer({ min: 0, max: 300 }),
    couponPercent: fc.integer({ min: 0, max: 100 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 2 }),
  })
  .map(({ lines, shippingMinor, paymentCostsMinor, couponPercent, cuts }): Order => {
    const linesMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
    const discountMinor = Math.floor((linesMinor * couponPercent) / 100);
    const totalMinor = linesMinor + shippingMinor + paymentCostsMinor - discountMinor;
    const bounds = [0, ...cuts.map((cut) => Math.floor(cut * totalMinor)).toSorted((a, b) => a - b), totalMinor];
    const payments = bounds.slice(1).map((bound, index) => aPayment({ amountMinor: bound - (bounds[index] ?? 0) }));
    return anOrder({
      lines: lines.map((line, index) => aLine({ ...line, orderLineId: String(index + 1) })),
      discountMinor,
      shippingMinor,
      paymentCostsMinor,
      payments,
    });
  });

const requests = fc.array(
  fc.record({
    lines: fc.uniqueArray(
      fc.record({
        line: fc.integer({ min: 1, max: 5 }),
        quantity: fc.integer({ min: 0, max: 4 }),
        amountMinor: fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
      }),
      { maxLength: 4, selector: ({ line }) => line },
    ),
    refundShipping: fc.boolean(),
    refundPaymentCosts: fc.boolean(),
    adjustmentMinor: fc.option(fc.integer({ min: -3_000, max: 3_000 }), { nil: undefined }),
    totalMinor: fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
  }),
  { maxLength: 8 },
);

const issuedAt = '2026-11-12T12:00:00.000Z';
const noteOf = (creditNoteId: string, request: Partial<Parameters<typeof decideCreditNote>[3]>) => ({
  creditNoteId: id.creditNote(creditNoteId),
  issuedAt,
  currency: 'EUR',
  updateInventory: true,
  lines: [],
  refundShipping: false,
  refundPaymentCosts: false,
  reason: 'agreed with the customer',
  ...request,
});

describe('whatever is asked for, in whatever sequence', () => {
  test.prop([orders, requests])('never more is given back than was paid, bought or captured', (order, sequence) => {
    let ledger = emptyLedger;
    let givenBackMinor = 0;
    for (const [index, request] of sequence.entries()) {
      const lines = request.lines.map(({ line, ...rest }) => ({ orderLineId: id.line(String(line)), ...rest }));
      const decision = decideCreditNote(order, ledger, aShop(), noteOf(`CN-${index}`, { ...request, lines }));
      if (decision.kind === 'refused') continue;
      ledger = decision.ledger;
      givenBackMinor += decision.plan.totalMinor;
      const taskMinor = decision.plan.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
      expect(taskMinor).toBeLessThanOrEqual(decision.plan.totalMinor);
    }
    expect(givenBackMinor).toBeLessThanOrEqual(valueOf(order)?.totalMinor ?? 0);
    for (const line of order.lines)
      expect(ledger.lines[line.orderLineId]?.quantity ?? 0).toBeLessThanOrEqual(line.quantity);
    for (const [index, payment] of order.payments.entries()) {
      expect(ledger.payments[index + 1] ?? 0).toBeLessThanOrEqual(payment.amountMinor);
    }
  });

  test.prop([orders, fc.infiniteStream(fc.nat())])(
    'pieces returned one by one in any order, and a cancellation at any point, end at exactly what was paid',
    (order, choices) => {
      const value = valueOf(order);
      const pieces = order.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.orderLineId));
      const choose = () => choices.take(1).getNthOrLast(0) ?? 0;
      const creditedPieces = pieces.length === 0 ? 0 : choose() % (pieces.length + 1);
      let ledger = emptyLedger;
      let givenBackMinor = 0;
      const tasks = new Map<number, number>();
      const take = (decision: ReturnType<typeof decideCreditNote>) => {
        if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
        ledger = decision.ledger;
        givenBackMinor += decision.plan.totalMinor;
        for (const { paymentNumber, amountMinor } of decision.plan.payments) {
          tasks.set(paymentNumber, (tasks.get(paymentNumber) ?? 0) + amountMinor);
        }
      };
      for (let index = 0; index < creditedPieces; index += 1) {
        const [orderLineId] = pieces.splice(choose() % pieces.length, 1);
        if (orderLineId === undefined) continue;
        take(
          decideCreditNote(order, ledger, aShop(), noteOf(`CN-${index}`, { lines: [{ orderLineId, quantity: 1 }] })),
        );
      }
      take(decideCancellation(order, ledger, aShop(), { cancelledAt: issuedAt, updateInventory: true }));
      expect(givenBackMinor).toBe(value?.totalMinor);
      for (const [index, payment] of order.payments.entries())
        expect(tasks.get(index + 1) ?? 0).toBe(payment.amountMinor);
    },
  );
});

describe('spreading by largest remainder', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some(Boolean));

  test.prop([fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights])(
    'gives parts that add up, each less than one unit from its exact share',
    (amountMinor, all) => {
      const whole = all.reduce((sum, weight) => sum + weight, 0);
      const parts = spreadByLargestRemainder(amountMinor, all);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountMinor);
      for (const [index, part] of parts.entries()) {
        expect(Math.abs(part * whole - amountMinor * (all[index] ?? 0))).toBeLessThan(whole);
      }
    },
  );
});
