import { describe, expect, it } from 'vitest';
import { aPayment, aRefund, aTask, inShort, matchCase } from './matching-cases.ts';

describe('a refund is found through its payment', () => {
  it('by the payment id of the credit note and the exact amount', () => {
    expect(inShort({ tasks: [aTask({ paymentId: 'P-1' })], refunds: [aRefund({ paymentId: 'P-1' })] })).toEqual([
      'CN-1 R-1 matched payment_id exact',
    ]);
  });

  it('by the order number in a reference of the payment, though the refund carries none', () => {
    const refunds = [aRefund({ paymentId: 'P-1' })];
    const tasks = [aTask({ orderNumber: 'ORD00123' })];
    for (const reference of ['ord00123', 'Refund for ORD00123, thanks', 'ORD00123-CN1']) {
      expect(inShort({ tasks, refunds, payments: [aPayment({ references: [reference] })] })).toEqual([
        'CN-1 R-1 matched payment_by_reference exact',
      ]);
    }
  });

  it('by value, customer and day of the order, where the payment names no order', () => {
    const tasks = [aTask({ orderTotalMinor: 12_000, paidAt: '2026-11-12', customerName: 'Jörg Müller' })];
    const payments = [aPayment({ customerName: 'MUELLER, JOERG' })];

    expect(inShort({ tasks, payments, refunds: [aRefund({ paymentId: 'P-1' })] })).toEqual([
      'CN-1 R-1 matched payment_by_value exact',
    ]);
  });

  it('but not by value where two payments fit the order', () => {
    const tasks = [aTask({ orderTotalMinor: 12_000, paidAt: '2026-11-12', provider: 'paypal', account: 'main' })];
    const payments = [aPayment(), aPayment({ paymentId: 'P-2', paidAt: '2026-11-13T10:00:00Z' })];

    expect(inShort({ tasks, payments, refunds: [aRefund({ paymentId: 'P-1' })] })).toEqual([
      'CN-1 R-1 proposed name_amount_date name_differs',
    ]);
    const ofCustomer = { customerName: 'A B' };
    const twice = [aPayment(ofCustomer), aPayment({ ...ofCustomer, paymentId: 'P-2', paidAt: '2026-11-13T10:00:00Z' })];
    const asked = { tasks: [aTask({ orderTotalMinor: 12_000, paidAt: '2026-11-12', ...ofCustomer })], payments: twice };
    expect(inShort({ ...asked, refunds: [aRefund({ paymentId: 'P-1' })] }).join()).not.toContain('payment_by_value');
  });

  it('but not by value where two orders fit the payment', () => {
    const order = { orderTotalMinor: 12_000, paidAt: '2026-11-12', provider: 'paypal', account: 'main' };
    const tasks = [aTask({ ...order, orderNumber: 'ORD1' }), aTask({ ...order, taskId: 'CN-2', orderNumber: 'ORD2' })];

    const verdicts = matchCase({ tasks, payments: [aPayment()], refunds: [aRefund({ paymentId: 'P-1' })] });

    expect(verdicts.filter(({ verdict }) => verdict === 'matched')).toEqual([]);
  });

  it('and only proposed where nobody is named and the account is not known', () => {
    const tasks = [aTask({ orderTotalMinor: 12_000, paidAt: '2026-11-12' })];

    expect(inShort({ tasks, payments: [aPayment()], refunds: [aRefund({ paymentId: 'P-1' })] })).toEqual([
      'CN-1 R-1 proposed payment_by_value name_missing',
    ]);
  });

  it('never before the payment came in, nor in another account', () => {
    const tasks = [aTask({ paymentId: 'P-1', provider: 'paypal', account: 'main' })];
    const early = aRefund({ paymentId: 'P-1', createdAt: '2026-11-01T00:00:00Z' });
    const elsewhere = aRefund({ paymentId: 'P-1', account: 'other' });

    for (const refund of [early, elsewhere]) {
      const verdicts = matchCase({ tasks, payments: [aPayment()], refunds: [refund] });
      expect(verdicts.find(({ task }) => task === 'CN-1')?.verdict).toBe('credit_note_without_refund');
    }
  });
});

