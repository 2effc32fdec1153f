import type * as z from 'zod';
import type { creditNoteRequestSchema } from '../../functions/accept-credit-note/credit-note-request.ts';

/** The articles that the load gives back, as Retail has them. */
export const articlesOfLoad = [
  { customSku: 'SHIRT-S', description: 'Linen shirt, S', unitPrice: '39.00', onHand: 1_000_000 },
  { customSku: 'BELT', description: 'Leather belt', unitPrice: '21.00', onHand: 1_000_000 },
] as const;

/** Id of the credit note with this number in the load. */
export const creditNoteIdOf = (index: number): string => `BENCH-${index}`;

/** A credit note that gives back one of two lines of an order nobody has sent before, paid once. */
export function creditNoteBody(index: number, now: Date): string {
  const orderNumber = `BENCH-ORDER-${index}`;
  const issuedAt = now.toISOString();
  return JSON.stringify({
    creditNoteId: creditNoteIdOf(index),
    orderNumber,
    issuedAt,
    currency: 'EUR',
    updateInventory: true,
    lines: [
      { orderLineId: '1', quantity: 1 },
      { orderLineId: '2', quantity: 1 },
    ],
    refundShipping: true,
    reason: 'Too small',
    order: {
      orderNumber,
      placedAt: issuedAt,
      currency: 'EUR',
      totalMinor: 10_395,
      customer: { name: 'Camille Exemple', email: 'camille@example.com' },
      lines: [
        { orderLineId: '1', sku: 'SHIRT-S', title: 'Linen shirt, S', quantity: 2, totalMinor: 7_800 },
        { orderLineId: '2', sku: 'BELT', title: 'Leather belt', quantity: 1, totalMinor: 2_100 },
      ],
      shippingMinor: 495,
      paymentCostsMinor: 0,
      payments: [
        {
          kind: 'provider',
          method: 'stripe',
          provider: 'stripe',
          account: 'main',
          providerPaymentId: `pi_bench_${index}`,
          amountMinor: 10_395,
          paidAt: issuedAt,
        },
      ],
    },
  } satisfies z.input<typeof creditNoteRequestSchema>);
}
