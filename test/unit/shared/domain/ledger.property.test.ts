import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { decideCancellation } from '../../../../shared/domain/cancellation.ts';
import { decideCreditNote } from '../../../../shared/domain/credit-note.ts';
import { spreadByLargestRemainder } from '../../../../shared/domain/money.ts';
import { emptyLedger } from '../../../../shared/domain/order-ledger.ts';
import { valueOf } from '../../../../shared/domain/order-value.ts';
import { issuedAt, noteOf, orders, requests } from '../../../support/order-arbitraries.ts';
import { aShop, id } from '../../../support/orders.ts';

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
