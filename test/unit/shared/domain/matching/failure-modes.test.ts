import { describe, expect, it } from 'vitest';
import { identityOf, merged } from '../../../../../shared/domain/provider-refund.ts';
import { aPayment, aRefund, aTask, inShort, matchCase } from './matching-cases.ts';

const ofPayment = { paymentId: 'P-1' };

// The numbers are those of the list of failure modes in the facts on payment providers (§9).
describe('what goes wrong in reality', () => {
  it('1: the same refund, recorded twice by webhook and portal, is one refund', () => {
    const webhook = aRefund({ ...ofPayment, references: ['ORD1'] });
    const poll = aRefund({ ...ofPayment, customerName: 'Jan Voorbeeld', statusAt: '2026-11-20T11:00:00Z' });

    expect(merged(webhook, poll)).toEqual({ ...poll, references: ['ORD1'] });
    expect(merged(poll, webhook)).toEqual(merged(webhook, poll));
  });

  it('3: several refunds of one payment stay several', () => {
    const tasks = [aTask(ofPayment), aTask({ ...ofPayment, taskId: 'CN-2', amountMinor: 1000 })];
    const refunds = [aRefund({ ...ofPayment, refundId: 'R-2', amountMinor: 1000 }), aRefund(ofPayment)];

    expect(inShort({ tasks, refunds })).toEqual([
      'CN-1 R-1 matched payment_id exact',
      'CN-2 R-2 matched payment_id exact',
    ]);
  });

  it('4: a refund that succeeded and failed days later opens the credit note again', () => {
    const tasks = [aTask(ofPayment)];
    const succeeded = aRefund(ofPayment);
    const failed = aRefund({ ...ofPayment, status: 'returned', statusAt: '2026-11-25T09:00:00Z' });

    expect(inShort({ tasks, refunds: [merged(failed, succeeded)] })).toEqual([
      'CN-1 R-1 refund_returned payment_id came_back',
    ]);
  });

  it('4: and the refund made in its place settles it', () => {
    const tasks = [aTask(ofPayment)];
    const refunds = [aRefund({ ...ofPayment, status: 'returned' }), aRefund({ ...ofPayment, refundId: 'R-2' })];

    expect(inShort({ tasks, refunds })).toContain('CN-1 R-2 matched payment_id exact');
  });

  it('6: a chargeback is not a refund, and one instead of a refund is named', () => {
    const chargeback = aRefund({ ...ofPayment, refundId: 'CB-1', kind: 'chargeback' });
    const reversal = aRefund({ ...ofPayment, refundId: 'CB-1', kind: 'reversal' });

    for (const refund of [chargeback, reversal]) {
      expect(inShort({ tasks: [aTask(ofPayment)], refunds: [refund] })).toEqual([
        'CN-1 CB-1 chargeback payment_id taken_back',
      ]);
    }
  });

  it('6: a chargeback after the refund is named beside it', () => {
    const refunds = [aRefund(ofPayment), aRefund({ ...ofPayment, refundId: 'CB-1', kind: 'chargeback' })];

    const verdicts = matchCase({ tasks: [aTask(ofPayment)], refunds });

    expect(verdicts).toContainEqual(expect.objectContaining({ verdict: 'matched', refund: 'R-1' }));
    expect(verdicts).toContainEqual(
      expect.objectContaining({ verdict: 'chargeback', reason: 'taken_back_and_refunded', otherTask: 'CN-1' }),
    );
  });

  it('7: with a split tender the amount is expected per payment, not per order', () => {
    const order = { orderNumber: 'ORD1', provider: 'paypal', account: 'main' };
    const tasks = [
      aTask({ ...order, amountMinor: 1500 }),
      aTask({ ...order, taskId: 'CN-1b', provider: 'stripe', amountMinor: 845 }),
    ];
    const payments = [
      aPayment({ references: ['ORD1'] }),
      aPayment({ provider: 'stripe', paymentId: 'P-2', references: ['ORD1'] }),
    ];
    const refunds = [
      aRefund({ paymentId: 'P-1', amountMinor: 1500 }),
      aRefund({ provider: 'stripe', refundId: 'R-2', paymentId: 'P-2', amountMinor: 845 }),
    ];

    expect(inShort({ tasks, payments, refunds })).toEqual([
      'CN-1 R-1 matched payment_by_reference exact',
      'CN-1b R-2 matched payment_by_reference exact',
    ]);
  });

  it('9: a refund in another currency than the credit note is named, never compared', () => {
    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [aRefund({ ...ofPayment, currency: 'USD' })] })).toEqual([
      'CN-1 R-1 currency_mismatch payment_id other_currency',
    ]);
  });

  it('11: a refund that waits at the provider is neither a match nor missing', () => {
    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [aRefund({ ...ofPayment, status: 'pending' })] })).toEqual([
      'CN-1 R-1 pending payment_id still_pending',
    ]);
  });

  it('11: and one that the provider refused has to be made again', () => {
    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [aRefund({ ...ofPayment, status: 'failed' })] })).toEqual([
      'CN-1 R-1 refund_returned payment_id refused_by_provider',
    ]);
  });

  it('12: a refund made twice names both', () => {
    const refunds = [aRefund(ofPayment), aRefund({ ...ofPayment, refundId: 'R-2', createdAt: '2026-11-21T10:00:00Z' })];

    const verdicts = matchCase({ tasks: [aTask(ofPayment)], refunds });

    expect(verdicts).toContainEqual(
      expect.objectContaining({ verdict: 'duplicate_refund', refund: 'R-2', otherRefund: 'R-1', otherTask: 'CN-1' }),
    );
  });

  it('12: a second one that is still pending can be stopped, and says so', () => {
    const refunds = [aRefund(ofPayment), aRefund({ ...ofPayment, refundId: 'R-2', status: 'pending' })];

    expect(inShort({ tasks: [aTask(ofPayment)], refunds })).toContain(
      '- R-2 duplicate_refund payment_id still_pending',
    );
  });

  it('12: a mistyped amount is too little or too much', () => {
    const tasks = [aTask(ofPayment)];
    const mismatch = (amountMinor: number) => inShort({ tasks, refunds: [aRefund({ ...ofPayment, amountMinor })] });

    expect(mismatch(2300)).toEqual(['CN-1 R-1 amount_mismatch payment_id too_little']);
    expect(mismatch(2500)).toEqual(['CN-1 R-1 amount_mismatch payment_id too_much']);
  });

  it('13: one refund for two credit notes, and two refunds for one', () => {
    const other = aTask({ ...ofPayment, taskId: 'CN-2', amountMinor: 1000 });
    const both = aRefund({ ...ofPayment, amountMinor: 3345 });
    const half = (refundId: string, amountMinor: number) => aRefund({ ...ofPayment, refundId, amountMinor });

    expect(matchCase({ tasks: [aTask(ofPayment), other], refunds: [both] })).toMatchObject([
      { task: 'CN-1', verdict: 'matched', rule: 'payment_id_sum', group: 1 },
      { task: 'CN-2', verdict: 'matched', rule: 'payment_id_sum', group: 1 },
    ]);
    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [half('R-1', 2000), half('R-2', 345)] })).toEqual([
      'CN-1 R-1 matched payment_id_sum exact',
      'CN-1 R-2 matched payment_id_sum exact',
    ]);
  });

  it('13: a cent is only ever proposed', () => {
    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [aRefund({ ...ofPayment, amountMinor: 2344 })] })).toEqual([
      'CN-1 R-1 proposed payment_id one_minor_unit',
    ]);
  });

  it('13: a sum with more than one solution is only proposed', () => {
    const note = (taskId: string, amountMinor: number) => aTask({ ...ofPayment, taskId, amountMinor });
    const tasks = [note('CN-1', 1000), note('CN-2', 400), note('CN-3', 600), note('CN-4', 500)];

    const verdicts = matchCase({ tasks, refunds: [aRefund({ ...ofPayment, amountMinor: 1500 })] });

    expect(verdicts.filter(({ verdict }) => verdict === 'matched')).toEqual([]);
    expect(verdicts).toContainEqual(expect.objectContaining({ verdict: 'proposed', reason: 'more_than_one_way' }));
  });

  it('13: one refund through one payment for two orders of a customer is proposed whole', () => {
    const tasks = [
      aTask({ ...ofPayment, customerName: 'Jan Voorbeeld' }),
      aTask({ taskId: 'CN-2', paymentId: 'P-2', amountMinor: 1000, customerName: 'Jan Voorbeeld' }),
    ];

    expect(inShort({ tasks, refunds: [aRefund({ ...ofPayment, amountMinor: 3345 })] })).toEqual([
      'CN-1 R-1 proposed payment_id_sum other_payment_too',
      'CN-2 R-1 proposed payment_id_sum other_payment_too',
    ]);
  });

  it('14: an hour or a day border decides nothing', () => {
    const payments = [aPayment({ paidAt: '2026-11-12T00:30:00Z' })];
    const refunds = [aRefund({ ...ofPayment, createdAt: '2026-11-11T23:45:00Z' })];

    expect(inShort({ tasks: [aTask(ofPayment)], payments, refunds })).toEqual(['CN-1 R-1 matched payment_id exact']);
  });

  it('17: a failure that bears the id of its refund changes that refund, and an old report does not change it back', () => {
    const failed = aRefund({ status: 'returned', statusAt: '2026-11-25T09:00:00Z' });
    const oldReport = aRefund({ status: 'done', statusAt: '2026-11-20T10:00:00Z' });

    expect(merged(oldReport, failed).status).toBe('returned');
    expect(merged(failed, oldReport).status).toBe('returned');
  });

  it('17: a refund id is only unique within its account', () => {
    expect(identityOf(aRefund())).not.toBe(identityOf(aRefund({ account: 'other' })));
    expect(identityOf(aRefund({ account: 'a/b', refundId: 'c' }))).not.toBe(
      identityOf(aRefund({ account: 'a', refundId: 'b/c' })),
    );
  });

  it('18: what the provider voided instead of refunding counts in full', () => {
    expect(
      inShort({
        tasks: [aTask({ ...ofPayment, amountMinor: 12_000 })],
        payments: [aPayment()],
        refunds: [aRefund({ ...ofPayment, amountMinor: 12_000 })],
      }),
    ).toEqual(['CN-1 R-1 matched payment_id exact']);
  });

  it('a refund whose money came back by a row of its own is returned, and what was sent again settles', () => {
    const back = aRefund({ ...ofPayment, refundId: 'B-1', kind: 'returned', createdAt: '2026-11-23T00:00:00Z' });

    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [aRefund(ofPayment), back] })).toEqual([
      'CN-1 R-1 refund_returned payment_id came_back',
    ]);
    const again = aRefund({ ...ofPayment, refundId: 'R-2', createdAt: '2026-11-24T00:00:00Z' });
    expect(inShort({ tasks: [aTask(ofPayment)], refunds: [aRefund(ofPayment), back, again] })).toContain(
      'CN-1 R-2 matched payment_id exact',
    );
  });
});