describe('a refund that nothing ties to a payment', () => {
  it('is matched by the order it names, alone on both sides', () => {
    expect(inShort({ tasks: [aTask({ orderNumber: 'ORD9' })], refunds: [aRefund({ references: ['ORD9'] })] })).toEqual([
      'CN-1 R-1 matched order_reference exact',
    ]);
  });

  it('is not matched by a reference to two orders', () => {
    const tasks = [aTask({ orderNumber: 'ORD9' }), aTask({ taskId: 'CN-2', orderNumber: 'ORD8', amountMinor: 100 })];

    const verdicts = matchCase({ tasks, refunds: [aRefund({ references: ['ORD9 and ORD8'] })] });

    expect(verdicts.filter(({ verdict }) => verdict === 'matched')).toEqual([]);
  });

  it('is proposed by name, amount and date, and matched where the shop allows it', () => {
    const tasks = [aTask({ customerName: 'Jan Voorbeeld' })];
    const refunds = [aRefund({ customerName: 'VOORBEELD Jan' })];

    expect(inShort({ tasks, refunds })).toEqual(['CN-1 R-1 proposed name_amount_date name_rule_off']);
    expect(inShort({ tasks, refunds, rules: { nameRule: true } })).toEqual(['CN-1 R-1 matched name_amount_date exact']);
  });

  it('is never matched by an abbreviated name, nor by a name that occurs twice in the window', () => {
    const tasks = [aTask({ customerName: 'Jan Voorbeeld' })];
    const once = aRefund({ customerName: 'J. Voorbeeld' });
    const twice = [
      aRefund({ customerName: 'Jan Voorbeeld' }),
      aRefund({ refundId: 'R-2', customerName: 'Jan Voorbeeld' }),
    ];
    const rules = { nameRule: true };

    expect(inShort({ tasks, refunds: [once], rules })).toEqual(['CN-1 R-1 proposed name_amount_date name_differs']);
    expect(matchCase({ tasks, refunds: twice, rules }).map(({ verdict }) => verdict)).toEqual(['proposed', 'proposed']);
  });

  it('shows the runner-up with its score', () => {
    const tasks = [aTask({ customerName: 'Jan Voorbeeld' })];
    const refunds = [
      aRefund({ customerName: 'Jan Voorbeeld' }),
      aRefund({ refundId: 'R-2', customerName: 'J Voorbeeld', createdAt: '2026-11-21T10:00:00Z' }),
    ];

    const [first] = matchCase({ tasks, refunds });

    expect(first).toMatchObject({ refund: 'R-1', otherRefund: 'R-2' });
    expect(first?.otherScore).toBeGreaterThan(0);
    expect(first?.score).toBeGreaterThan(first?.otherScore ?? 0);
  });

  it('of another order is not proposed, however well it fits', () => {
    const tasks = [aTask({ orderNumber: 'ORD1', customerName: 'Jan Voorbeeld' })];
    const refunds = [aRefund({ customerName: 'Jan Voorbeeld', references: ['ORD2'] })];

    expect(matchCase({ tasks, refunds }).map(({ verdict }) => verdict)).toEqual([
      'credit_note_without_refund',
      'refund_without_credit_note',
    ]);
  });

  it('goes to the pair that is best for all, not to the first that asks', () => {
    // The first refund fits both credit notes best.
    const tasks = [
      aTask({ customerName: 'Jan Voorbeeld' }),
      aTask({ taskId: 'CN-2', customerName: 'J Voorbeeld', issuedAt: '2026-11-19T10:00:00Z' }),
    ];
    const refunds = [
      aRefund({ customerName: 'Jan Voorbeeld' }),
      aRefund({ refundId: 'R-2', customerName: 'Jan T Voorbeeld' }),
    ];

    const firsts = matchCase({ tasks, refunds }).filter(({ rank }) => rank === 1);

    expect(firsts.map(({ task, refund }) => [task, refund])).toEqual([
      ['CN-1', 'R-1'],
      ['CN-2', 'R-2'],
    ]);
  });
});

