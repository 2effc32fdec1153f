import { aShop } from '../../support/orders.ts';
import type { Asked, Story } from '../story.ts';

const orderNamed = (orderNumber: string) => ({
  orderNumber,
  placedAt: '2026-11-02T14:59:00.000Z',
  currency: 'EUR',
  customer: { name: 'A Customer' },
  lines: [
    { orderLineId: '1', sku: 'MUG', title: 'Mug', quantity: 2, totalMinor: 2000 },
    { orderLineId: '2', sku: 'BOWL', title: 'Bowl', quantity: 1, totalMinor: 999 },
  ],
  shippingMinor: 500,
  paymentCostsMinor: 0,
  payments: [
    { kind: 'provider', method: 'paypal', amountMinor: 1500, paidAt: '2026-11-02T15:00:00.000Z' },
    { kind: 'provider', provider: 'paypal', account: 'main', amountMinor: 1999, paidAt: '2026-11-02T15:05:00.000Z' },
  ],
});

/** A credit note on an order of two mugs and a bowl: both mugs back, unless said otherwise. */
export const creditNoteOf = (
  creditNoteId: string,
  orderNumber: string,
  changes: Readonly<Record<string, unknown>> = {},
): Asked => ({
  kind: 'credit_note',
  body: {
    creditNoteId,
    orderNumber,
    issuedAt: '2026-11-12T09:00:00.000Z',
    currency: 'EUR',
    updateInventory: true,
    lines: [{ orderLineId: '1', quantity: 2 }],
    order: orderNamed(orderNumber),
    ...changes,
  },
});

/** The cancellation of such an order. */
export const cancellationOf = (orderNumber: string): Asked => ({
  kind: 'cancellation',
  body: { orderNumber, cancelledAt: '2026-11-12T10:00:00.000Z', updateInventory: true, order: orderNamed(orderNumber) },
});

/** The shop of all stories. */
export const shop = aShop();

const orderNumber = 'ORD00123';
const creditNote = (creditNoteId: string, changes?: Readonly<Record<string, unknown>>): Asked =>
  creditNoteOf(creditNoteId, orderNumber, changes);
const cancellation = cancellationOf(orderNumber);

/** The way of a credit note from a request to its refund tasks, alone and together with others on the same order. */
export const creditNoteToTask: readonly Story[] = [
  { name: 'one credit note', shop, groups: [[creditNote('CN-1')]] },
  { name: 'the same credit note twice at once', shop, groups: [[creditNote('CN-1'), creditNote('CN-1')]] },
  { name: 'two credit notes that both want the last pieces', shop, groups: [[creditNote('CN-1'), creditNote('CN-2')]] },
  {
    // Once the order is known, nothing but the version of its ledger stands between the two.
    name: 'two credit notes that both want the last piece of an order that is known',
    shop,
    groups: [
      [creditNote('CN-0', { lines: [{ orderLineId: '1', quantity: 1 }] })],
      [
        creditNote('CN-1', { lines: [{ orderLineId: '1', quantity: 1 }] }),
        creditNote('CN-2', { lines: [{ orderLineId: '1', quantity: 1 }] }),
      ],
    ],
  },
  {
    name: 'a credit note and a cancellation at once',
    shop,
    groups: [[creditNote('CN-1', { lines: [{ orderLineId: '1', quantity: 1 }] }), cancellation]],
  },
  {
    name: 'parts one after the other, then the rest',
    shop,
    groups: [
      [creditNote('CN-1', { lines: [{ orderLineId: '1', quantity: 1 }] })],
      [creditNote('CN-2', { lines: [{ orderLineId: '2', quantity: 1 }], refundShipping: true })],
      [cancellation],
    ],
  },
];
