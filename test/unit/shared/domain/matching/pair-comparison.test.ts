import { describe, expect, it } from 'vitest';
import { comparePair } from '../../../../../shared/domain/matching/pair-comparison.ts';
import type { ProviderRefund } from '../../../../../shared/domain/provider-refund.ts';
import { decisionWorld } from '../../../../support/decision-world.ts';
import { aProviderRefund } from '../../../../support/provider-world.ts';

/** CN-1 gives back 10.00 of CAP-1 at PayPal, for ORD00123 of Customer One in Toronto, opened on 12 November. */
async function compared(changes: Partial<ProviderRefund>, customerName: string | undefined = 'Customer One') {
  const { facts } = await (await decisionWorld()).task();
  const ground = { customerName, orderPrefix: 'ORD', timeZone: 'America/Toronto' };
  const comparisons = comparePair(facts, aProviderRefund(changes), ground);
  return Object.fromEntries(comparisons.map(({ thing, agrees }) => [thing, agrees]));
}

describe('a refund beside a refund to make', () => {
  it('agrees in all that both sides say', async () => {
    expect(await compared({ references: ['order ord00123'], customerName: 'Cust. One' })).toEqual({
      amount: true,
      account: true,
      transaction: true,
      order_number: true,
      customer: true,
      day: true,
    });
  });

  it.each([
    ['amount', { amountMinor: 900 }],
    ['amount', { currency: 'USD' }],
    ['account', { account: 'second' }],
    ['account', { provider: 'stripe' }],
    ['transaction', { paymentId: 'CAP-9' }],
    ['order_number', { references: ['ORD00999'] }],
    ['customer', { customerName: 'Robin Voorbeeld' }],
  ] as const)('differs in its %s by %o', async (thing, changes) => {
    expect((await compared(changes))[thing]).toBe(false);
  });

  it.each([
    ['order_number', { references: ['thank you'] }],
    ['customer', {}],
    ['transaction', { paymentId: undefined }],
    ['day', { createdAt: '2026-11-09T10:00:00.000Z' }],
  ] as const)('proves nothing in its %s where one side says nothing of it, or another day', async (thing, changes) => {
    expect((await compared(changes))[thing]).toBeUndefined();
  });
});
