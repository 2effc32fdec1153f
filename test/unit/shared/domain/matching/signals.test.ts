import { describe, expect, it } from 'vitest';
import { match } from '../../../../../shared/domain/matching/match.ts';
import { defaultMatchingRules } from '../../../../../shared/domain/matching/matching-rules.ts';
import { signalsOf } from '../../../../../shared/domain/matching/signals.ts';
import { aPayment, aRefund, aTask, type MatchingCase, rowsOf } from './matching-cases.ts';

const cases: readonly (readonly [what: string, input: MatchingCase, signals: readonly string[]])[] = [
  [
    'a payment id',
    { tasks: [aTask({ paymentId: 'P-1' })], refunds: [aRefund({ paymentId: 'P-1' })] },
    ['payment_id', 'exact_amount'],
  ],
  [
    'an order number on the payment',
    {
      tasks: [aTask({ orderNumber: 'ORD1' })],
      payments: [aPayment({ references: ['ORD1'] })],
      refunds: [aRefund({ paymentId: 'P-1' })],
    },
    ['order_reference', 'payment_id', 'exact_amount'],
  ],
  [
    'two refunds of one payment',
    {
      tasks: [aTask({ paymentId: 'P-1' })],
      refunds: [
        aRefund({ paymentId: 'P-1', amountMinor: 2000 }),
        aRefund({ refundId: 'R-2', paymentId: 'P-1', amountMinor: 345 }),
      ],
    },
    ['payment_id', 'exact_sum'],
  ],
  [
    'a name',
    { tasks: [aTask({ customerName: 'Jan Voorbeeld' })], refunds: [aRefund({ customerName: 'J Voorbeeld' })] },
    ['exact_amount', 'customer', 'date'],
  ],
  [
    'another amount',
    { tasks: [aTask({ paymentId: 'P-1' })], refunds: [aRefund({ paymentId: 'P-1', amountMinor: 2000 })] },
    ['payment_id'],
  ],
];

describe('the signals of a verdict', () => {
  it.each(cases)('of %s add up to its score', (_what, input, names) => {
    const rows = rowsOf(input);
    for (const verdict of match(rows, defaultMatchingRules)) {
      const signals = signalsOf(rows, defaultMatchingRules, verdict);

      expect(signals.map(({ name }) => name)).toEqual(names);
      expect(signals.reduce((sum, { share }) => sum + share, 0)).toBe(verdict.score);
    }
  });

  it('of a leftover are none', () => {
    const rows = rowsOf({ tasks: [aTask()] });

    expect(
      [...match(rows, defaultMatchingRules)].map((verdict) => signalsOf(rows, defaultMatchingRules, verdict)),
    ).toEqual([[]]);
  });
});