describe('what a person said', () => {
  it('a refund id that was typed in settles the task, whatever else the rows say', () => {
    const tasks = [aTask({ refundId: 'R-7', orderNumber: 'ORD1' })];
    const refunds = [aRefund({ refundId: 'R-7', references: ['ORD2'] }), aRefund({ references: ['ORD1'] })];

    expect(inShort({ tasks, refunds })[0]).toBe('CN-1 R-7 matched refund_id exact');
  });

  it('a rejected pair does not come up again', () => {
    const tasks = [aTask({ paymentId: 'P-1', customerName: 'Jan Voorbeeld' })];
    const refunds = [aRefund({ paymentId: 'P-1', customerName: 'Jan Voorbeeld' })];
    const rules = { rejected: [{ taskId: 'CN-1', refundId: 'R-1' }] };

    expect(matchCase({ tasks, refunds, rules }).filter(({ task, refund }) => task && refund)).toEqual([]);
  });

  it('above the limit only ids confirm', () => {
    const rules = { autoConfirmLimitMinor: 2000, nameRule: true };
    const byId = { tasks: [aTask({ paymentId: 'P-1' })], refunds: [aRefund({ paymentId: 'P-1' })], rules };
    const byOrder = { tasks: [aTask({ orderNumber: 'ORD9' })], refunds: [aRefund({ references: ['ORD9'] })], rules };
    const byName = { tasks: [aTask({ customerName: 'A B' })], refunds: [aRefund({ customerName: 'A B' })], rules };

    const payments = [aPayment({ references: ['ORD9'] })];
    const byPayment = { tasks: [aTask({ orderNumber: 'ORD9' })], payments, refunds: byId.refunds, rules };

    expect(inShort(byPayment)).toEqual(['CN-1 R-1 proposed payment_by_reference above_limit']);
    expect(inShort(byId)).toEqual(['CN-1 R-1 matched payment_id exact']);
    expect(inShort(byOrder)).toEqual(['CN-1 R-1 proposed order_reference above_limit']);
    expect(inShort(byName)).toEqual(['CN-1 R-1 proposed name_amount_date above_limit']);
  });
});

describe('ours or not', () => {
  it('a refund without a credit note is a difference only if something says that it is the shop’s', () => {
    const named = aRefund({ references: ['ORD77'] });
    const paid = { payments: [aPayment({ references: ['ORD77'] })], refunds: [aRefund({ paymentId: 'P-1' })] };

    expect(inShort({ refunds: [aRefund()] })).toEqual(['- R-1 other_channel none not_ours']);
    expect(inShort({ refunds: [named] })).toEqual(['- R-1 refund_without_credit_note none no_note_for_payment']);
    expect(inShort(paid)).toEqual(['- R-1 refund_without_credit_note none no_note_for_payment']);
    expect(inShort({ refunds: [aRefund()], rules: { exclusiveAccounts: ['paypal/main'] } })).toEqual([
      '- R-1 refund_without_credit_note none no_note_for_payment',
    ]);
  });

  it('the credit note may come after its refund', () => {
    const refunds = [aRefund({ references: ['ORD77'] })];

    expect(inShort({ refunds, rules: { notesUntil: '2026-11-21T00:00:00Z' } })).toEqual([
      '- R-1 pending none note_may_follow',
    ]);
    expect(inShort({ refunds, rules: { notesUntil: '2026-11-23T00:00:00Z' } })).toEqual([
      '- R-1 refund_without_credit_note none no_note_for_payment',
    ]);
  });

  it('nothing is called missing beyond what was seen of its account', () => {
    const tasks = [aTask({ provider: 'paypal', account: 'main' })];

    expect(inShort({ tasks, rules: { coveredUntil: { 'paypal/main': '2026-11-18T00:00:00Z' } } })).toEqual([
      'CN-1 - pending none after_coverage',
    ]);
    expect(inShort({ tasks, rules: { coveredUntil: { 'paypal/main': '2026-11-25T00:00:00Z' } } })).toEqual([
      'CN-1 - credit_note_without_refund none no_candidate',
    ]);
  });

  it('a leftover says what comes nearest to it', () => {
    const tasks = [aTask({ orderNumber: 'ORD1', customerName: 'Jan Voorbeeld', amountMinor: 3575 })];
    const [open] = matchCase({ tasks, refunds: [aRefund({ customerName: 'Jan Voorbeeld' })] });

    expect(open).toMatchObject({ verdict: 'credit_note_without_refund', otherRefund: 'R-1' });
  });
});
