import { fc } from '@fast-check/vitest';
import type { CreditNote } from '../../shared/domain/credit-note.ts';
import type { Order } from '../../shared/domain/order.ts';
import { aLine, anOrder, aPayment, id } from './orders.ts';

/** Orders of one to four lines with a coupon, shipping and costs, paid in up to three parts. */
export const orders = fc
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

/** What is asked for, one after the other; much of it cannot be granted. */
export const requests = fc.array(
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

/** When credit notes are issued unless said otherwise. */
export const issuedAt = '2026-11-12T12:00:00.000Z';

/** A credit note with a reason, over nothing unless said otherwise. */
export const noteOf = (creditNoteId: string, request: Partial<CreditNote>) => ({
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
