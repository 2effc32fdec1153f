import { describe, expect, it } from 'vitest';
import {
  type DifferenceReason,
  differenceEndings,
  differenceRules,
  mayEnd,
  suggestedActionOf,
} from '../../../../shared/domain/difference.ts';

const rules = Object.entries(differenceRules);

describe('the differences of the design', () => {
  it('are a closed list', () => {
    expect(Object.keys(differenceRules).toSorted()).toEqual(
      [
        'credit_note_without_refund reported_not_seen refund_without_credit_note duplicate_refund amount_mismatch',
        'currency_mismatch refunded_elsewhere refund_returned refund_and_chargeback payment_not_located',
        'credit_note_not_allowed credit_note_total_differs order_changed stock_missing stock_twice',
        'stock_wrong_quantity stock_wrong_location stock_source_conflict item_unknown pos_credit_missing',
        'pos_credit_twice gift_card_not_restored',
      ]
        .join(' ')
        .split(' ')
        .toSorted(),
    );
  });

  it.each(rules)('%s says who is concerned, what to do first, and may end at least in one way', (_, rule) => {
    expect(rule).toMatchObject({
      concerns: expect.any(String),
      action: expect.any(String),
      atRisk: expect.any(String),
    });
    expect(new Set(rule.endings).size).toBe(rule.endings.length);
    expect(rule.endings.length).toBeGreaterThan(0);
  });

  it('use every ending somewhere', () => {
    const used = new Set<string>(rules.flatMap(([, { endings }]) => endings));
    expect(differenceEndings.filter((ending) => !used.has(ending))).toEqual([]);
  });

  it('never write off what a customer still waits for', () => {
    const owed: readonly DifferenceReason[] = [
      'credit_note_without_refund',
      'reported_not_seen',
      'payment_not_located',
    ];
    expect(owed.filter((reason) => mayEnd(reason, 'written_off'))).toEqual([]);
  });
});

describe('a credit note of an order that a gift card paid', () => {
  const actionFor = (codes: string) => suggestedActionOf('credit_note_not_allowed', { codes });

  it('is answered by cancelling the order, until the order is cancelled: then the credit note is too much', () => {
    expect(actionFor('gift_card_requires_cancellation')).toBe('cancel_order');
    expect(actionFor('order_cancelled gift_card_requires_cancellation')).toBe('correct_credit_note');
  });
});
