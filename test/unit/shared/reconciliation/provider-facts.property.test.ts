import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { mergedPayments } from '../../../../shared/domain/provider-payment.ts';
import { recordProviderFacts } from '../../../../shared/reconciliation/record-provider-facts.ts';
import { parsePayment } from '../../../../shared/stores/provider-payment-store.ts';
import { parseRefund } from '../../../../shared/stores/provider-refund-store.ts';
import { simulatedTable } from '../../../simulation/world/simulated-table.ts';
import { id } from '../../../support/orders.ts';
import { aProviderPayment, aProviderRefund } from '../../../support/provider-world.ts';

const payment = fc
  .record({
    amountMinor: fc.constantFrom(1000, 2500),
    paidAt: fc.constantFrom('2026-11-02T15:00:00.000Z', '2026-11-02T16:00:00+01:00', '2026-11-03T15:00:00.000Z'),
    references: fc.subarray(['ORD00123', 'a note', 'ORD00124']),
    customerName: fc.constantFrom(undefined, 'Customer One', 'C. One'),
    refunded: fc.constantFrom(
      undefined,
      { amountMinor: 0, asOf: '2026-11-12T10:00:00.000Z' },
      { amountMinor: 500, asOf: '2026-11-12T10:00:00.000Z' },
      { amountMinor: 200, asOf: '2026-11-13T10:00:00.000Z' },
    ),
  })
  .map(aProviderPayment);

const refund = fc
  .record({
    status: fc.constantFrom('pending', 'done', 'failed', 'returned'),
    statusAt: fc.constantFrom('2026-11-12T10:00:00.000Z', '2026-11-13T10:00:00.000Z'),
    references: fc.subarray(['ORD00123', 'a note']),
  } as const)
  .map(aProviderRefund);

describe('what a provider says of one payment', () => {
  test.prop([payment, payment, payment])('comes to the same in whatever order and however often', (a, b, c) => {
    const all = mergedPayments(mergedPayments(a, b), c);
    expect(mergedPayments(a, mergedPayments(b, c))).toEqual(all);
    expect(mergedPayments(mergedPayments(c, b), a)).toEqual(all);
    expect(mergedPayments(all, b)).toEqual(all);
  });
});

/** The rows that words come to, told one after the other. */
async function told(
  payments: readonly ReturnType<typeof aProviderPayment>[],
  refunds: readonly ReturnType<typeof aProviderRefund>[],
) {
  const table = simulatedTable();
  const shop = { shopId: id.shop('demo'), orderPrefix: 'ORD', noteGraceHours: 48 };
  const word = { shop, channel: 'webhook', now: '2026-11-20T10:00:00.000Z' } as const;
  for (const each of payments) await recordProviderFacts(table, { ...word, payments: [each], refunds: [] });
  for (const each of refunds) await recordProviderFacts(table, { ...word, payments: [], refunds: [each] });
  const rows = table.rows();
  return {
    payment: rows.filter(({ sk }) => sk === 'PAYMENT').map((row) => parsePayment(row).facts),
    refund: rows.filter(({ sk }) => sk === 'REFUND').map((row) => parseRefund(row).facts),
    writes: table.readStream(0).length,
  };
}

describe('the row of a payment, and of a refund', () => {
  test.prop([fc.array(payment, { maxLength: 4 }), fc.array(refund, { maxLength: 4 })], { numRuns: 60 })(
    'is the same in whatever order it is told, and telling it again writes nothing',
    async (payments, refunds) => {
      const once = await told(payments, refunds);
      const backwards = await told(payments.toReversed(), refunds.toReversed());
      expect([backwards.payment, backwards.refund]).toEqual([once.payment, once.refund]);
      const twice = await told([...payments, ...payments], [...refunds, ...refunds]);
      expect(twice).toEqual(once);
    },
  );
});
