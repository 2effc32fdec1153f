import { describe, expect, it } from 'vitest';
import type { TaskStateName } from '../../../../shared/domain/refund-task.ts';
import { untakenRefundsOf } from '../../../../shared/domain/untaken-refunds.ts';

const taken = { taken: { by: 'anna', at: '2026-11-12T10:00:00.000Z' } };
const refund = (provider: string, changes: object = {}, name: TaskStateName = 'matched') => ({
  facts: { payment: { refundMode: 'portal', provider, account: 'main' }, ...changes } as const,
  state: { name },
});
const three = (each: () => ReturnType<typeof refund>) => [each(), each(), each()];

describe('refunds that keep appearing and nobody took', () => {
  it('are a warning where the provider’s app can refund by itself', () => {
    const tasks = [...three(() => refund('mollie')), refund('mollie', taken)];
    expect(untakenRefundsOf(tasks)).toEqual([{ provider: 'mollie', account: 'main', untakenCount: 3, count: 4 }]);
  });

  it('are none at a provider whose app cannot, nor where people said so', () => {
    expect(untakenRefundsOf(three(() => refund('paypal')))).toEqual([]);
    expect(untakenRefundsOf(three(() => refund('mollie', taken)))).toEqual([]);
  });

  it('are none while there are two of them, or they were not seen', () => {
    expect(untakenRefundsOf([refund('mollie'), refund('mollie')])).toEqual([]);
    expect(untakenRefundsOf(three(() => refund('mollie', {}, 'closed_by_operator')))).toEqual([]);
  });
});
