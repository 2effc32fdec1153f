import { describe, expect, it } from 'vitest';
import { aPayment, aRefund, aTask, inShort, type MatchingCase } from './matching-cases.ts';

const task = aTask({ orderNumber: 'ORD1', provider: 'paypal', account: 'main', paymentId: 'P-1' });
const otherPayment = aPayment({ paymentId: 'P-2', references: ['ORD1'] });
const refund = aRefund({ paymentId: 'P-2' });
const proposed = 'CN-1 R-1 proposed other_payment_of_order refunded_elsewhere';

describe('a refund on another payment of the order', () => {
  it('is proposed for the task whose amount it has, where each is alone for the other', () => {
    expect(inShort({ tasks: [task], payments: [otherPayment], refunds: [refund] })).toEqual([proposed]);
  });

  it('is known by its own text, or by a task of that other payment', () => {
    const named = { ...refund, references: ['Refund for ORD1'] };
    expect(inShort({ tasks: [task], refunds: [named] })).toEqual([proposed]);
    const ofOther = aTask({ taskId: 'CN-2', orderNumber: 'ORD1', paymentId: 'P-2', amountMinor: 500 });
    const settled = aRefund({ refundId: 'R-2', paymentId: 'P-2', amountMinor: 500 });
    expect(inShort({ tasks: [task, ofOther], refunds: [refund, settled] })).toEqual([
      proposed,
      'CN-2 R-2 matched payment_id exact',
    ]);
  });

  it('is one at another account as well', () => {
    const atStripe = aRefund({ provider: 'stripe', paymentId: 'pi_1', references: ['ORD1'] });
    expect(inShort({ tasks: [task], refunds: [atStripe] })).toEqual([proposed]);
    const unlocated = aTask({ orderNumber: 'ORD1', provider: 'paypal', account: 'main' });
    expect(inShort({ tasks: [unlocated], refunds: [atStripe] })).toEqual([proposed]);
  });

  it('goes to the task of its own payment first', () => {
    const own = aTask({ taskId: 'CN-2', orderNumber: 'ORD1', paymentId: 'P-2' });
    expect(inShort({ tasks: [task, own], payments: [otherPayment], refunds: [refund] })).toEqual([
      'CN-1 - credit_note_without_refund none no_refund_on_payment',
      'CN-2 R-1 matched payment_id exact',
    ]);
  });

  const leftAlone: readonly (readonly [string, MatchingCase])[] = [
    ['of another amount', { tasks: [task], refunds: [{ ...refund, amountMinor: 2344 }] }],
    ['in another currency', { tasks: [task], refunds: [{ ...refund, currency: 'USD' }] }],
    ['that is not finished', { tasks: [task], refunds: [{ ...refund, status: 'pending' }] }],
    ['that came back', { tasks: [task], refunds: [{ ...refund, status: 'returned' }] }],
    ['that is a chargeback', { tasks: [task], refunds: [{ ...refund, kind: 'chargeback' }] }],
    ['beside a second one', { tasks: [task], refunds: [refund, { ...refund, refundId: 'R-2' }] }],
    ['that two tasks could want', { tasks: [task, { ...task, taskId: 'CN-2' }], refunds: [refund] }],
    ['of another order', { tasks: [{ ...task, orderNumber: 'ORD2' }], refunds: [refund] }],
    [
      'that itself names another order',
      {
        tasks: [task, { ...task, taskId: 'CN-2', orderNumber: 'ORD2' }],
        refunds: [{ ...refund, references: ['ORD2'] }],
      },
    ],
    [
      'that a person refused',
      { tasks: [task], refunds: [refund], rules: { rejected: [{ taskId: 'CN-1', refundId: 'R-1' }] } },
    ],
  ];
  it.each(leftAlone)('%s is not proposed', (_, input) => {
    const verdicts = inShort({ payments: [otherPayment], ...input });
    expect(verdicts.filter((verdict) => verdict.includes('other_payment_of_order'))).toEqual([]);
  });
});
